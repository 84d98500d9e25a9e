import type { VNode } from 'preact';
import type { Publication } from '../../../exchange/ocds/order.js';
import { DataTable } from '../../components/index.js';

/** The prefix that stands for "not registered yet". */
const STAND_IN = 'ocds-000000';

const FIELDS = [
  { told: 'Nomor paket atau pesanan', where: 'ocid, awards/id, contracts/id' },
  { told: 'Satuan kerja pembeli dan perangkat daerahnya pada tanggal pesanan', where: 'buyer, parties' },
  { told: 'Penyedia, kelas UMK menurut data pada tanggal pesanan, koperasi', where: 'parties/details' },
  { told: 'Paket rencana (RUP), pagu, sumber dana', where: 'planning/budget' },
  { told: 'Cara pembelian dan tanda rencana untuk UMK', where: 'tender' },
  { told: 'Peraturan presiden yang berlaku pada tanggal pesanan', where: 'tender/legalBasis' },
  { told: 'Baris produk, jumlah, harga satuan, etalase, tanda OVOP', where: 'awards/items' },
  { told: 'Nilai, tanggal, dan keadaan', where: 'contracts' },
] as const;

const STATES = [
  { state: 'Diproses atau mengikat', told: 'contracts/status active' },
  { state: 'Selesai', told: 'contracts/status terminated (kontrak berakhir karena selesai)' },
  { state: 'Batal atau gagal sejak pertama diketahui', told: 'tenderCancellation, tanpa award dan kontrak' },
  { state: 'Batal setelah sebelumnya mengikat', told: 'awardCancellation dan contractTermination' },
  { state: 'Status belum dikenal, atau hilang dari sumber', told: 'contracts/status pending' },
] as const;

export interface OpenDataPolicyProps {
  publication: Publication;
  year: number;
  mayRead: boolean;
}

/** The publication policy, in the words of the bureau. */
export function OpenDataPolicy({ publication, year, mayRead }: OpenDataPolicyProps): VNode {
  return (
    <>
      <p class="prose">
        Setiap pembelian pemerintah yang tercatat di layanan ini dapat dibuka menurut standar OCDS, sehingga program
        lain dapat membacanya tanpa menafsirkan ulang. Satu proses pengadaan punya satu nomor (ocid) dan satu rilis
        untuk setiap perubahan keadaan atau nilainya.
      </p>
      <h2>Lisensi dan penerbit</h2>
      <dl>
        <dt>Penerbit</dt>
        <dd>{publication.publisher}</dd>
        <dt>Lisensi</dt>
        <dd>
          <a href={publication.license}>{publication.license}</a>
        </dd>
        <dt>Awalan ocid</dt>
        <dd>
          {publication.prefix}
          {publication.prefix === STAND_IN &&
            ' (sementara: belum didaftarkan pada Open Contracting Partnership, jadi jangan dikutip sebagai nomor tetap)'}
        </dd>
      </dl>
      <h2>Apa yang diceritakan</h2>
      <DataTable
        caption="Isi setiap rilis dan tempatnya dalam OCDS."
        label="Tabel isi rilis"
        columns={[
          { key: 'isi', head: 'Isi', cell: ({ told }) => told },
          { key: 'tempat', head: 'Tempat dalam OCDS', cell: ({ where }) => where },
        ]}
        rows={[...FIELDS]}
      />
      <h2>Bagaimana keadaan pesanan dibaca</h2>
      <DataTable
        caption="Keadaan menurut daftar status yang berlaku pada tanggal pesanan."
        label="Tabel keadaan"
        columns={[
          { key: 'keadaan', head: 'Keadaan', cell: ({ state }) => state },
          { key: 'rilis', head: 'Dalam rilis', cell: ({ told }) => told },
        ]}
        rows={[...STATES]}
      />
      <h2>Batas yang perlu diketahui</h2>
      <ul class="prose">
        <li>
          Kelas usaha mengikuti batas modal dan penjualan PP 7/2021 (usaha mikro, kecil, menengah, besar). Bila yang
          diketahui hanya "UMK atau bukan", hanya itu yang ditulis; yang belum diketahui ditulis belum diketahui.
        </li>
        <li>Pesanan yang diceritakan dua sumber ditulis satu kali, dari sumber yang lebih rinci.</li>
        <li>Pembayaran (SP2D) dan persentase TKDN tidak ada dalam sumber, jadi tidak ditulis.</li>
        <li>Nilai ditulis tepat sampai sen dalam rupiah, seperti dari sumbernya.</li>
        <li>Isi rilis yang sudah terbit tidak diubah; kabar baru menjadi rilis baru dengan nomor lain.</li>
      </ul>
      <h2>Yang tidak pernah dibuka</h2>
      <p class="prose">
        Nama dan nomor pejabat, NIK, NPWP, nomor telepon, dan alamat surel orang. Nomor induk berusaha usaha perorangan
        juga tidak ditulis.
      </p>
      <h2>Cara mengambil</h2>
      <ul class="prose">
        <li>
          Halaman demi halaman: <code>GET /api/v1/ocds/releases?year={year}</code>, lanjutannya di{' '}
          <code>links.next</code>.
        </li>
        <li>
          Satu tahun sebagai satu berkas:{' '}
          {mayRead ? (
            <a href={`/api/v1/ocds/package?year=${year}`}>unduh OCDS {year} (JSON)</a>
          ) : (
            <code>GET /api/v1/ocds/package?year={year}</code>
          )}
          .
        </li>
        <li>
          Satu proses dengan semua rilisnya: <code>GET /api/v1/ocds/records/ocid</code>.
        </li>
      </ul>
      <p class="prose">
        Pengambilan memakai kunci API dari biro pengadaan. Biro juga dapat menaruh berkas tahunannya di portal data
        terbuka pemerintah daerah.
      </p>
    </>
  );
}
