import type { VNode } from 'preact';
import type { PublicPlace } from '../../../etalase/api/public-queries.js';
import { certificateWords, groupWords, regionWords, stepWords, told } from '../../../etalase/api/words.js';
import type { ListedProduct } from '../../../etalase/listing/listings.service.js';
import { KINDS, kindWords, type Language } from '../../../etalase/places/place.js';
import { formatDay } from '../../../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';
import { address } from '../../address.js';
import { photoAddress, productAddress } from '../katalog/katalog.address.js';
import { count } from '../katalog/katalog.wording.js';
import { englishDay, speaker, type WordKey } from './wisata.words.js';

/** A point that may be off by more than this is told to be an estimate. */
const NEAR_ENOUGH_M = 100;
/** Products before all are asked for: what a thumb can walk through. */
const FIRST = 12;
/** Where the rest begins, when all are shown. */
const REST = 'lainnya';

export function placeTitle(place: PublicPlace, language: Language): string {
  return told(language, place.name, place.nameEn) ?? place.name;
}

const dayWords = (day: string, language: Language): string => (language === 'id' ? formatDay(day) : englishDay(day));
const other = (language: Language): Language => (language === 'id' ? 'en' : 'id');

export interface WisataListProps {
  language: Language;
  places: readonly PublicPlace[];
  more: boolean;
  total: number;
  regions: readonly { code: string; name: string }[];
  text: string;
  within: string | null;
  kind: string | null;
  after: string | null;
}

