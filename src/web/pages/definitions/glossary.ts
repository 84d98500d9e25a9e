/** Words of the pages in one sentence each, in the order of the alphabet; docs/glossary.md tells engineers more. */
export const GLOSSARY: readonly { term: string; meaning: string }[] = [
  { term: 'Campuran', meaning: 'Pesanan v6 yang hanya sebagian produknya ada dalam daftar OVOP.' },
  { term: 'Edaran', meaning: 'Surat edaran yang mewajibkan perangkat daerah berbelanja produk OVOP atau UMK.' },
  {
    term: 'E-purchasing',
    meaning: 'Pembelian lewat e-Katalog (v5 dan v6) dan Toko Daring; tender dan lainnya di luar itu.',
  },
  { term: 'IMK', meaning: 'Industri mikro dan kecil menurut BPS: hanya industri pengolahan, bukan seluruh UMK.' },
  { term: 'Katalog lokal', meaning: 'Katalog v5 yang dikelola sebuah pemerintah daerah.' },
  {
    term: 'KLPD',
    meaning: 'Kementerian, lembaga, atau pemerintah daerah; setiap KLPD punya kode, misalnya D diikuti angka.',
  },
  { term: 'Kode rekening', meaning: 'Kode belanja dalam anggaran, misalnya 5.1.02 untuk belanja barang dan jasa.' },
  {
    term: 'OVOP',
    meaning: 'One Village One Product: satu desa satu produk unggulan. Daftarnya dipelihara biro.',
  },
  { term: 'Pagu', meaning: 'Batas anggaran sebuah rencana pengadaan.' },
  { term: 'Paket', meaning: 'Satu pembelian: satu paket pada v5, satu pesanan pada v6 dan Toko Daring.' },
  { term: 'Penyedia', meaning: 'Pelaku usaha yang menerima pesanan.' },
  {
    term: 'Perangkat daerah',
    meaning: 'Dinas, badan, biro, rumah sakit dan lainnya, tempat beberapa satker bernaung.',
  },
  {
    term: 'Potensi desa',
    meaning: 'Apa yang dapat dibuat di sebuah desa, juga sebelum ada produknya dalam katalog.',
  },
  {
    term: 'Produk unggulan',
    meaning: 'Satu produk yang menjadi andalan sebuah desa; satu desa satu produk unggulan.',
  },
  { term: 'RUP', meaning: 'Rencana Umum Pengadaan, rencana belanja yang diumumkan sebelum pengadaan.' },
  {
    term: 'Satker',
    meaning: 'Satuan kerja yang membeli, misalnya sebuah sekolah atau UPT; bernaung pada perangkat daerah.',
  },
  { term: 'Tahun anggaran', meaning: 'Tahun anggaran yang membiayai pesanan, tidak selalu tahun tanggal pesanannya.' },
  { term: 'UMK', meaning: 'Usaha mikro, usaha kecil, dan koperasi. Usaha menengah dan besar bukan UMK.' },
];
