import { Controller } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '../../../access/allow.js';
import { ASSIGNMENT_COLUMNS, type AssignmentField } from '../../../etalase/assignments/assignment-form.js';
import { type AssignmentListResult, AssignmentLists } from '../../../etalase/assignments/assignment-lists.service.js';
import { Notice, type PageContext } from '../../components/index.js';
import { type ListImport, ListImportPage } from '../../list-import/list-import.js';
import { count } from '../katalog/katalog.wording.js';
import { LOKASI } from './places.page.js';

/** What places show before all others, brought in as a list. */
@ApiExcludeController()
@Controller('lokasi-wisata/penetapan/impor')
@Allow('etalase.write')
export class AssignmentImportPage extends ListImportPage<AssignmentField, AssignmentListResult> {
  constructor(private readonly lists: AssignmentLists) {
    super();
  }

  protected listOf({ today }: PageContext): ListImport<AssignmentField, AssignmentListResult> {
    return {
      action: '/lokasi-wisata/penetapan/impor',
      title: 'Daftar penetapan produk mana yang diimpor?',
      name: 'Impor penetapan',
      crumbs: [LOKASI],
      fileLabel: 'Berkas penetapan produk',
      sample: '/lokasi-wisata/penetapan/contoh',
      about: (
        <>
          <p>
            Satu penetapan sebaris: di tempat mana, produk apa yang tampil paling dahulu. Wajib ada kolom{' '}
            <strong>Kode Tempat</strong> dan <strong>Produk</strong>; kolom lain seperti dalam contoh, urutannya bebas.
            Kode tempat ada dalam unduhan <a href="/lokasi-wisata">daftar lokasi wisata</a>, nomor produk dalam unduhan{' '}
            <a href="/produk">daftar produk</a>. Untuk semua produk satu desa atau satu pelaku usaha, kosongkan Produk
            dan isi kolom <strong>Desa</strong> atau <strong>Pelaku Usaha</strong>.
          </p>
          <p>
            Penetapan dikenali dari tempatnya, produknya, dan tanggal <strong>Sejak</strong>. Sel kosong membiarkan isi
            yang tersimpan; pada penetapan baru, Sejak yang kosong berarti hari ini, Sampai yang kosong berarti sampai
            ada keputusan lain, dan Urutan yang kosong berarti sesudah yang sudah ada. Tanda - pada Sampai menghapus
            tanggal akhirnya. Satu baris salah, seluruh berkas tidak disimpan, dan setiap baris yang salah disebutkan.
          </p>
          <p>
            Yang tersimpan sekarang dapat diunduh, diubah di Excel, lalu diimpor lagi:{' '}
            <a href="/lokasi-wisata/penetapan/unduh.xlsx" download>
              semua penetapan (XLSX)
            </a>{' '}
            atau{' '}
            <a href="/lokasi-wisata/penetapan/unduh.csv" download>
              CSV
            </a>
            .
          </p>
        </>
      ),
      columns: ASSIGNMENT_COLUMNS,
      noun: 'penetapan',
      consequence: 'Halaman pengunjung dan daftar bagi program lain langsung mengikuti.',
      notes: ({ notShown }) =>
        notShown > 0 && (
          <Notice kind="warn">
            {count(notShown)} produk yang ditetapkan belum tampil bagi pengunjung, karena belum tayang atau belum
            diverifikasi. Penetapannya tetap disimpan dan berlaku setelah produknya tayang dan terverifikasi.
          </Notice>
        ),
      preview: (bytes) => this.lists.preview(bytes, today),
      apply: (bytes, by) => this.lists.import(bytes, today, by),
      done: { href: '/lokasi-wisata', said: 'Daftar penetapan disimpan.' },
    };
  }
}
