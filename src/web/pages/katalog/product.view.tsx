import type { ComponentChildren, VNode } from 'preact';
import {
  type Certificate,
  isOver,
  type Listing,
  type Product,
  type ProductMaker,
  type ProductVillage,
} from '../../../catalogue/products/product.js';
import { formatDay } from '../../../shared/dates.js';
import { DataTable, type PageContext, State } from '../../components/index.js';
import { starWords } from '../grading/grading.wording.js';
import { photoAddress } from './katalog.address.js';
import { capacityWords, CERTIFICATE_WORDS, count, PLATFORM_WORDS, priceWords, STAGE_WORDS } from './katalog.wording.js';

/** Listings that stand open; the others are one click away. */
const MOST_LISTINGS = 5;

export interface ProductProps {
  ctx: PageContext;
  product: Product;
  /** "Siapa membelinya", for those who may read spending; null = nothing to show. */
  buyers: VNode | null;
}

/** One product for everybody: photos, price, story, sellers, certificates, where it is listed. */
export function ProductPageView({ ctx, product, buyers }: ProductProps): VNode {
  const facts: [string, ComponentChildren][] = [
    ['Kelompok', product.group.name],
    ['Desa', product.villages.length === 0 ? null : <Villages villages={product.villages} />],
    ['Tahap', product.stage === null ? null : STAGE_WORDS[product.stage]],
    ['Kapasitas', capacityWords(product.capacityPerMonth, product.capacityUnit)],
    ['Bahan baku', product.rawMaterial],
    ['Asal bahan baku', product.rawMaterialOrigin],
    ['Musim', product.season],
    [
      'Bintang',
      product.star === null
        ? null
        : `${starWords(product.star.scheme, product.star.stars)}, diputuskan ${formatDay(product.star.decidedOn)}`,
    ],
    ['Diverifikasi', product.verifiedOn === null ? null : `dinas pembina, ${formatDay(product.verifiedOn)}`],
  ];
  return (
    <>
      <p class="price-lead">{priceWords(product.price, product.unit)}</p>
      {product.photos.length > 0 && (
        <ul class="photos">
          {product.photos.map(({ id, key, alt, width, height }, index) => (
            <li>
              <img
                src={photoAddress(`${id}-${key}`)}
                alt={alt}
                width={width}
                height={height}
                loading={index === 0 ? undefined : 'lazy'}
              />
            </li>
          ))}
        </ul>
      )}
      <Prose text={product.description} />
      <dl class="facts">
        {facts
          .filter(([, text]) => text !== null)
          .map(([term, text]) => (
            <>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </>
          ))}
      </dl>
      <Story title="Legenda" text={product.legend} />
      <Story title="Kearifan lokal" text={product.localWisdom} />
      <section>
        <h2>Siapa yang menjual?</h2>
        <Sellers makers={product.makers} listed={product.listings.some(({ validTo }) => !isOver(validTo, ctx.today))} />
      </section>
      <section>
        <h2>Sertifikat apa yang dimiliki?</h2>
        <Certificates certificates={product.certificates} today={ctx.today} />
      </section>
      <section>
        <h2>Di mana dijual?</h2>
        <Listings listings={product.listings} today={ctx.today} />
      </section>
      {buyers}
      <p>
        <a href="/katalog">Kembali ke katalog</a>
        {ctx.can('product.read') && (
          <>
            {' · '}
            <a href={`/produk/${product.id}`}>Kelola produk ini</a>
          </>
        )}
      </p>
    </>
  );
}

function Villages({ villages }: { villages: readonly ProductVillage[] }): VNode {
  return (
    <ul class="plain">
      {villages.map((village) => (
        <li>
          {villageWords(village)}
          {village.isFlagship && <span class="sub"> produk unggulan desa ini</span>}
        </li>
      ))}
    </ul>
  );
}

/** 'Desa Contoh, Kec. Contoh, Kab. Contoh' */
export function villageWords({ kind, name, district, regency }: ProductVillage): string {
  const city = regency === null || /^kota\b/i.test(regency);
  return [
    `${kind === 'kelurahan' ? 'Kelurahan' : 'Desa'} ${name}`,
    district === null ? null : `Kec. ${district}`,
    regency === null ? null : city ? regency : `Kab. ${regency}`,
  ]
    .filter((part) => part !== null)
    .join(', ');
}

