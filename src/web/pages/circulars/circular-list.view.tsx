import type { VNode } from 'preact';
import { circularName, type CircularView } from '../../../compliance/circular.js';
import type { PerangkatDaerahName } from '../../../compliance/circular.service.js';
import { STATUS_WORDS } from '../../../compliance/wording.js';
import { address, type Column, DataTable, EmptyState, type PageContext, State } from '../../components/index.js';
import { addresseesOf, periodOf, STATUS_KINDS, yearToShow } from './circulars.wording.js';

export interface CircularListProps {
  ctx: PageContext;
  circulars: readonly CircularView[];
  perangkatDaerah: readonly PerangkatDaerahName[];
}

/** All circulars, newest first. */
export function CircularList({ ctx, circulars, perangkatDaerah }: CircularListProps): VNode {
  if (circulars.length === 0)
    return (
      <EmptyState
        title="Belum ada edaran"
        action={ctx.can('circular.write') ? { href: '/edaran/baru', text: 'Catat edaran' } : null}
      >
        <p>
          Catat di sini surat edaran atau instruksi yang mewajibkan belanja pada UMK atau produk OVOP: nomor, masa
          berlaku, yang dituju, dan batas setiap butirnya.
        </p>
        <p>
          Contoh butir: paling sedikit 40 % belanja makan dan minum (kode rekening 5.1.02.01.01.0052) dari UMK. Sesudah
          dicatat, halaman <a href="/kepatuhan">Kepatuhan</a> menghitung siapa yang memenuhinya.
        </p>
      </EmptyState>
    );
  return (
    <>
      {ctx.can('circular.write') && (
        <p class="take">
          <a class="button" href="/edaran/baru">
            Catat edaran
          </a>
        </p>
      )}
      <DataTable
        caption="Yang terbaru dahulu. Draf tidak mengikat siapa pun."
        label="Tabel edaran"
        columns={listColumns(perangkatDaerah, ctx.fiscalYear)}
        rows={circulars}
      />
    </>
  );
}

function listColumns(perangkatDaerah: readonly PerangkatDaerahName[], year: number): Column<CircularView>[] {
  return [
    {
      key: 'edaran',
      head: 'Edaran',
      cell: (circular) => (
        <>
          <a href={`/edaran/${circular.id}`}>{circularName(circular)}</a>
          {circular.number !== null && <span class="sub">{circular.subject}</span>}
        </>
      ),
    },
    { key: 'status', head: 'Keadaan', kind: 'state', cell: (circular) => <Status circular={circular} /> },
    { key: 'berlaku', head: 'Berlaku', cell: periodOf },
    { key: 'dituju', head: 'Dituju', cell: (circular) => addresseesOf(circular, perangkatDaerah) },
    {
      key: 'butir',
      head: 'Butir',
      cell: (circular) => (
        <ul>
          {circular.obligations.map((one) => (
            <li>
              {circular.state === 'terbit' ? (
                <a href={address('/kepatuhan', { tahun: yearToShow(circular, year), butir: one.id })}>
                  {one.code}. {one.title}
                </a>
              ) : (
                `${one.code}. ${one.title}`
              )}
            </li>
          ))}
        </ul>
      ),
    },
  ];
}

/** How a circular stands to the day, in a word. */
export function Status({ circular }: { circular: Pick<CircularView, 'status'> }): VNode {
  return <State kind={STATUS_KINDS[circular.status]}>{STATUS_WORDS[circular.status]}</State>;
}
