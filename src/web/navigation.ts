import type { Permission } from '../access/permissions.js';

interface NavigationEntry {
  href: string;
  text: string;
  /** Hidden from whoever does not hold it. */
  needs: Permission;
}

/** The navigation in words, the one list of it. */
export const NAVIGATION: readonly { title: string; entries: readonly NavigationEntry[] }[] = [
  {
    title: 'Pemantauan',
    entries: [
      { href: '/usaha-saya', text: 'Usaha saya', needs: 'own-file.write' },
      { href: '/', text: 'Beranda', needs: 'spending.read' },
      { href: '/kepatuhan', text: 'Kepatuhan', needs: 'compliance.read' },
      { href: '/belanja', text: 'Belanja', needs: 'spending.read' },
      { href: '/kerja/partisipasi', text: 'Partisipasi', needs: 'participation.read' },
      { href: '/penjualan', text: 'Penjualan', needs: 'sales.read' },
    ],
  },
  {
    title: 'Katalog',
    entries: [
      { href: '/desa', text: 'Desa dan cakupan', needs: 'village.read' },
      { href: '/usaha', text: 'Pelaku usaha', needs: 'enterprise.read' },
      { href: '/kelayakan', text: 'Kelayakan', needs: 'eligibility.read' },
      { href: '/antrean', text: 'Antrean', needs: 'onboarding.read' },
      { href: '/penilaian', text: 'Penilaian OVOP', needs: 'grading.read' },
      { href: '/sentra', text: 'Sentra', needs: 'grading.read' },
      { href: '/produk', text: 'Produk', needs: 'product.read' },
      { href: '/katalog', text: 'Katalog umum', needs: 'product.read' },
      { href: '/lokasi-wisata', text: 'Lokasi wisata', needs: 'etalase.read' },
      { href: '/etalase-wisata', text: 'Etalase wisata', needs: 'etalase.read' },
    ],
  },
  {
    title: 'Pembinaan',
    entries: [
      { href: '/program', text: 'Program pembinaan', needs: 'programme.read' },
      { href: '/peta-jalan', text: 'Peta jalan dan target', needs: 'roadmap.read' },
    ],
  },
  {
    title: 'Data',
    entries: [
      { href: '/impor', text: 'Impor', needs: 'import.read' },
      { href: '/pemetaan', text: 'Pemetaan satker', needs: 'mapping.read' },
      { href: '/penyedia', text: 'Penyedia (kelas UMK)', needs: 'supplier.read' },
      { href: '/ovop', text: 'Daftar OVOP', needs: 'ovop.read' },
    ],
  },
  {
    title: 'Aturan',
    entries: [
      { href: '/edaran', text: 'Edaran', needs: 'circular.read' },
      { href: '/status', text: 'Status transaksi', needs: 'status.read' },
      { href: '/definisi', text: 'Definisi', needs: 'definition.read' },
      { href: '/data-terbuka', text: 'Data terbuka', needs: 'open-data.read' },
    ],
  },
  {
    title: 'Layanan',
    entries: [
      { href: '/pengaturan', text: 'Pengaturan', needs: 'settings.read' },
      { href: '/pengguna', text: 'Pengguna', needs: 'user.read' },
      { href: '/jejak-audit', text: 'Jejak audit', needs: 'audit.read' },
      { href: '/surat-keluar', text: 'Surat keluar', needs: 'mail.read' },
      { href: '/kunci-api', text: 'Kunci API', needs: 'api-key.own' },
      { href: '/permintaan-data', text: 'Permintaan data', needs: 'personal.read' },
      { href: '/inventaris-data', text: 'Inventaris data', needs: 'personal.read' },
    ],
  },
];

/** The first page that somebody may see: where a sign-in leads. */
export function firstPage(can: (permission: Permission) => boolean): string {
  return NAVIGATION.flatMap(({ entries }) => entries).find(({ needs }) => can(needs))?.href ?? '/akun';
}
