import type { VNode } from 'preact';
import type { Certificate, Listing, Product, ProductGroup } from '../../../catalogue/products/product.js';
import {
  CERTIFICATE_KINDS,
  PLATFORMS,
  PRODUCT_STATES,
  type ProductState,
} from '../../../catalogue/products/product.js';
import type { FoundProduct } from '../../../catalogue/products/search/search.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import { Csrf, DataTable, ErrorSummary, FormField, type PageContext, State, withCsrf } from '../../components/index.js';
import { CERTIFICATE_WORDS, PLATFORM_WORDS, priceWords, STATE_WORDS } from '../katalog/katalog.wording.js';
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
