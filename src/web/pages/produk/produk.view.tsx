import type { VNode } from 'preact';
import type { Certificate, Listing, Product, ProductGroup } from '../../../catalogue/products/product.js';
import {
  CERTIFICATE_KINDS,
  PLATFORMS,
  PRODUCT_STATES,
  type ProductState,
  STAGES,
} from '../../../catalogue/products/product.js';
import type { FoundProduct } from '../../../catalogue/products/search/search.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  State,
  withCsrf,
} from '../../components/index.js';
import { CERTIFICATE_WORDS, PLATFORM_WORDS, priceWords, STAGE_WORDS, STATE_WORDS } from '../katalog/katalog.wording.js';
import { starWords } from '../grading/grading.wording.js';
import { percentWords, Validity } from '../katalog/product.view.js';
import type { Typed } from './produk.form.js';

const STATE_TONES = { draf: 'warn', tayang: 'good', arsip: 'none' } as const;

export function ProductTable({
  products,
  groups,
}: {
  products: readonly FoundProduct[];
  groups: readonly ProductGroup[];
}): VNode {
  return (
    <DataTable
      label="Tabel produk"
      caption="Termasuk draf dan arsip."
      rows={products}
      empty="Tidak ada produk yang sesuai saringan."
      columns={[
        {
          key: 'nama',
          head: 'Produk',
          cell: ({ id, name, place }) => (
            <>
              <a href={`/produk/${id}`}>{name}</a>
              <span class="sub">{place ?? 'Belum ada desa'}</span>
            </>
          ),
        },
        {
          key: 'keadaan',
          head: 'Keadaan',
          kind: 'state',
          cell: ({ state }) => <State kind={STATE_TONES[state]}>{STATE_WORDS[state]}</State>,
        },
        {
          key: 'kelompok',
          head: 'Kelompok',
          cell: ({ groupCode }) => groups.find(({ code }) => code === groupCode)?.name ?? groupCode,
        },
        { key: 'harga', head: 'Harga', cell: ({ price, unit }) => priceWords(price, unit) },
        {
          key: 'sertifikat',
          head: 'Sertifikat berlaku',
          cell: ({ certificates }) => certificates.map((kind) => CERTIFICATE_WORDS[kind]).join(', '),
        },
        {
          key: 'bintang',
          head: 'Bintang',
          cell: ({ star }) => (star === null ? null : `${star.stars} (skema ${star.scheme})`),
        },
        { key: 'ekatalog', head: 'e-Katalog', cell: ({ listed }) => (listed ? 'Ada' : 'Belum') },
        { key: 'verifikasi', head: 'Verifikasi', cell: ({ verified }) => (verified ? 'Sudah' : 'Belum') },
      ]}
    />
  );
}

export interface ProductFormProps {
  ctx: PageContext;
  /** Null for a new one. */
  product: Product | null;
  typed: Typed;
  problems: readonly FieldProblem[];
  groups: readonly ProductGroup[];
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
export function ProductForm({ ctx, product, typed, problems, groups, conflict }: ProductFormProps): VNode {
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
          help: 'Satu desa sebaris: kode 53.07.01.2001, atau Desa Contoh, Kecamatan Contoh, Kabupaten Contoh.',
        })}
        {field('flagships', {
          type: 'textarea',
          rows: 2,
          help: 'Desa yang memilih produk ini sebagai produk unggulannya; satu desa hanya satu produk.',
        })}
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

