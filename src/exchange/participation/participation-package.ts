import type { Baseline } from '../../participation/baseline.js';
import { METRICS } from '../../participation/metrics.js';
import type { ParticipationReport } from '../../participation/participation.service.js';
import type { ZippedFile } from '../../shared/zip.js';
import { dataPackage, writeTable } from './data-package.js';
import {
  type Figure,
  FIGURE_FIELDS,
  METRIC_FIELDS,
  type Place,
  PLACE_FIELDS,
  type Published,
  PUBLISHED_FIELDS,
} from './package-fields.js';

export interface PackageAsked {
  report: ParticipationReport;
  baseline: Baseline;
  /** Whose purchases: 'Provinsi Nusa Tenggara Timur'. */
  whose: string;
  publisher: string;
  license: string;
  made: Date;
}

/** The figures of participation with their definitions and the published table, as files of a data package. Pure. */
export function participationPackage({
  report,
  baseline,
  whose,
  publisher,
  license,
  made,
}: PackageAsked): ZippedFile[] {
  const { table, rows, breakdown } = report;
  const { cutoff } = table.filter;
  const figures = table.columns.flatMap((column, index) => rows.map((row): Figure => ({ row, column, index })));
  const places = (breakdown?.rows ?? []).flatMap(({ key, label, cells }) =>
    table.columns
      .filter(({ data }) => data)
      .map((column): Place => ({ code: key, label, column, cell: cells.get(column.year) })),
  );
  const published = baseline.rows.flatMap((row) =>
    baseline.periods.map((period, index): Published => {
      const growth = index === 0 ? undefined : row.growth[index - 1];
      return {
        key: row.key,
        label: row.label,
        nature: row.nature,
        heading: period.heading,
        from: period.from,
        to: period.to,
        stated: period.stated,
        value: row.values[index] ?? '',
        change: growth?.percent ?? null,
        comparable: growth?.comparable ?? null,
      };
    }),
  );
  return dataPackage(
    {
      name: 'partisipasi-umk',
      title: `Partisipasi UMK dalam pembelian pemerintah: ${whose}, sampai ${cutoff}`,
      description: `Banyaknya pelaku usaha, UMK, transaksi, dan nilai e-purchasing ${whose} menurut tahun dan kabupaten/kota, dihitung dari berkas belanja yang diimpor. Tidak memuat nama pelaku usaha atau orang. Tabel yang pernah diterbitkan biro ada dalam berkas sendiri dan tidak dicampur dengan angka yang dihitung.`,
      cutoff,
      made,
      publisher,
      license,
      sources: ['Berkas belanja e-Katalog v5 dan v6 serta Toko Daring yang diimpor', baseline.source],
    },
    [
      writeTable({
        name: 'angka',
        title: 'Angka partisipasi per tahun',
        description: 'Satu baris satu angka satu tahun. Arti setiap angka ada dalam definisi.csv menurut kolom metrik.',
        fields: FIGURE_FIELDS,
        rows: figures,
        primaryKey: ['kunci', 'tahun'],
      }),
      writeTable({
        name: 'kabupaten-kota',
        title: 'Partisipasi per kabupaten/kota dan tahun',
        description:
          'Menurut alamat pelaku usaha. "unknown" ialah yang alamatnya belum diketahui; wilayah tanpa transaksi bernilai nol.',
        fields: PLACE_FIELDS,
        rows: places,
        primaryKey: ['kode', 'tahun'],
      }),
      writeTable({
        name: 'tabel-biro',
        title: baseline.title,
        description: `Dikutip seperti tercetak; ${baseline.scope} Kolom terakhir berakhir 31 Agustus 2024, jadi perubahannya tidak sebanding.`,
        fields: PUBLISHED_FIELDS,
        rows: published,
        primaryKey: ['kunci', 'periode'],
        source: baseline.source,
      }),
      writeTable({
        name: 'definisi',
        title: 'Definisi setiap metrik',
        description: 'Pembilang, penyebut, populasi, sumber, dan batasan setiap metrik, dengan versinya.',
        fields: METRIC_FIELDS,
        rows: METRICS,
        primaryKey: ['metrik', 'versi'],
      }),
    ],
  );
}
