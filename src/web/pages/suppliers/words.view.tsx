import type { VNode } from 'preact';
import type { UkmWord } from '../../../purchasing/suppliers/suppliers.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Answer, Csrf, DataTable, ErrorSummary, FormField, type PageContext, State } from '../../components/index.js';
import { count } from '../../list-import/wording.js';
import { UMK_KINDS, UMK_NAMES, UMK_OPTIONS } from './suppliers.wording.js';
import { SupplierTabs } from './supplier-parts.view.js';

export interface WordsProps {
  ctx: PageContext;
  words: readonly UkmWord[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** What each word of penyedia_ukm means. */
export function WordsView({ ctx, words, typed, problems }: WordsProps): VNode {
  const open = words.filter((word) => word.umk === null);
  const waiting = open.reduce((sum, word) => sum + word.suppliers, 0);
  return (
    <>
      <SupplierTabs here="kata" />
      <ErrorSummary problems={problems} />
      <Answer>
        {open.length === 0
          ? 'Semua kata yang masuk sudah ada artinya.'
          : `${count(open.length)} kata belum ada artinya; ${count(waiting)} penyedia dengan kata itu dihitung belum diketahui.`}
      </Answer>
      <DataTable
        label="Tabel arti kata"
        caption="Kata dari isian penyedia_ukm e-Katalog v5. Kata dibandingkan tanpa membedakan huruf besar dan tanda baca."
        rows={words}
        rowId={(word) => `kata-${word.wordKey.replaceAll(' ', '-')}`}
        columns={[
          {
            key: 'kata',
            head: 'Kata',
            cell: (word) => (
              <>
                {word.word}
                <span class="sub">{word.decidedBy === null ? 'bawaan' : `ditetapkan ${word.decidedBy}`}</span>
              </>
            ),
          },
          {
            key: 'arti',
            head: 'Artinya',
            kind: 'state',
            cell: (word) => (
              <State kind={word.umk === null ? 'bad' : UMK_KINDS[word.umk]}>
                {word.umk === null ? 'Belum ada arti' : UMK_NAMES[word.umk]}
              </State>
            ),
          },
          { key: 'penyedia', head: 'Penyedia', kind: 'number', cell: (word) => count(word.suppliers) },
          {
            key: 'ubah',
            head: 'Ubah',
            kind: 'wide',
            cell: (word) =>
              ctx.can('supplier.write') ? (
                <form class="actions" method="post" action="/penyedia/kata">
                  <Csrf ctx={ctx} />
                  <input type="hidden" name="word" value={word.word} />
                  <select name="umk" aria-label={`Arti kata ${word.word}`}>
                    {UMK_OPTIONS.map((option) => (
                      <option value={option.value} selected={option.value === (word.umk ?? 'unknown')}>
                        {option.text}
                      </option>
                    ))}
                  </select>
                  <button class="quiet">
                    Simpan<span class="unseen"> arti {word.word}</span>
                  </button>
                </form>
              ) : null,
          },
        ]}
      />
      {ctx.can('supplier.write') && (
        <>
          <h2>Tambah kata</h2>
          <form class="form" method="post" action="/penyedia/kata">
            <Csrf ctx={ctx} />
            <FormField
              name="word"
              label="Kata"
              value={typed['word']}
              error={problems}
              maxLength={100}
              required
              help="Contoh: Usaha Mikro"
            />
            <FormField
              name="umk"
              label="Artinya"
              type="select"
              options={UMK_OPTIONS}
              value={typed['umk'] ?? 'unknown'}
              error={problems}
            />
            <button>Simpan kata</button>
          </form>
        </>
      )}
    </>
  );
}