/** What staff do with one product. */
export function ManageView({ ctx, product }: { ctx: PageContext; product: Product }): VNode {
  const write = ctx.can('product.write');
  const path = `/produk/${product.id}`;
  return (
    <>
      <dl class="facts">
        <dt>Keadaan</dt>
        <dd>
          <State kind={STATE_TONES[product.state]}>{STATE_WORDS[product.state]}</State>
        </dd>
        <dt>Harga</dt>
        <dd>{priceWords(product.price, product.unit)}</dd>
        <dt>Verifikasi</dt>
        <dd>
          {product.verifiedOn === null
            ? 'Belum ada yang melihat produknya'
            : `Dilihat ${product.verifiedBy ?? ''} pada ${formatDay(product.verifiedOn)}`}
        </dd>
        <dt>Bintang</dt>
        <dd>{product.star === null ? 'Belum ada keputusan' : starWords(product.star.scheme, product.star.stars)}</dd>
        <dt>Terakhir diubah</dt>
        <dd>{product.updatedBy ?? 'lewat impor'}</dd>
      </dl>
      <p class="actions">
        {write && (
          <a class="button" href={`${path}/ubah`}>
            Ubah isi
          </a>
        )}
        <a class="button quiet" href={`/katalog/${product.id}`}>
          Lihat halaman umum
        </a>
      </p>
      {write && <StateForms ctx={ctx} product={product} path={path} />}
      <section>
        <h2>Foto</h2>
        <Photos ctx={ctx} product={product} path={path} write={write} />
      </section>
      <section>
        <h2>Sertifikat</h2>
        <DataTable
          label="Tabel sertifikat"
          caption="Bentuk nomornya diperiksa; keasliannya dilihat orang."
          rows={product.certificates}
          empty="Belum ada sertifikat."
          columns={[
            {
              key: 'jenis',
              head: 'Sertifikat',
              cell: ({ id, kind, value }) => {
                const words = `${CERTIFICATE_WORDS[kind]}${value === null ? '' : ` ${percentWords(value)}`}`;
                return write ? <a href={`${path}/sertifikat/${id}`}>{words}</a> : words;
              },
            },
            { key: 'nomor', head: 'Nomor', cell: ({ number }) => number },
            {
              key: 'berlaku',
              head: 'Berlaku sampai',
              kind: 'state',
              cell: (one) => <Validity one={one} today={ctx.today} />,
            },
            {
              key: 'dilihat',
              head: 'Dilihat',
              cell: ({ verifiedOn, verifiedBy }) =>
                verifiedOn === null ? 'Belum' : `${formatDay(verifiedOn)}, ${verifiedBy ?? ''}`,
            },
          ]}
        />
        {write && <a href={`${path}/sertifikat/baru`}>Tambah sertifikat</a>}
      </section>
      <section>
        <h2>Tayangan di e-Katalog</h2>
        <DataTable
          label="Tabel tayangan"
          caption="Satu kode hanya untuk satu produk, jadi pembelian tidak terhitung dua kali."
          rows={product.listings}
          empty="Belum ada tayangan."
          columns={[
            {
              key: 'kode',
              head: 'Kode',
              cell: ({ id, externalId }) => (write ? <a href={`${path}/tayangan/${id}`}>{externalId}</a> : externalId),
            },
            { key: 'di', head: 'Di', cell: ({ platform }) => PLATFORM_WORDS[platform] },
            { key: 'etalase', head: 'Etalase atau kategori', cell: ({ etalase, category }) => etalase ?? category },
            { key: 'penjual', head: 'Penjual', cell: ({ enterprise }) => enterprise },
            {
              key: 'sampai',
              head: 'Sampai',
              cell: ({ validTo }) => (validTo === null ? 'seterusnya' : formatDay(validTo)),
            },
          ]}
        />
        {write && <a href={`${path}/tayangan/baru`}>Tambah tayangan</a>}
      </section>
    </>
  );
}

const STATE_BUTTONS: Readonly<Record<ProductState, string>> = {
  tayang: 'Tayangkan untuk umum',
  draf: 'Kembalikan ke draf',
  arsip: 'Arsipkan',
};

function StateForms({ ctx, product, path }: { ctx: PageContext; product: Product; path: string }): VNode {
  return (
    <>
      <form class="actions" method="post" action={`${path}/keadaan`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(product.version)} />
        {PRODUCT_STATES.filter((state) => state !== product.state).map((state) => (
          <button class={state === 'tayang' ? undefined : 'quiet'} name="state" value={state}>
            {STATE_BUTTONS[state]}
          </button>
        ))}
      </form>
      <form class="form" method="post" action={`${path}/verifikasi`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(product.version)} />
        <FormField
          name="day"
          label="Saya melihat sendiri produk ini pada"
          type="date"
          value={product.verifiedOn ?? ctx.today}
          help="Nama Anda dicatat. Kosongkan untuk menghapus catatan."
          required={false}
        />
        <button class="quiet">Catat verifikasi</button>
      </form>
    </>
  );
}

function Photos({
  ctx,
  product,
  path,
  write,
}: {
  ctx: PageContext;
  product: Product;
  path: string;
  write: boolean;
}): VNode {
  return (
    <>
      {product.photos.length === 0 && <p>Belum ada foto.</p>}
      <ul class="photos">
        {product.photos.map(({ id, key, alt, position }) => (
          <li>
            <img src={`${path}/foto/${id}-${key}-kecil.webp`} alt={alt} loading="lazy" />
            {write && (
              <form class="form" method="post" action={`${path}/foto/${id}`}>
                <Csrf ctx={ctx} />
                <FormField name="alt" label="Yang terlihat" value={alt} maxLength={200} required />
                <FormField name="position" label="Urutan" value={String(position)} inputMode="numeric" required />
                <div class="actions">
                  <button class="quiet">Simpan</button>
                  <button class="quiet" name="aksi" value="hapus">
                    Hapus foto
                  </button>
                </div>
              </form>
            )}
          </li>
        ))}
      </ul>
      {write && <h3>Tambah foto</h3>}
      {write && <PhotoForm ctx={ctx} path={path} alt="" problems={[]} />}
    </>
  );
}

