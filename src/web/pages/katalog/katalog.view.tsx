import type { VNode } from 'preact';
import type { ProductGroup } from '../../../catalogue/products/product.js';
import {
  type FacetCounts,
  type FoundProduct,
  PAGE_SIZE,
  PRICE_STEPS,
  type ProductPage,
  SORTS,
} from '../../../catalogue/products/search/search.js';
import { starOf, starValue } from '../../../catalogue/stars.js';
import { formatRupiahShort } from '../../../shared/money.js';
import {
  address,
  Answer,
  EmptyState,
  type FilterField,
  Filters,
  Notice,
  type Option,
  type PageContext,
  Pager,
} from '../../components/index.js';
import { type Asked, photoAddress, productAddress, queryOf } from './katalog.address.js';
import {
  CERTIFICATE_WORDS,
  CLASS_WORDS,
  count,
  filterWords,
  priceWords,
  SORT_WORDS,
  starShort,
} from './katalog.wording.js';

export interface KatalogProps {
  ctx: PageContext;
  asked: Asked;
  found: ProductPage;
  facets: FacetCounts;
  groups: readonly ProductGroup[];
  /** Where the list is: '/katalog'. */
  path: string;
}

/** The public catalogue: filters with counts, cards, pages. */
export function KatalogView({ ctx, asked, found, facets, groups, path }: KatalogProps): VNode {
  const query = queryOf(asked);
  const { filter } = asked;
  const said = filterWords(filter, {
    place: facets.place.find(({ value }) => value === filter.place)?.label ?? null,
    group: groups.find(({ code }) => code === filter.group)?.name ?? null,
  });
  const first = (found.page - 1) * PAGE_SIZE + 1;
  const names = new Map(groups.map(({ code, name }) => [code, name]));
  return (
    <>
      <Filters action={path} fields={fieldsOf(asked, facets, groups)} said={said} />
      {found.correction && (
        <Notice kind="warn" title={`Tidak ada hasil untuk "${found.correction.typed}"`}>
          Yang ditampilkan: hasil untuk "{found.correction.meant}", kata yang paling mirip.
        </Notice>
      )}
      {found.total > 0 ? (
        <>
          <Answer>
            <strong>{count(found.total)} produk</strong>
            {said === null ? ' dalam katalog.' : ' sesuai saringan.'}
          </Answer>
          <ul class="cards">
            {found.items.map((product) => (
              <li>
                <ProductCard product={product} group={names.get(product.groupCode) ?? product.groupCode} />
              </li>
            ))}
          </ul>
          <Pager
            page={found.page}
            pages={found.pages}
            href={(page) => address(path, { ...query, hal: page })}
            said={
              found.items.length === 0
                ? 'Halaman ini kosong'
                : `Produk ${count(first)}–${count(first + found.items.length - 1)} dari ${count(found.total)}`
            }
          />
        </>
      ) : said === null ? (
        <EmptyState
          title="Katalog masih kosong"
          action={ctx.can('product.write') ? { href: '/produk/baru', text: 'Tambah produk' } : null}
        >
          <p>Di sini tampil produk unggulan desa yang sudah ditayangkan dinas pembina.</p>
        </EmptyState>
      ) : (
        <EmptyState title="Tidak ada produk yang sesuai" action={{ href: path, text: 'Lihat semua produk' }}>
          <p>Kurangi saringannya, atau cari dengan kata lain, misalnya nama barang, desa, atau kabupaten.</p>
        </EmptyState>
      )}
      <p class="take">
        Anda membuat produk di desa? <a href="/cek-kelayakan">Cek apakah usaha Anda siap menjual di e-Katalog</a>
      </p>
    </>
  );
}

function ProductCard({ product, group }: { product: FoundProduct; group: string }): VNode {
  const { photo, name, place, certificates, star, listed } = product;
  return (
    <article class="card">
      {photo === null ? (
        <div class="no-photo" aria-hidden="true">
          Belum ada foto
        </div>
      ) : (
        <img src={photoAddress(photo, true)} alt="" loading="lazy" width="400" height="300" />
      )}
      <h2>
        <a href={productAddress(product)}>{name}</a>
      </h2>
      <p class="price">{priceWords(product.price, product.unit)}</p>
      <p class="sub">
        {group}
        {place !== null && ` · ${place}`}
      </p>
      {star !== null && <p class="sub">{starShort(star)}</p>}
      {(certificates.length > 0 || listed) && (
        <p class="sub">
          {[...certificates.map((kind) => CERTIFICATE_WORDS[kind]), ...(listed ? ['Ada di e-Katalog'] : [])].join(', ')}
        </p>
      )}
    </article>
  );
}