/** Places to choose from, in alphabetical order of their kode. */
export function WisataListView(props: WisataListProps): VNode {
  const { language, places, more, total, regions, text, within, kind, after } = props;
  const say = speaker(language);
  const query = { cari: text, wilayah: within, jenis: kind, lang: language };
  const filtered = text !== '' || within !== null || kind !== null;
  return (
    <>
      <p class="take">
        <a
          href={address('/wisata', { ...query, lang: other(language) })}
          lang={other(language)}
          hreflang={other(language)}
        >
          {say('otherLanguage')}
        </a>
      </p>
      <p>{say('listLead')}</p>
      <form class="filters" method="get" action="/wisata" role="search" aria-label={say('apply')}>
        <input type="hidden" name="lang" value={language} />
        <label>
          {say('search')}
          <input type="search" name="cari" value={text} maxLength={100} />
        </label>
        <label>
          {say('region')}
          <select name="wilayah">
            <option value="">{say('all')}</option>
            {regions.map(({ code, name }) => (
              <option value={code} selected={code === within}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {say('kind')}
          <select name="jenis">
            <option value="">{say('all')}</option>
            {KINDS.map((one) => (
              <option value={one} selected={one === kind}>
                {kindWords(one, language)}
              </option>
            ))}
          </select>
        </label>
        <button>{say('apply')}</button>
        {filtered && <a href={address('/wisata', { lang: language })}>{say('clear')}</a>}
      </form>
      {places.length === 0 ? (
        <p class="answer">{say('none')}</p>
      ) : (
        <>
          <p class="answer">
            <strong>
              {count(total)} {say('found')}
            </strong>
          </p>
          <ul class="places">
            {places.map((place) => (
              <li>
                <a href={address(`/wisata/${place.kode}`, { lang: language })}>{placeTitle(place, language)}</a>
                <span class="sub">
                  {kindWords(place.kind, language)} · {place.kabupaten}
                </span>
              </li>
            ))}
          </ul>
          <p class="take">
            {after !== null && <a href={address('/wisata', query)}>{say('first')}</a>}
            {more && <a href={address('/wisata', { ...query, sesudah: places.at(-1)?.kode ?? '' })}>{say('next')}</a>}
          </p>
        </>
      )}
    </>
  );
}

export interface WisataPlaceProps {
  language: Language;
  place: PublicPlace;
  title: string;
  products: readonly ListedProduct[];
  /** Whether all of the products were asked for. */
  all: boolean;
  /** Whole, with the host: goes to others and onto paper. */
  url: string;
}

/** One place: what it is, what stands there, what the villages around it make. */
export function WisataPlaceView({ language, place, title, products, all, url }: WisataPlaceProps): VNode {
  const say = speaker(language);
  const opening = told(language, place.opening, place.openingEn);
  const description = told(language, place.description, place.descriptionEn);
  const path = `/wisata/${place.kode}`;
  const shown = all ? products : products.slice(0, FIRST);
  const more = shown.length < products.length;
  const counted = (key: WordKey): string =>
    say(key).replace('{shown}', count(shown.length)).replace('{total}', count(products.length));
  return (
    <>
      <p class="meta">
        <span>{kindWords(place.kind, language)}</span>
        <span>{regionWords(place)}</span>
      </p>
      <p class="take">
        <a
          href={address(path, { lang: other(language), semua: all })}
          lang={other(language)}
          hreflang={other(language)}
        >
          {say('otherLanguage')}
        </a>
        <a href={address('/wisata', { lang: language })}>{say('places')}</a>
      </p>
      {description !== null && <p>{description}</p>}
      <dl class="facts">
        {opening !== null && (
          <>
            <dt>{say('opening')}</dt>
            <dd>{opening}</dd>
          </>
        )}
        {place.manager !== null && (
          <>
            <dt>{say('manager')}</dt>
            <dd>{place.manager}</dd>
          </>
        )}
        <dt>{say('atPlace')}</dt>
        <dd>
          {place.etalase === null
            ? say('noEtalase')
            : place.etalase.map(({ name, location, since, inspectedOn, photo }) => (
                <>
                  <p>
                    {name}, {location}
                    {since !== null && `, ${say('since')} ${dayWords(since, language)}`}
                    {inspectedOn !== null && `, ${say('inspected')} ${dayWords(inspectedOn, language)}`}
                  </p>
                  {photo !== null && (
                    <img
                      class="etalase-photo"
                      src={`/wisata/foto/${photo.file}`}
                      alt={photo.alt}
                      width={photo.width}
                      height={photo.height}
                      loading="lazy"
                    />
                  )}
                </>
              ))}
        </dd>
        {place.latitude !== null && place.longitude !== null && (
          <>
            <dt>{say('where')}</dt>
            <dd>
              <a href={mapAddress(place.latitude, place.longitude)} rel="noreferrer">
                {say('map')}
              </a>
              {(place.confidence !== 'diukur' || (place.errorM ?? 0) > NEAR_ENOUGH_M) && (
                <span class="sub">{say('mapWarning')}</span>
              )}
            </dd>
          </>
        )}
      </dl>
      <section>
        <h2>{say('products')}</h2>
        {products.length === 0 ? (
          <p>{say('noProducts')}</p>
        ) : (
          <>
            <p class="sub">{say('turns')}</p>
            {steps(shown).map(([step, list]) => (
              <section>
                <h3>{stepWords(step, language)}</h3>
                <ul class="cards walk">
                  {list.map((product) => (
                    <li id={all && product === products[FIRST] ? REST : undefined}>
                      <Product product={product} language={language} />
                    </li>
                  ))}
                </ul>
              </section>
            ))}
            {more && (
              <>
                <p class="sub">{counted('shownOf')}</p>
                <p class="no-print">
                  <a class="button quiet" href={`${address(path, { lang: language, semua: true })}#${REST}`}>
                    {counted('showAll')}
                  </a>
                </p>
              </>
            )}
          </>
        )}
      </section>
      <section>
        <h2>{say('share')}</h2>
        <p class="take">
          <a
            class="button quiet"
            href={`https://wa.me/?text=${encodeURIComponent(`${title} ${url}`)}`}
            rel="noreferrer"
          >
            {say('whatsapp')}
          </a>
          <a class="button quiet" href={`mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`}>
            {say('mail')}
          </a>
        </p>
        <p>
          {say('address')}: <span class="address">{url}</span>
        </p>
        <p class="sub no-print">
          {say('print')}
          {more && ` ${counted('printRest')}`}
        </p>
        <p class="sub">
          {say('data')}: <a href={`/api/v1/wisata/${place.kode}/etalase`}>JSON</a>,{' '}
          <a href={`/api/v1/wisata/${place.kode}/etalase?format=csv`}>CSV</a>
          {place.source !== null && `. ${say('source')}: ${place.source}`}
        </p>
      </section>
    </>
  );
}

function Product({ product, language }: { product: ListedProduct; language: Language }): VNode {
  const say = speaker(language);
  const { name, photo, price, unit, place, makers, star, certificates, season, inSeason } = product;
  return (
    <article class="card">
      {photo === null ? (
        <div class="no-photo" aria-hidden="true">
          {say('noPhoto')}
        </div>
      ) : (
        <img
          src={photoAddress(photo, true)}
          alt={`${say('photoOf')} ${name}`}
          loading="lazy"
          width="400"
          height="300"
        />
      )}
      <h4>
        <a href={productAddress(product)}>{name}</a>
      </h4>
      <p class="price">
        {price === null ? say('noPrice') : formatRupiah(senFromDecimal(price))}
        {price !== null && unit !== null && ` / ${unit}`}
      </p>
      <p class="sub">
        {groupWords(product.groupCode, product.groupName, language)}
        {place !== null && ` · ${place}`}
      </p>
      {makers.length > 0 && (
        <p class="sub">
          {say('by')} {makers.join(', ')}
        </p>
      )}
      {star !== null && (
        <p class="sub">
          {star.stars} {say('starOf')} {star.scheme}
        </p>
      )}
      {certificates.length > 0 && (
        <p class="sub">{certificates.map((kind) => certificateWords(kind, language)).join(', ')}</p>
      )}
      {season !== null && (
        <p class="sub">
          {inSeason === false ? `${say('outOfSeason')}. ` : ''}
          {say('season')}: {season}
        </p>
      )}
    </article>
  );
}

/** Products by why they stand here, in their order. */
function steps(products: readonly ListedProduct[]): [ListedProduct['step'], ListedProduct[]][] {
  const found = new Map<ListedProduct['step'], ListedProduct[]>();
  for (const product of products) found.set(product.step, [...(found.get(product.step) ?? []), product]);
  return [...found];
}

function mapAddress(latitude: number, longitude: number): string {
  return `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=13/${latitude}/${longitude}`;
}
