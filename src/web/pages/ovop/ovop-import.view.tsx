import type { VNode } from 'preact';
import type { OvopImportResult } from '../../../purchasing/ovop/ovop-list.service.js';
import { Notice } from '../../components/index.js';
import { count } from '../../list-import/wording.js';

export const SAMPLE = { href: '/ovop/contoh.xlsx', text: 'Unduh contoh berkas (XLSX)' };

/** What a list holds, and how it is read. */
export function OvopListAbout(): VNode {
  return (
    <>
      <p class="prose">
        Judul kolom: <strong>Jenis</strong>, Skema, <strong>Kode atau Kata</strong>, Nama Produk, Desa, Berlaku Dari,
        Berlaku Sampai, Keterangan. Urutannya bebas; yang tebal wajib ada. Jenis diisi produk v5, produk v6, penyedia,
        komoditas, kata, atau merchant. Skema hanya diisi untuk penyedia: v5 atau v6. Tanggal ditulis hari/bulan/tahun;
        tanpa tanggal mulai, entri berlaku sejak awal.
      </p>
      <p class="prose">
        Entri dengan jenis, skema, kode atau kata, dan tanggal mulai yang sama dianggap entri yang sama; isinya
        diperbarui. Entri yang tidak ada dalam berkas dibiarkan; impor tidak menghapus entri. Satu baris salah, seluruh
        berkas tidak disimpan, dan setiap baris yang salah disebutkan.
      </p>
    </>
  );
}

/** What to look at before a list is kept. */
export function OvopListNotes({ result }: { result: OvopImportResult }): VNode {
  return (
    <>
      {result.withoutStart > 0 && (
        <Notice>{count(result.withoutStart)} baris tanpa tanggal mulai akan berlaku sejak awal.</Notice>
      )}
      {result.warnings.length > 0 && (
        <Notice kind="warn" title="Periksa dahulu">
          {result.warnings.map((warning) => (
            <p>{warning.message}</p>
          ))}
        </Notice>
      )}
    </>
  );
}