export function PhotoForm({
  ctx,
  path,
  alt,
  problems,
}: {
  ctx: PageContext;
  path: string;
  alt: string;
  problems: readonly FieldProblem[];
}): VNode {
  return (
    <form class="form" method="post" action={withCsrf(ctx, `${path}/foto`)} enctype="multipart/form-data">
      <FormField
        name="alt"
        label="Apa yang terlihat pada foto?"
        value={alt}
        error={problems}
        maxLength={200}
        required
        help="Contoh: Sehelai tenun merah bermotif kuda. Dibacakan bagi yang tidak melihat fotonya."
      />
      <FormField
        name="foto"
        label="Foto"
        type="file"
        accept="image/jpeg,image/png,image/webp"
        error={problems}
        required
        help="JPEG, PNG, atau WebP, paling besar 12 MB. Foto diperkecil, dan lokasi di dalamnya dibuang."
      />
      <button>Tambah foto</button>
    </form>
  );
}

export interface PartFormProps<Part> {
  ctx: PageContext;
  productId: string;
  part: Part | null;
  typed: Typed;
  problems: readonly FieldProblem[];
}

export function CertificateForm({ ctx, productId, part, typed, problems }: PartFormProps<Certificate>): VNode {
  const action = `/produk/${productId}/sertifikat/${part?.id ?? 'baru'}`;
  const field = (name: string, label: string, rest: Partial<Parameters<typeof FormField>[0]> = {}): VNode => (
    <FormField name={name} label={label} value={typed[name]} error={problems} required={false} {...rest} />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={action}>
        <Csrf ctx={ctx} />
        {part && <input type="hidden" name="version" value={String(part.version)} />}
        {field('kind', 'Jenis', {
          type: 'select',
          required: true,
          any: 'Pilih jenis',
          options: CERTIFICATE_KINDS.map((kind) => ({ value: kind, text: CERTIFICATE_WORDS[kind] })),
        })}
        {field('number', 'Nomor', { maxLength: 60, help: 'Seperti tertulis pada sertifikat.' })}
        {field('value', 'Persen TKDN', { inputMode: 'decimal', help: 'Hanya untuk TKDN. Contoh: 41,5' })}
        {field('issuer', 'Penerbit', { maxLength: 200 })}
        {field('issuedOn', 'Terbit', { type: 'date' })}
        {field('expiresOn', 'Berlaku sampai', { type: 'date', help: 'Kosong = tanpa tanggal akhir.' })}
        {field('enterpriseId', 'Nomor pelaku usaha', { help: 'Bila atas nama satu pelaku usaha.' })}
        {field('seenOn', 'Saya melihat sertifikatnya pada', { type: 'date', help: 'Kosong = belum dilihat.' })}
        {field('note', 'Keterangan', { maxLength: 500 })}
        <div class="actions">
          <button>Simpan sertifikat</button>
          {part && (
            <button class="quiet" name="aksi" value="hapus">
              Hapus sertifikat
            </button>
          )}
        </div>
      </form>
    </>
  );
}

export function ListingForm({ ctx, productId, part, typed, problems }: PartFormProps<Listing>): VNode {
  const action = `/produk/${productId}/tayangan/${part?.id ?? 'baru'}`;
  const field = (name: string, label: string, rest: Partial<Parameters<typeof FormField>[0]> = {}): VNode => (
    <FormField name={name} label={label} value={typed[name]} error={problems} required={false} {...rest} />
  );
  return (
    <>
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={action}>
        <Csrf ctx={ctx} />
        {part && <input type="hidden" name="version" value={String(part.version)} />}
        {field('platform', 'Di', {
          type: 'select',
          required: true,
          any: 'Pilih e-Katalog',
          options: PLATFORMS.map((platform) => ({ value: platform, text: PLATFORM_WORDS[platform] })),
        })}
        {field('externalId', 'Kode produk', {
          required: true,
          maxLength: 80,
          help: 'kd_produk di v5, kode produk di v6.',
        })}
        {field('etalase', 'Etalase (v5)', { maxLength: 200 })}
        {field('category', 'Kategori (v6)', { maxLength: 200 })}
        {field('url', 'Alamat halaman', { maxLength: 500, help: 'Diawali https://' })}
        {field('enterpriseId', 'Nomor pelaku usaha yang menjual')}
        {field('validFrom', 'Sejak', { type: 'date', help: 'Kosong = sejak awal.' })}
        {field('validTo', 'Sampai', { type: 'date', help: 'Kosong = seterusnya.' })}
        <div class="actions">
          <button>Simpan tayangan</button>
          {part && (
            <button class="quiet" name="aksi" value="hapus">
              Hapus tayangan
            </button>
          )}
        </div>
      </form>
    </>
  );
}
