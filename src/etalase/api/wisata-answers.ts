import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Env } from '../../shared/env.js';
import { InvalidInputError, NotAcceptableError, NotFoundError } from '../../shared/errors.js';
import { addDays } from '../../shared/dates.js';
import { bestLanguage, bestMediaType } from '../../shared/negotiate.js';
import { ENV } from '../../shared/tokens.js';
import { ListingsService } from '../listing/listings.service.js';
import { type Language, LANGUAGES } from '../places/place.js';
import { headersOf, isAnonymous, send } from './answer.js';
import { cursorOf, readCursor } from './cursor.js';
import { KeptBodies, type Made } from './kept-bodies.js';
import { type PublicFilter, type PublicPlace, PublicQueries } from './public-queries.js';
import { chosenFields, csvOf, featureOf, only } from './shapes.js';
import { etalaseView, NEAR_FIELDS, PLACE_FIELDS, placeView, PRODUCT_FIELDS, productOf, ruleView } from './views.js';
import type {
  EtalaseNearQueryDto,
  Format,
  WisataChangesQueryDto,
  WisataFormDto,
  WisataListingQueryDto,
  WisataQueryDto,
} from './wisata.dto.js';

const TYPES: Readonly<Record<Format, string>> = {
  json: 'application/json',
  geojson: 'application/geo+json',
  csv: 'text/csv',
};
const PAGE = 50;
const NEAR = 10;
const NEAR_KM = 25;
/** Of each place's listing, where several places are told. */
const NEAR_PRODUCTS = 4;
const CHANGES = 500;
const DAILY = { turnsDaily: true } as const;
const KODE = /^[a-z0-9-]{1,60}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

interface Asked {
  language: Language;
  format: Format;
  day: string;
  /** Path of the request without its query. */
  path: string;
  url: string;
}

type Answered = Omit<Made, 'type' | 'language'>;

