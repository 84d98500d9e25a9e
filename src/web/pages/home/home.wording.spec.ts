import { describe, expect, it } from '@jest/globals';
import type { ComplianceSummary } from '../../../compliance/compliance.js';
import type { ImportsOverview } from '../../../ingestion/freshness.queries.js';
import type { Attention } from '../../../purchasing/attention.queries.js';
import type { JudgedPlace } from '../../../compliance/etalase/etalase-compliance.js';
import type { DutyState } from '../../../etalase/duty/duty.js';
import { attentionItems, etalaseLacks, keepersWords, leadingObligation } from './home.wording.js';

const NOTHING: Attention = {
  unmappedSatkers: { count: 0, value: 0n },
  unknownStatuses: { count: 0, packages: 0, value: 0n },
  umkUnknown: { value: 0n, of: 0n },
  missing: { packages: 0, value: 0n },
  incomplete: { packages: 0, value: 0n },
};
const IMPORTS: ImportsOverview = { feeds: [], unfinished: { refused: 0, failed: 0, interrupted: 0 }, running: 0 };

type Obligation = ComplianceSummary['obligations'][number];

function obligation(code: string, judged: number, kept: number): Obligation {
  return {
    circularId: '1',
    circularName: 'Edaran contoh',
    obligationId: code,
    code,
    title: code,
    results: { patuh: kept, tidak_patuh: judged - kept, data_tidak_lengkap: 0, tidak_berlaku: 0, dikecualikan: 0 },
    judged,
    gap: { low: 0n, high: null },
    furthest: null,
  };
}

describe('what needs attention', () => {
  it('is nothing when nothing does', () => {
    expect(attentionItems(NOTHING, IMPORTS, 2026)).toEqual([]);
  });

  it('names each thing once, imports before figures, each with where it is mended', () => {
    const items = attentionItems(
      {
        unmappedSatkers: { count: 2, value: 100_000_000n },
        unknownStatuses: { count: 1, packages: 3, value: 5_00n },
        umkUnknown: { value: 10n, of: 40n },
        missing: { packages: 4, value: 0n },
        incomplete: { packages: 1, value: 1n },
      },
      { ...IMPORTS, unfinished: { refused: 1, failed: 1, interrupted: 1 } },
      2026,
    );
    expect(items.map(({ text }) => text)).toEqual([
      '2 impor terputus atau gagal',
      '1 berkas ditolak',
      '1 status belum dikenal',
      '4 pesanan hilang dari sumber',
      '2 satker belum dipetakan',
      'Rp0,10 belum diketahui kelas usahanya',
      '1 paket belum lengkap',
    ]);
    expect(items.map(({ href }) => href)).toEqual([
      '/impor',
      '/impor',
      '/status',
      '/belanja/hilang',
      '/pemetaan',
      '/penyedia',
      '/belanja/belum-lengkap?tahun=2026',
    ]);
    expect(items[5]?.detail).toContain('25,0 % dari transaksi');
  });
});

describe('the obligation that Beranda speaks of', () => {
  const summary = (...obligations: Obligation[]): ComplianceSummary => ({
    year: 2026,
    until: null,
    obligations,
    etalase: [],
  });

  it('is the first by which anybody could be judged', () => {
    expect(leadingObligation(summary(obligation('K1', 0, 0), obligation('K2', 5, 2)))?.code).toBe('K2');
    expect(leadingObligation(summary(obligation('K1', 0, 0)))?.code).toBe('K1');
    expect(leadingObligation(summary())).toBeNull();
  });

  it('is said as so many of so many, and as nothing where nobody was judged', () => {
    expect(keepersWords(obligation('K1', 45, 18))).toBe('18 dari 45');
    expect(keepersWords(obligation('K1', 0, 0))).toBe('–');
    expect(keepersWords(null)).toBe('–');
  });
});

describe('places that lack an etalase', () => {
  const place = (name: string, state: DutyState): JudgedPlace => ({
    kode: name,
    name,
    kind: 'pantai',
    kabupatenCode: '98.01',
    kabupaten: 'Sini',
    state,
    etalase: 0,
    inspectedOn: null,
    inspections: 0,
    verdict: 'belum_dinilai',
    perangkatDaerahId: null,
  });

  it('are named, those without one first, five of a kind; what nobody has looked at is not said to lack one', () => {
    const places = [
      place('lama', 'kedaluwarsa'),
      place('ada', 'ada'),
      place('entah', 'belum-diketahui'),
      ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((name) => place(name, 'tidak-ada')),
    ];
    expect(
      etalaseLacks({ places }).map(({ text, named, others }) => [text, named.map(({ name }) => name), others]),
    ).toEqual([
      ['7 lokasi wisata tidak punya etalase', ['a', 'b', 'c', 'd', 'e'], 2],
      ['1 lokasi wisata terlalu lama tidak diperiksa etalasenya', ['lama'], 0],
    ]);
    expect(etalaseLacks({ places: [place('ada', 'ada'), place('entah', 'belum-diketahui')] })).toEqual([]);
  });
});
