import type { VNode } from 'preact';
import type { PerangkatDaerah } from '../../../purchasing/mapping/mapping.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  type Option,
  type PageContext,
} from '../../components/index.js';
import { count } from './mapping.wording.js';
import { MappingTabs } from './mapping-parts.view.js';

export interface PerangkatDaerahProps {
  ctx: PageContext;
  perangkatDaerah: readonly PerangkatDaerah[];
  /** KLPD a new one can be made for: the instance's own, or those on file. */
  klpds: readonly Option[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** The perangkat daerah themselves: add, rename, merge. */
export function PerangkatDaerahView({ ctx, perangkatDaerah, klpds, typed, problems }: PerangkatDaerahProps): VNode {
  const named = perangkatDaerah.filter((one) => one.origin === 'staf').length;
  return (
    <>
      <MappingTabs here="pd" />
      <ErrorSummary problems={problems} />
      <Answer>
        <strong>{count(perangkatDaerah.length)} perangkat daerah</strong>; {count(named)} di antaranya dibuat atau
        dinamai oleh biro, selebihnya diusulkan dari kode satker.
      </Answer>
      <DataTable
        label="Tabel perangkat daerah"
        caption="Ganti nama dan gabungkan tersedia pada halaman setiap perangkat daerah."
        empty="Belum ada perangkat daerah."
        rows={perangkatDaerah}
        rowId={(one) => `pd-${one.id}`}
        columns={[
          {
            key: 'nama',
            head: 'Perangkat daerah',
            cell: (one) =>
              ctx.can('mapping.write') ? <a href={`/pemetaan/perangkat-daerah/${one.id}`}>{one.name}</a> : one.name,
          },
          { key: 'asal', head: 'Asal nama', cell: (one) => (one.origin === 'staf' ? 'Biro' : 'Usulan dari sumber') },
          { key: 'kode', head: 'Kelompok kode', cell: (one) => one.codeGroup ?? '–' },
          {
            key: 'satker',
            head: 'Satker',
            kind: 'number',
            cell: (one) => <a href={address('/pemetaan', { pd: one.id })}>{count(one.satkers)}</a>,
          },
        ]}
      />
      {ctx.can('mapping.write') && (
        <>
          <h2>Tambah perangkat daerah</h2>
          <form class="form" method="post" action="/pemetaan/perangkat-daerah">
            <Csrf ctx={ctx} />
            {klpds.length === 1 ? (
              <input type="hidden" name="klpd" value={klpds[0]?.value} />
            ) : (
              <FormField
                name="klpd"
                label="KLPD"
                type="select"
                options={klpds}
                value={typed['klpd']}
                error={problems}
              />
            )}
            <FormField
              name="name"
              label="Nama perangkat daerah"
              value={typed['name']}
              error={problems}
              maxLength={200}
              required
              help="Contoh: Biro Umum Sekretariat Daerah"
            />
            <button>Tambah perangkat daerah</button>
          </form>
        </>
      )}
    </>
  );
}

export interface OneProps {
  ctx: PageContext;
  one: PerangkatDaerah;
  others: readonly PerangkatDaerah[];
  typed: Readonly<Record<string, string>>;
  problems: readonly FieldProblem[];
}

/** One perangkat daerah: its name, and whether it is another. */
export function OnePerangkatDaerahView({ ctx, one, others, typed, problems }: OneProps): VNode {
  return (
    <>
      <ErrorSummary problems={problems} />
      <Answer>
        <a href={address('/pemetaan', { pd: one.id })}>
          <strong>{count(one.satkers)} satker</strong>
        </a>{' '}
        termasuk perangkat daerah ini.
      </Answer>
      <h2>Ganti nama</h2>
      <form class="form" method="post" action={`/pemetaan/perangkat-daerah/${one.id}/nama`}>
        <Csrf ctx={ctx} />
        <FormField
          name="name"
          label="Nama"
          value={typed['name'] ?? one.name}
          error={problems}
          maxLength={200}
          required
        />
        <button>Simpan nama</button>
      </form>
      <h2>Gabungkan</h2>
      <form class="form" method="post" action={`/pemetaan/perangkat-daerah/${one.id}/gabung`}>
        <Csrf ctx={ctx} />
        <p class="prose">
          Bila "{one.name}" sebenarnya perangkat daerah lain: {count(one.satkers)} satkernya pindah ke sana untuk semua
          tahun, dan "{one.name}" tidak ditampilkan lagi. Penggabungan tidak dapat dikembalikan dengan satu tombol.
        </p>
        <FormField
          name="into"
          label="Gabungkan ke"
          type="select"
          any="Pilih perangkat daerah"
          options={others.map((other) => ({ value: other.id, text: other.name }))}
          value={typed['into']}
          error={problems}
        />
        <FormField
          name="yakin"
          label={`Ya, gabungkan "${one.name}"`}
          type="checkbox"
          value={typed['yakin']}
          error={problems}
        />
        <button class="danger">Gabungkan</button>
      </form>
    </>
  );
}
