import { describe, expect, it } from '@jest/globals';
import { judgeSentra, type SentraCriteria } from '../../../catalogue/sentra/sentra-criteria.js';
import { criteriaOn, readSentraCriteria } from '../../../catalogue/sentra/sentra-criteria-file.js';
import type { JudgedSentra } from '../../../catalogue/sentra/sentra.js';
import { answerSentence, conditionWords, lackWords, otherSourceWords } from './sentra.wording.js';

const reference: SentraCriteria = criteriaOn(readSentraCriteria(), '2026-12-01');
const STATED = ['potensi', 'ekspor', 'keunikan', 'komitmen', 'pengurus', 'bahan-baku', 'transportasi'];

function sentra(stated: readonly string[], members: number | null, champions: number): JudgedSentra {
  const statements = new Map(stated.map((code) => [code, 'ya' as const]));
  const judgement = judgeSentra(reference, { statements, members, champions });
  return { name: 'Sentra Contoh', reference, judgement } as JudgedSentra;
}

describe('the words of a sentra', () => {
  it('say how many are lacking, and that nothing on file is not none', () => {
    const [first] = sentra(STATED, 2, 1).judgement.criteria;
    expect(first && lackWords(first)).toBe(
      'Kurang 2 perusahaan atau UMKM lain bimbingannya: tercatat 1, paling sedikit 3.',
    );
    const [none] = sentra(STATED, null, 0).judgement.criteria;
    expect(none?.conditions.map(conditionWords).join(' ')).toContain('Belum ada anggota yang dicatat');
  });

  it('name what stands in the way, and not what is only hoped for or has an alternative', () => {
    expect(answerSentence(sentra(STATED, 4, 1))).toContain('memenuhi semua kriteria');
    expect(answerSentence(sentra(STATED, 3, 1))).toBe(
      'Sentra Contoh belum memenuhi kriteria. Belum terpenuhi: potensi sumber daya unggulan, produksi sejenis.',
    );
    expect(answerSentence(sentra(STATED.slice(0, -1), 4, 1))).toBe(
      'Belum dapat dikatakan apakah Sentra Contoh memenuhi kriteria. Belum diketahui: akses transportasi.',
    );
  });

  it('set the five of the other source beside it without applying it', () => {
    expect(otherSourceWords('Paling sedikit 5.', 'X', 5, 4)).toContain('tercatat 4, kurang menurut ukuran itu');
    expect(otherSourceWords('Paling sedikit 5.', 'X', 5, 5)).toContain('tercatat 5, cukup menurut ukuran itu');
  });
});