/** The answers of the public API: made once for each question, kept as bytes until the data change or the day is over. */
@Injectable()
export class WisataAnswers {
  constructor(
    private readonly bodies: KeptBodies,
    private readonly queries: PublicQueries,
    private readonly listings: ListingsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  list(query: WisataQueryDto, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(query, request, reply, ['json', 'geojson', 'csv'], async (asked) => {
      const fields = chosenFields(query.fields, PLACE_FIELDS);
      const filter: PublicFilter = {
        within: query.wilayah ?? null,
        kind: query.kind ?? null,
        text: query.text?.trim() || null,
        etalase: query.etalase === undefined ? null : query.etalase === 'ada',
      };
      const limit = query.limit ?? PAGE;
      const [after = null] = query.cursor === undefined ? [] : readCursor('wisata', query.cursor, [KODE]);
      const [total, found, lastModified] = await Promise.all([
        this.queries.count(filter, asked.day),
        this.queries.places(filter, after, limit, asked.day),
        this.bodies.lastModified(DAILY),
      ]);
      const last = found[limit - 1];
      const next = found.length > limit && last ? cursorOf('wisata', [last.kode]) : null;
      const data = found.slice(0, limit).map((place) => placeView(place, asked.language, this.base));
      const meta = { language: asked.language, limit, next, total };
      return {
        lastModified,
        headers: nextLink(asked.url, next),
        body: shaped(asked.format, data, fields, meta, (one) => featureOf(one, fields)),
      };
    });
  }

  one(kode: string, query: WisataFormDto, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(query, request, reply, ['json', 'geojson', 'csv'], async ({ language, format, day }) => {
      const fields = chosenFields(query.fields, PLACE_FIELDS);
      const lastModified = await this.bodies.lastModified(DAILY);
      const data = placeView(await this.place(kode, day), language, this.base);
      const body =
        format === 'csv'
          ? csvOf([data], fields)
          : JSON.stringify(
              format === 'geojson' ? featureOf(data, fields) : { data: only(data, fields), meta: { language } },
            );
      return { lastModified, body };
    });
  }

  listing(
    kode: string,
    query: WisataListingQueryDto,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.answer(query, request, reply, ['json', 'geojson', 'csv'], async (asked) => {
      const fields = chosenFields(query.fields, PRODUCT_FIELDS);
      const [from = '0', begun = asked.day] =
        query.cursor === undefined ? [] : readCursor('etalase', query.cursor, [/^\d{1,3}$/, DAY]);
      // Whoever began to read before midnight reads on in the order in which they began.
      const day = begun === addDays(asked.day, -1) ? begun : asked.day;
      const spot = await this.listings.openSpot(kode, day);
      if (!spot) throw notFound(kode);
      const lastModified = await this.bodies.lastModified(DAILY);
      const all = await this.listings.listing(spot, day);
      const limit = query.limit ?? spot.rule.most;
      const until = Number(from) + limit;
      const next = until < all.length ? cursorOf('etalase', [String(until), day]) : null;
      const data = all.slice(Number(from), until).map((product) => productOf(product, asked.language, this.base));
      const etalase = etalaseView(spot.etalase, this.base);
      const paging = { language: asked.language, limit, next, total: all.length };
      const meta = { ...paging, kode, day, etalase, rule: ruleView(spot.rule) };
      const feature = (): object => ({
        ...featureOf({ latitude: numberOf(spot.latitude), longitude: numberOf(spot.longitude) }, []),
        properties: { kode, day, products: data.map((one) => only(one, fields)) },
      });
      const body =
        asked.format === 'geojson' ? JSON.stringify(feature()) : shaped(asked.format, data, fields, meta, feature);
      return { lastModified, headers: nextLink(asked.url, next), body };
    });
  }

  near(query: EtalaseNearQueryDto, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    return this.answer(query, request, reply, ['json', 'geojson', 'csv'], async (asked) => {
      const fields = chosenFields(query.fields, NEAR_FIELDS);
      const point = pointOf(query.near);
      const limit = query.limit ?? NEAR;
      const [km, kode] = query.cursor === undefined ? [] : readCursor('near', query.cursor, [/^\d{1,5}\.\d{3}$/, KODE]);
      const after = km === undefined || kode === undefined ? null : { km, kode };
      const lastModified = await this.bodies.lastModified(DAILY);
      const found = await this.queries.near(point, query.radius ?? NEAR_KM, after, limit);
      const last = found[limit - 1];
      const next = found.length > limit && last ? cursorOf('near', [last.km, last.kode]) : null;
      const data: object[] = [];
      for (const one of found.slice(0, limit)) {
        const place = await this.place(one.kode, asked.day);
        const spot = await this.listings.spot(place.id, asked.day);
        const products = spot ? await this.listings.listing(spot, asked.day, NEAR_PRODUCTS) : [];
        data.push({
          ...placeView(place, asked.language, this.base),
          distance: Number(one.km),
          products: products.map((product) => productOf(product, asked.language, this.base)),
        });
      }
      const meta = { language: asked.language, limit, next, day: asked.day };
      const feature = (one: object): object =>
        featureOf(one as { latitude: number | null; longitude: number | null }, fields);
      return {
        lastModified,
        headers: nextLink(asked.url, next),
        body: shaped(asked.format, data, fields, meta, feature),
      };
    });
  }

  changes(query: WisataChangesQueryDto, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const since = query.since === undefined ? null : momentOf(query.since);
    const after =
      query.cursor === undefined
        ? null
        : readCursor('changes', query.cursor, [MOMENT, /^(?:wisata|produk)$/, /^[a-z0-9-]{1,60}$/]);
    return this.answer({}, request, reply, ['json'], async (asked) => {
      const limit = query.limit ?? CHANGES;
      const [at = '', kind = '', key = ''] = after ?? [];
      const lastModified = await this.bodies.lastModified({ turnsDaily: false });
      const { items, until } = await this.queries.changes(since, after && { at, kind, key }, limit);
      const last = items[limit - 1];
      const next = items.length > limit && last ? cursorOf('changes', [last.changedAt, last.kind, last.kode]) : null;
      const data = items
        .slice(0, limit)
        .map(({ kind: what, kode, removed, changedAt }) => ({ kind: what, kode, removed, changedAt }));
      return {
        lastModified,
        headers: nextLink(asked.url, next),
        body: JSON.stringify({ data, meta: { limit, next, until } }),
      };
    });
  }

  /** For pages: the place, or the error that says that there is none. */
  async place(kode: string, day: string): Promise<PublicPlace> {
    const found = await this.queries.place(kode, day);
    if (!found) throw notFound(kode);
    return found;
  }

  private get base(): string {
    return this.env.publicUrl?.replace(/\/$/, '') ?? '';
  }

  private async answer(
    query: WisataFormDto,
    request: FastifyRequest,
    reply: FastifyReply,
    formats: readonly Format[],
    make: (asked: Asked) => Promise<Answered>,
  ): Promise<FastifyReply> {
    const format = query.format ?? formatOf(request, formats);
    const language = query.lang ?? bestLanguage<Language>(request.headers['accept-language'], LANGUAGES);
    await this.bodies.refresh();
    const day = await this.bodies.today();
    const era = this.bodies.era;
    const [path = ''] = request.url.split('?', 1);
    const asked = { language, format, day, path, url: request.url };
    const kept = await this.bodies.get(`${format} ${language} ${day} ${request.url}`, async () => ({
      ...(await make(asked)),
      language,
      type: `${TYPES[format]}; charset=utf-8`,
    }));
    if (isAnonymous(request)) this.bodies.remember(headersOf(request), kept, era);
    return send(this.bodies, request, reply, kept);
  }
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/;

/** What the request takes. Throws `request.not-acceptable`. */
function formatOf(request: FastifyRequest, formats: readonly Format[]): Format {
  const type = bestMediaType(
    request.headers.accept,
    formats.map((format) => TYPES[format]),
  );
  const found = formats.find((format) => TYPES[format] === type);
  if (found) return found;
  throw new NotAcceptableError(
    'request.not-acceptable',
    `Jawaban ini hanya ada sebagai ${formats.map((format) => TYPES[format]).join(', ')}. Minta salah satunya dengan Accept.`,
  );
}

function shaped(
  format: Format,
  data: readonly object[],
  fields: readonly string[],
  meta: object,
  feature: (one: never) => object,
): string {
  if (format === 'csv') return csvOf(data, fields);
  if (format === 'geojson')
    return JSON.stringify({ type: 'FeatureCollection', features: data.map((one) => feature(one as never)), meta });
  return JSON.stringify({ data: data.map((one) => only(one, fields)), meta });
}

/** RFC 8288, beside `meta.next`: CSV has no place for it. */
function nextLink(url: string, next: string | null): Record<string, string> {
  if (next === null) return {};
  const [path = '', query = ''] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('cursor', next);
  return { link: `<${path}?${parameters.toString()}>; rel="next"` };
}

function pointOf(near: string): { latitude: string; longitude: string } {
  const [latitude = '', longitude = ''] = near.split(',');
  if (Math.abs(Number(latitude)) <= 90 && Math.abs(Number(longitude)) <= 180) return { latitude, longitude };
  throw new InvalidInputError('request.invalid', 'Titik ini tidak ada di bumi.', [
    { field: 'near', message: 'Lintang dari -90 sampai 90, bujur dari -180 sampai 180' },
  ]);
}

function momentOf(since: string): string {
  const moment = Date.parse(since.length === 10 ? `${since}T00:00:00Z` : since);
  if (!Number.isNaN(moment) && moment > Date.UTC(2000) && moment < Date.UTC(2200)) return since;
  throw new InvalidInputError('request.invalid', 'Saat ini tidak ada.', [
    { field: 'since', message: 'Tulis saat sebagai 2026-11-27T08:00:00Z, atau tanggal saja' },
  ]);
}

function numberOf(text: string | null): number | null {
  return text === null ? null : Number(text);
}

function notFound(kode: string): NotFoundError {
  return new NotFoundError('wisata.not-found', `Lokasi wisata "${kode.slice(0, 60)}" tidak ada.`);
}
