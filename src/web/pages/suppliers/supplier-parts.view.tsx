import type { VNode } from 'preact';
import { address, Tabs } from '../../components/index.js';

export function supplierHref(scheme: string, key: string): string {
  return address('/penyedia/rinci', { skema: scheme, kunci: key });
}

/** The views of what is known about suppliers. */
export function SupplierTabs({ here }: { here: 'daftar' | 'kata' | 'impor' }): VNode {
  return (
    <Tabs
      label="Penyedia"
      tabs={[
        { href: '/penyedia', text: 'Penyedia', here: here === 'daftar' },
        { href: '/penyedia/kata', text: 'Arti kata kelas usaha', here: here === 'kata' },
        { href: '/penyedia/impor', text: 'Impor keputusan', here: here === 'impor' },
      ]}
    />
  );
}

/** What a list of decisions holds. */
export function SupplierListAbout(): VNode {
  return (
    <p class="prose">
      Judul kolom: <strong>Skema</strong>, <strong>Kunci</strong>, Nama, <strong>UMK</strong>, Berlaku Dari, Berlaku
      Sampai, Keterangan. Urutannya bebas; yang tebal wajib ada. Skema diisi v5, v6, toko daring, atau sikap. Kunci
      ialah kode penyedia, nomor SIKaP, atau nama pedagang Toko Daring. UMK diisi ya, tidak, atau belum diketahui.
    </p>
  );
}
