import type { VNode } from 'preact';
import { type Product, type ProductGroup, STAGES } from '../../../catalogue/products/product.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, ErrorSummary, FormField, Notice, type PageContext } from '../../components/index.js';
import { type PickedPlace, PlaceField } from '../../place-field.js';
import { STAGE_WORDS } from '../katalog/katalog.wording.js';
import { ADDED_FLAGSHIP, ADDED_VILLAGE, type Typed } from './produk.form.js';

export interface ProductFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  product: Product | null;
  typed: Typed;
  problems: readonly FieldProblem[];
  groups: readonly ProductGroup[];
  /** What the field of a further village says. */
  picked: PickedPlace;
  /** The village that was just added, in words. */
  added: string | null;
  /** Set when somebody else was faster: what is stored now. */
  conflict: { message: string; stored: readonly { field: string; stored: string }[] } | null;
}

const LABELS: Readonly<Record<string, string>> = {
  name: 'Nama produk',
  groupCode: 'Kelompok',
  description: 'Uraian',
  price: 'Harga (Rp)',
  unit: 'Satuan harga',
  capacityPerMonth: 'Kapasitas per bulan',
  capacityUnit: 'Satuan kapasitas',
  rawMaterial: 'Bahan baku',
  rawMaterialOrigin: 'Asal bahan baku',
  legend: 'Legenda',
  localWisdom: 'Kearifan lokal',
  stage: 'Tahap',
  season: 'Musim',
  source: 'Sumber data',
  villages: 'Desa',
  flagships: 'Produk unggulan bagi desa',
  makers: 'Pelaku usaha',
};

/** A product: new or to be changed. */
export function ProductForm(props: ProductFormProps): VNode {
  const { ctx, product, typed, problems, groups, picked, added, conflict } = props;
  const field = (name: string, rest: Partial<Parameters<typeof FormField>[0]> = {}): VNode => (
    <FormField
      name={name}
      label={LABELS[name] ?? name}
      value={typed[name]}
      error={problems}
      required={false}
      {...rest}
    />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      {conflict && (
        <Notice kind="warn" title="Belum disimpan: ada perubahan lain">
          <p>{conflict.message}</p>
          {conflict.stored.length > 0 && (
            <dl class="facts">
              {conflict.stored.map(({ field: name, stored }) => (
                <>
                  <dt>{LABELS[name] ?? name} tersimpan</dt>
                  <dd>{stored}</dd>
                </>
              ))}
            </dl>
          )}
          <p>Isian Anda masih ada di bawah. Menyimpannya lagi mengganti yang tersimpan.</p>
        </Notice>
      )}
      <form class="form" method="post" action={product ? `/produk/${product.id}` : '/produk'}>
        <Csrf ctx={ctx} />
        {product && <input type="hidden" name="version" value={String(product.version)} />}
        {field('name', { required: true, maxLength: 200, help: 'Contoh: Tenun ikat motif kuda' })}
        {field('groupCode', {
          type: 'select',
          required: true,
          any: 'Pilih kelompok',
          options: groups.map(({ code, name }) => ({ value: code, text: name })),
        })}
        {field('description', { type: 'textarea' })}
        {field('villages', {
          type: 'textarea',
          rows: 3,
          help: 'Satu desa sebaris. Tambahkan dengan mencari namanya di bawah; hapus barisnya untuk mengeluarkannya.',
        })}
        {field('flagships', {
          type: 'textarea',
          rows: 2,
          help: 'Desa yang memilih produk ini sebagai produk unggulannya; satu desa hanya satu produk.',
        })}
        <PlaceField
          name={ADDED_VILLAGE}
          label="Tambah desa"
          typed={typed}
          picked={picked}
          problems={problems}
          required={false}
          note={added === null ? undefined : `Ditambahkan: ${added}. Produk belum disimpan.`}
          help='Ketik awal namanya lalu Cari wilayah, contoh "Wolo" atau "Wolo, Paga". Satu yang cocok langsung ditambahkan; bila ada beberapa, pilih satu lalu Cari wilayah lagi, atau simpan.'
        />
        <FormField
          name={ADDED_FLAGSHIP}
          label="Desa yang ditambahkan memilih produk ini sebagai produk unggulannya"
          type="checkbox"
          value={typed[ADDED_FLAGSHIP]}
          required={false}
        />
        {field('makers', {
          type: 'textarea',
          rows: 3,
          help: 'Satu pelaku usaha sebaris: NIB, namanya, atau nomornya seperti #12.',
        })}
        {field('price', { inputMode: 'decimal', help: 'Contoh: 350.000 atau 350.000,50. Kosong = belum diketahui.' })}
        {field('unit', { maxLength: 40, help: 'Contoh: lembar, kg, botol 250 ml' })}
        {field('capacityPerMonth', { inputMode: 'decimal', help: 'Yang dapat dibuat sebulan. Contoh: 40' })}
        {field('capacityUnit', { maxLength: 40, help: 'Contoh: lembar' })}
        {field('stage', {
          type: 'select',
          any: 'Belum diketahui',
          options: STAGES.map((stage) => ({ value: stage, text: STAGE_WORDS[stage] })),
        })}
        {field('rawMaterial', { maxLength: 500 })}
        {field('rawMaterialOrigin', { maxLength: 300, help: 'Contoh: kapas tanam sendiri; benang dari Kupang' })}
        {field('season', { maxLength: 200, help: 'Contoh: panen Juni sampai Agustus' })}
        {field('legend', { type: 'textarea', rows: 6, help: 'Cerita asal-usulnya, seperti dituturkan di desa.' })}
        {field('localWisdom', { type: 'textarea', rows: 6, help: 'Kebiasaan, adat, atau pengetahuan di baliknya.' })}
        {field('source', { maxLength: 300, help: 'Dari mana data ini: musyawarah desa, kunjungan, berkas.' })}
        <button>{product ? 'Simpan perubahan' : 'Simpan sebagai draf'}</button>
      </form>
    </>
  );
}
