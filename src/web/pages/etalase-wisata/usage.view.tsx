import type { VNode } from 'preact';
import { RETENTION_DAYS, type UsageFigures } from '../../../etalase/usage/usage.js';
import { formatDay } from '../../../shared/dates.js';
import { address, DataTable } from '../../components/index.js';
import { count } from '../katalog/katalog.wording.js';

export interface UsageViewProps {
  wisata: UsageFigures;
  produk: UsageFigures;
  from: string;
  until: string;
}

/** What visitors and programs of others looked at most. */
export function UsageView({ wisata, produk, from, until }: UsageViewProps): VNode {
  const { since } = wisata;
  const known = since === null || since <= from ? null : since;
  const sum = ({ total }: UsageFigures): number => total.answered + total.unchanged;
  return (
    <section>
      <h2>Yang dilihat pengunjung dan situs lain</h2>
      {since === null ? (
        <p class="prose">Belum ada yang dihitung: hitungan mulai sejak ada yang membuka lokasi wisata atau produk.</p>
      ) : (
        <>
          <p class="prose">
            Dari {formatDay(known ?? from)} sampai {formatDay(until)}: lokasi wisata dilihat {count(sum(wisata))} kali,
            produk {count(sum(produk))} kali.
            {known !== null && ` Sebelum ${formatDay(known)} belum dihitung, jadi tidak diketahui.`} Siapa yang melihat
            tidak disimpan; hitungan disimpan {count(RETENTION_DAYS)} hari.
          </p>
          <Looked label="Lokasi wisata yang paling dilihat" head="Lokasi" figures={wisata} />
          <Looked label="Produk yang paling dilihat" head="Produk" figures={produk} />
          <p>
            <a href={address('/api/v1/etalase/usage', { subject: 'wisata', from, until })}>Hitungan lengkap (JSON)</a>
          </p>
        </>
      )}
    </section>
  );
}

function Looked({ label, head, figures }: { label: string; head: string; figures: UsageFigures }): VNode {
  return (
    <DataTable
      label={label}
      caption={`${label}, sepuluh teratas.`}
      rows={figures.rows}
      empty="Belum ada yang dilihat pada hari-hari ini."
      columns={[
        { key: 'nama', head, cell: (one) => one.name ?? `${one.key} (tidak lagi tercatat)` },
        { key: 'halaman', head: 'Halaman', kind: 'number', cell: (one) => count(one.halaman) },
        { key: 'api', head: 'Situs dan aplikasi lain', kind: 'number', cell: (one) => count(one.api) },
      ]}
    />
  );
}
