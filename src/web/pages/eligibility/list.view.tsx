import type { VNode } from 'preact';
import type { FieldProblem } from '../../../shared/errors.js';
import { ErrorSummary, FormField, HowComputed, type PageContext, withCsrf } from '../../components/index.js';

export interface ListViewProps {
  ctx: PageContext;
  problems: readonly FieldProblem[];
}

export function ListView({ ctx, problems }: ListViewProps): VNode {
  return (
    <>
      <p class="prose">
        Unggah daftar usaha (dengan produk atau tanpa produk), dan unduh hasilnya sebagai XLSX: hasil setiap baris,
        syarat yang belum terpenuhi dengan langkah berikutnya, dan baris yang tidak dapat dibaca. Tidak ada yang
        disimpan.
      </p>
      <p class="actions">
        <a class="button quiet" href="/kelayakan/daftar/contoh.xlsx" download>
          Unduh contoh daftar (XLSX)
        </a>
      </p>
      <ErrorSummary problems={problems} title="Daftar belum dapat dinilai" />
      <form class="form" method="post" action={withCsrf(ctx, '/kelayakan/daftar')} encType="multipart/form-data">
        <FormField
          name="berkas"
          label="Berkas daftar"
          type="file"
          accept=".xlsx,.csv"
          error={problems}
          required
          help="XLSX atau CSV, paling banyak 2.000 baris dan 5 MB. Judul kolom seperti pada contoh; urutannya bebas."
        />
        <button>Nilai daftar</button>
      </form>
      <HowComputed
        entries={[
          {
            term: 'Sel kosong',
            text: 'Berarti tidak diketahui, bukan "tidak". Syaratnya lalu belum dapat dinilai. Tulis "tidak ada" bila memang tidak ada.',
          },
          {
            term: 'Yang ditulis dalam daftar',
            text: 'Dianggap keterangan sendiri, belum diperiksa pada sumbernya; hasilnya memberi catatan untuk itu.',
          },
          { term: 'Baris yang salah', text: 'Disebut dengan kolom, isi, dan sebabnya. Baris lain tetap dinilai.' },
          { term: 'Data pribadi', text: 'NIK dan nomor NPWP tidak diminta. Kolom lain dalam berkas tidak dibaca.' },
        ]}
      />
    </>
  );
}