function Prose({ text }: { text: string | null }): VNode | null {
  if (text === null) return null;
  return <div class="prose">{text.split('\n').map((line) => line !== '' && <p>{line}</p>)}</div>;
}

function Story({ title, text }: { title: string; text: string | null }): VNode | null {
  if (text === null) return null;
  return (
    <section>
      <h2>{title}</h2>
      <Prose text={text} />
    </section>
  );
}

function Sellers({ makers, listed }: { makers: readonly ProductMaker[]; listed: boolean }): VNode {
  if (makers.length === 0)
    return (
      <p>
        {listed
          ? 'Pembuatnya belum dicatat. Tayangannya di e-Katalog tertulis di bagian "Di mana dijual?".'
          : 'Pelaku usahanya belum dicatat. Hubungi dinas pembina atau kantor desanya.'}
      </p>
    );
  return (
    <ul>
      {makers.map(({ name, village, regency }) => (
        <li>
          {name}
          {(village ?? regency) !== null && (
            <span class="sub"> {[village, regency].filter((part) => part !== null).join(', ')}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function Certificates({ certificates, today }: { certificates: readonly Certificate[]; today: string }): VNode {
  if (certificates.length === 0) return <p>Belum ada sertifikat yang dicatat.</p>;
  return (
    <DataTable
      label="Tabel sertifikat"
      caption="Nomor diperiksa bentuknya; yang sudah dilihat dinas ditandai dengan tanggalnya."
      rows={certificates}
      columns={[
        {
          key: 'jenis',
          head: 'Sertifikat',
          cell: ({ kind, value }) => `${CERTIFICATE_WORDS[kind]}${value === null ? '' : ` ${percentWords(value)}`}`,
        },
        { key: 'nomor', head: 'Nomor', cell: ({ number }) => number },
        { key: 'pemilik', head: 'Atas nama', cell: ({ enterprise }) => enterprise },
        { key: 'berlaku', head: 'Berlaku sampai', kind: 'state', cell: (one) => <Validity one={one} today={today} /> },
        {
          key: 'dilihat',
          head: 'Dilihat dinas',
          cell: ({ verifiedOn }) => (verifiedOn === null ? 'Belum' : formatDay(verifiedOn)),
        },
      ]}
    />
  );
}

export function percentWords(value: string): string {
  return `${value.replace(/\.?0+$/, '').replace('.', ',')} %`;
}

export function Validity({ one, today }: { one: Pick<Certificate, 'expiresOn'>; today: string }): VNode {
  if (one.expiresOn === null) return <State kind="none">Tanpa tanggal akhir</State>;
  return isOver(one.expiresOn, today) ? (
    <State kind="bad">Berakhir {formatDay(one.expiresOn)}</State>
  ) : (
    <State kind="good">{formatDay(one.expiresOn)}</State>
  );
}

function Listings({ listings, today }: { listings: readonly Listing[]; today: string }): VNode {
  const current = listings.filter(({ validTo }) => !isOver(validTo, today));
  if (current.length === 0) return <p>Belum tercatat di e-Katalog. Pembelian langsung melalui penjualnya.</p>;
  const [first, rest] = [current.slice(0, MOST_LISTINGS), current.slice(MOST_LISTINGS)];
  return (
    <>
      <ListingLines listings={first} />
      {rest.length > 0 && (
        <details>
          <summary>{count(rest.length)} tayangan lain</summary>
          <ListingLines listings={rest} />
        </details>
      )}
    </>
  );
}

/** Who sells it comes first; the code is for those who look it up. */
function ListingLines({ listings }: { listings: readonly Listing[] }): VNode {
  return (
    <ul>
      {listings.map(({ platform, externalId, etalase, category, url, enterprise }) => (
        <li>
          {enterprise !== null && `${enterprise}, `}
          {/* The form refuses other schemes; what came in past it (a restored table) is no link either. */}
          {url?.startsWith('https://') ? (
            <a href={url} rel="noopener nofollow">
              {PLATFORM_WORDS[platform]}
            </a>
          ) : (
            PLATFORM_WORDS[platform]
          )}{' '}
          <span class="sub">
            {[`kode ${externalId}`, etalase, category].filter((part) => part !== null).join(', ')}
          </span>
        </li>
      ))}
    </ul>
  );
}
