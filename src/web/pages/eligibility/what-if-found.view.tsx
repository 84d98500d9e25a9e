import type { VNode } from 'preact';
import type { Moved, WhatIfAnswer, WhatIfPurpose } from '../../../eligibility/decisions/what-if.service.js';
import { PURPOSE_WORDS, STATE_WORDS } from '../../../eligibility/wording/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { Answer, DataTable, State } from '../../components/index.js';
import { STATE_KINDS } from './decisions.wording.js';

/** Who becomes eligible and who stops, by purpose. */
export function Found({ answer }: { answer: WhatIfAnswer }): VNode {
  const all = answer.purposes.reduce((sum, { becomesCount, stopsCount }) => sum + becomesCount + stopsCount, 0);
  return (
    <section id="hasil">
      <h2>Hasil untuk {formatDay(answer.day)}</h2>
      <Answer>
        {all === 0 ? (
          <>
            Dari {count(answer.judged)} yang dinilai, <strong>tidak ada yang berubah</strong> bila "
            {answer.parameter.label}" diubah seperti ini.
          </>
        ) : (
          <>
            Dari {count(answer.judged)} yang dinilai:{' '}
            {answer.purposes
              .filter(({ becomesCount, stopsCount }) => becomesCount + stopsCount > 0)
              .map(
                ({ purpose, becomesCount, stopsCount }) =>
                  `${PURPOSE_WORDS[purpose].toLowerCase()}: ${count(becomesCount)} menjadi layak, ${count(stopsCount)} berhenti layak`,
              )
              .join('; ')}
            .
          </>
        )}
      </Answer>
      <DataTable
        label="Perubahan menurut tujuan"
        caption="Banyaknya yang layak menurut aturan sekarang dan menurut pengandaian."
        rows={answer.purposes}
        columns={[
          { key: 'tujuan', head: 'Tujuan', cell: ({ purpose }) => PURPOSE_WORDS[purpose] },
          { key: 'sebelum', head: 'Layak sekarang', kind: 'number', cell: (one) => count(one.eligibleBefore) },
          { key: 'sesudah', head: 'Layak seandainya', kind: 'number', cell: (one) => count(one.eligibleAfter) },
          { key: 'menjadi', head: 'Menjadi layak', kind: 'number', cell: (one) => count(one.becomesCount) },
          { key: 'berhenti', head: 'Berhenti layak', kind: 'number', cell: (one) => count(one.stopsCount) },
        ]}
      />
      {answer.purposes.map((one) => (
        <Names purpose={one} />
      ))}
    </section>
  );
}

function Names({ purpose }: { purpose: WhatIfPurpose }): VNode | null {
  const rows = [...purpose.becomes, ...purpose.stops];
  if (rows.length === 0) return null;
  const more = purpose.becomesCount + purpose.stopsCount - rows.length;
  return (
    <>
      <h3>{PURPOSE_WORDS[purpose.purpose]}</h3>
      <DataTable<Moved>
        label={`Yang berubah: ${PURPOSE_WORDS[purpose.purpose]}`}
        caption={
          more > 0
            ? `${count(rows.length)} nama pertama; ${count(more)} lagi tidak ditampilkan.`
            : 'Semua yang berubah.'
        }
        rows={rows}
        columns={[
          {
            key: 'nama',
            head: 'Pelaku usaha dan produk',
            cell: (one) => (
              <>
                <a href={`/kelayakan?usaha=${one.enterpriseId}`}>{one.enterpriseName}</a>
                <span class="sub">{one.productName ?? 'Usaha saja'}</span>
              </>
            ),
          },
          {
            key: 'sebelum',
            head: 'Sekarang',
            cell: ({ before }) => <State kind={STATE_KINDS[before]}>{STATE_WORDS[before]}</State>,
          },
          {
            key: 'sesudah',
            head: 'Seandainya',
            cell: ({ after }) => <State kind={STATE_KINDS[after]}>{STATE_WORDS[after]}</State>,
          },
        ]}
      />
    </>
  );
}

function count(n: number): string {
  return n.toLocaleString('id-ID');
}