/** Choices with how many products each would give. What is chosen stays, also when it gives none. */
export function fieldsOf(
  { filter, sort }: Pick<Asked, 'filter' | 'sort'>,
  facets: FacetCounts,
  groups: readonly ProductGroup[],
): FilterField[] {
  const counted = (values: FacetCounts['group'], text: (value: string) => string, chosen: string | null): Option[] => {
    const known = values.some(({ value }) => value === chosen);
    return [
      ...values.map(({ value, count: number }) => ({ value, text: `${text(value)} (${count(number)})` })),
      ...(chosen === null || known ? [] : [{ value: chosen, text: `${text(chosen)} (0)` }]),
    ];
  };
  const placeName = (code: string): string => facets.place.find(({ value }) => value === code)?.label ?? code;
  const groupName = (code: string): string => groups.find((group) => group.code === code)?.name ?? code;
  const listed = filter.listed === null ? null : filter.listed ? 'yes' : 'no';
  return [
    { name: 'cari', label: 'Cari', value: filter.text, type: 'search' },
    {
      name: 'tempat',
      label: 'Tempat',
      value: filter.place,
      options: counted(facets.place, placeName, filter.place),
      any: 'Semua tempat',
    },
    {
      name: 'kelompok',
      label: 'Kelompok',
      value: filter.group,
      options: counted(facets.group, groupName, filter.group),
      any: 'Semua',
    },
    {
      name: 'sertifikat',
      label: 'Sertifikat',
      value: filter.certificate,
      options: counted(facets.certificate, wordOf(CERTIFICATE_WORDS), filter.certificate),
      any: 'Tidak disaring',
    },
    {
      name: 'bintang',
      label: 'Bintang',
      value: filter.star === null ? null : starValue(filter.star),
      options: counted(facets.star, starName, filter.star === null ? null : starValue(filter.star)),
      any: 'Tidak disaring',
    },
    {
      name: 'kelas',
      label: 'Kelas usaha',
      value: filter.makerClass,
      options: counted(facets.class, wordOf(CLASS_WORDS), filter.makerClass),
      any: 'Semua kelas',
    },
    {
      name: 'tayang',
      label: 'Di e-Katalog',
      value: filter.listed === null ? null : filter.listed ? 'ya' : 'tidak',
      options: counted(facets.listed, (value) => (value === 'yes' ? 'Ada' : 'Belum'), listed).map((option) => ({
        ...option,
        value: option.value === 'yes' ? 'ya' : 'tidak',
      })),
      any: 'Ada dan belum',
    },
    {
      name: 'harga-dari',
      label: 'Harga dari',
      value: filter.priceFrom?.replace(/\.00$/, '') ?? null,
      options: priceOptions(filter.priceFrom, facets),
      any: 'Berapa pun',
    },
    {
      name: 'harga-sampai',
      label: 'Harga sampai',
      value: filter.priceTo?.replace(/\.00$/, '') ?? null,
      options: priceOptions(filter.priceTo, null),
      any: 'Berapa pun',
    },
    {
      name: 'urut',
      label: 'Urutkan',
      value: sort,
      options: SORTS.filter((one) => one !== 'best' || filter.text !== null || sort === 'best').map((one) => ({
        value: one,
        text: SORT_WORDS[one],
      })),
    },
  ];
}

/** The steps, with how many products lie from each to the next; and what was typed into the address. */
function priceOptions(chosen: string | null, facets: FacetCounts | null): Option[] {
  const steps = PRICE_STEPS.filter((step) => step > 0).map(String);
  const typed = chosen?.replace(/\.00$/, '');
  const values = typed === undefined || steps.includes(typed) ? steps : [typed, ...steps];
  return values.map((value) => {
    const lies = facets?.price.find((step) => step.value === value)?.count;
    const words = formatRupiahShort(BigInt(Math.trunc(Number(value))) * 100n).replace(',0 ', ' ');
    return { value, text: lies === undefined ? words : `${words} (${count(lies)})` };
  });
}

function starName(value: string): string {
  const star = starOf(value);
  return star === null ? value : starShort(star);
}

function wordOf(words: Readonly<Record<string, string>>): (value: string) => string {
  return (value) => words[value] ?? value;
}
