import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/**
 * Writes a made-up year of v5 (Ecat-PaketEPurchasing) as ISB sends it: one JSON array, 35 fields a line, about 2.5 lines
 * a package. Deterministic. Returns how many packages there are and the exact total in sen.
 */
export async function writeV5File(path, lines) {
  const out = createWriteStream(path);
  let written = 0;
  let pack = 0;
  let total = 0n;
  let seed = 42;
  const next = (below) => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  out.write('[');
  while (written < lines) {
    pack += 1;
    const size = Math.min(1 + next(4), lines - written);
    const satker = 50000 + next(300);
    const supplier = 400000 + next(4000);
    const month = String(1 + next(12)).padStart(2, '0');
    const day = String(1 + next(28)).padStart(2, '0');
    const status = next(5) === 0 ? 'paket_selesai' : 'melakukan_pengiriman_dan_penerimaan';
    for (let line = 0; line < size; line += 1) {
      const price = 5000 + next(2_000_000);
      const quantity = 1 + next(40);
      const value = price * quantity;
      total += BigInt(value) * 100n;
      const row = {
        tahun_anggaran: 2025,
        kd_klpd: 'D999',
        satker_id: satker,
        nama_satker: null,
        alamat_satker: 'Jalan Contoh nomor 1, Kota Contoh',
        npwp_satker: '000000000000000',
        kd_paket: 10_000_000 + pack,
        no_paket: `MKM-P25${month}-${10_000_000 + pack}`,
        nama_paket: `Belanja Makanan dan Minuman Rapat kegiatan ${pack}`,
        kd_rup: 50_000_000 + next(20_000),
        nama_sumber_dana: 'APBD',
        kode_anggaran: '2.16.01.2.08.0004.5.1.02.01.01.0052.',
        kd_komoditas: 88000 + next(60),
        kd_produk: 70_000_000 + next(30_000),
        kd_penyedia: supplier,
        kd_penyedia_distributor: supplier + 1,
        jml_jenis_produk: size,
        kuantitas: quantity,
        harga_satuan: price,
        ongkos_kirim: 0,
        total_harga: value,
        kd_user_pokja: 467053,
        no_telp_user_pokja: null,
        email_user_pokja: null,
        kd_user_ppk: 471873,
        ppk_nip: null,
        jabatan_ppk: 'Kepala Bagian',
        tanggal_buat_paket: `2025-${month}-${day}`,
        tanggal_edit_paket: `2025-${month}-${day}`,
        deskripsi: null,
        status_paket: status,
        paket_status_str: 'Paket Proses',
        catatan_produk: 'dikirim ke kantor pada jam kerja',
        kd_provinsi_wilayah_harga: 29,
        kd_kabupaten_wilayah_harga: 401,
      };
      if (!out.write(`${written === 0 ? '' : ','}\n${JSON.stringify(row)}`)) await once(out, 'drain');
      written += 1;
    }
  }
  out.end('\n]');
  await once(out, 'finish');
  return { packages: pack, totalSen: total };
}
