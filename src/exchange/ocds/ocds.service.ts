import { Inject, Injectable } from '@nestjs/common';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { zoneOffset } from '../../shared/dates.js';
import type { Env } from '../../shared/env.js';
import { NotFoundError } from '../../shared/errors.js';
import { ENV } from '../../shared/tokens.js';
import { getSource, valueOn } from '../../regulation/book.js';
import { RegulationService } from '../../regulation/regulation.service.js';
import { SOURCES } from '../../purchasing/intake/rows.js';
import type { Law, OrderState, Publication } from './order.js';
import { type OrdersAsked, OrdersQueries } from './orders.queries.js';
import { EXTENSION_URLS, type Json, ocidOf, toRelease } from './release.js';

/** Rows of one round trip while a whole year is written; memory holds one such piece. */
const PIECE = 1000;
const PAGINATION_EXTENSION =
  'https://raw.githubusercontent.com/open-contracting-extensions/ocds_pagination_extension/master/extension.json';

/** A page of releases, or the end of them. `next` is what to ask for after it; null = that was all. */
export interface ReleasePage {
  json: string;
  next: string | null;
}

/** Purchases as open data by OCDS 1.1.5. Nothing personal is in it: what names a person is masked or left out. */
@Injectable()
export class OcdsService {
  constructor(
    private readonly orders: OrdersQueries,
    private readonly settings: InstanceSettings,
    @Inject(ENV) private readonly env: Env,
    private readonly regulation: RegulationService,
  ) {}

  /** One page of releases as a release package. `path` is the address of the list, to which `next` is added. */
  async page(asked: OrdersAsked, after: string, size: number, path: string, now: Date): Promise<ReleasePage> {
    const publication = await this.publication();
    const found = await this.orders.page(asked, after, size);
    const next = found.length === size ? (found.at(-1)?.id ?? null) : null;
    const head = this.head(publication, `${path}&after=${after}`, now, true);
    const links = next === null ? {} : { links: { next: this.uri(`${path}&after=${next}`) } };
    return { json: withList({ ...head, ...links }, 'releases', textsOf(found, publication)), next };
  }

  /** One release package with every release of a year, piece by piece: text to be written one after another. */
  async *stream(asked: OrdersAsked, now: Date): AsyncGenerator<string> {
    const publication = await this.publication();
    const klpd = asked.klpd === null ? '' : `&klpd=${encodeURIComponent(asked.klpd)}`;
    const head = this.head(publication, `/api/v1/ocds/releases?year=${asked.year}${klpd}`, now, false);
    yield `${JSON.stringify(head).slice(0, -1)},"releases":[`;
    let comma = '';
    let coming: Promise<OrderState[]> | null = this.orders.page(asked, '0', PIECE);
    while (coming) {
      const found: OrderState[] = await coming;
      const last = found.at(-1);
      // The next piece is read while this one is written.
      coming = last && found.length === PIECE ? this.orders.page(asked, last.id, PIECE) : null;
      coming?.catch(() => undefined); // awaited above, unless the reader goes away first
      const texts = textsOf(found, publication);
      if (texts.length > 0) yield `${comma}\n${texts.join(',\n')}`;
      comma ||= texts.length > 0 ? ',' : '';
    }
    yield '\n]}\n';
  }

  /** Every release of one order and what they come to. Throws `ocds.not-found`. */
  async record(ocid: string, klpd: string | null, now: Date): Promise<string> {
    const publication = await this.publication();
    const found = await this.statesOf(ocid, klpd, publication);
    const releases = found.map((order) => toRelease(order, publication));
    const last = releases.at(-1);
    if (!last) throw new NotFoundError('ocds.not-found', `Proses "${ocid.slice(0, 80)}" tidak ada dalam data terbuka`);
    // Every release tells the whole order, so the last one is what they come to; only its id and tag are its own.
    const compiled = `{"id":${JSON.stringify(`${ocid}-${last.date.slice(0, 10)}-compiled`)},${last.text
      .slice(last.text.indexOf('"ocid":'))
      .replace(/"tag":\[[^\]]*\]/, '"tag":["compiled"]')}`;
    const record = withList(
      { ocid },
      'releases',
      releases.map(({ text }) => text),
    );
    return withList(this.head(publication, `/api/v1/ocds/records/${encodeURIComponent(ocid)}`, now, false), 'records', [
      `${record.slice(0, -1)},"compiledRelease":${compiled}}`,
    ]);
  }

  async publication(): Promise<Publication> {
    const instance = await this.settings.get();
    return {
      prefix: this.env.ocdsPrefix,
      publisher: instance.klpdName ?? instance.province ?? 'Lokapasar OVOP',
      license: this.env.openDataLicense,
      policy: this.env.publicUrl === null ? null : this.uri('/data-terbuka'),
      offset: zoneOffset(instance.timeZone),
      lawOn: (day) => this.lawOn(day),
    };
  }

  private lawOn(day: string): Law | null {
    const { book } = this.regulation;
    const arm = valueOn(book, 'procurement.law', day);
    if (!arm) return null;
    const { code, name, about, link } = getSource(book, arm.source);
    return { code, name, about, link };
  }

  private async statesOf(ocid: string, klpd: string | null, { prefix }: Publication): Promise<OrderState[]> {
    const source = SOURCES.find((one) => ocid.startsWith(`${prefix}-${one}-`));
    if (!source || ocid.length > 300) return [];
    const words = ocid.slice(prefix.length + source.length + 2);
    // Toko Daring adds its kind of delivery to the number; without it the number alone is the key.
    const cut = source === 'toko-daring' ? words.lastIndexOf('-') : -1;
    for (const word of cut > 0 ? [words.slice(0, cut), words] : [words]) {
      const key = decoded(word);
      if (key === null) continue;
      const found = await this.orders.page({ klpd, year: null, order: { source, key } }, '0', PIECE);
      const own = found.filter((order) => ocidOf(prefix, order) === ocid);
      if (own.length > 0) return own;
    }
    return [];
  }

  private head(publication: Publication, path: string, now: Date, paged: boolean): Json {
    return {
      uri: this.uri(path),
      version: '1.1',
      extensions: paged ? [...EXTENSION_URLS, PAGINATION_EXTENSION] : EXTENSION_URLS,
      publishedDate: now.toISOString(),
      publisher: { name: publication.publisher },
      license: publication.license,
      ...(publication.policy && { publicationPolicy: publication.policy }),
    };
  }

  private uri(path: string): string {
    return `${this.env.publicUrl ?? `http://${this.env.host}:${this.env.port}`}${path}`;
  }
}

function textsOf(orders: readonly OrderState[], publication: Publication): string[] {
  return orders.map((order) => toRelease(order, publication).text);
}

/** JSON of an object with one more field: a list whose entries are JSON text already. */
function withList(head: Json, field: string, entries: readonly string[]): string {
  return `${JSON.stringify(head).slice(0, -1)},${JSON.stringify(field)}:[${entries.join(',')}]}`;
}

function decoded(word: string): string | null {
  try {
    return decodeURIComponent(word);
  } catch {
    return null;
  }
}
