import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PublicQueries } from '../../../etalase/api/public-queries.js';
import { ListingsService } from '../../../etalase/listing/listings.service.js';
import { KINDS, type Language, LANGUAGES } from '../../../etalase/places/place.js';
import type { Env } from '../../../shared/env.js';
import { NotFoundError } from '../../../shared/errors.js';
import { bestLanguage } from '../../../shared/negotiate.js';
import { ENV } from '../../../shared/tokens.js';
import { kemendagriCode } from '../../../wilayah/codes.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { placeTitle, WisataListView, WisataPlaceView } from './wisata.view.js';
import { speaker } from './wisata.words.js';

const PAGE_SIZE = 60;

type Fields = Readonly<Record<string, unknown>>;

/** Tourism places for visitors: on a phone, without scripts, in two languages. */
@ApiExcludeController()
@Controller('wisata')
@Allow('public')
export class WisataPage {
  constructor(
    private readonly queries: PublicQueries,
    private readonly listings: ListingsService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async list(
    @Context() ctx: PageContext,
    @Query() query: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const language = languageOf(query, request);
    const text = textOf(query, 'cari').slice(0, 100);
    const within = kemendagriCode(textOf(query, 'wilayah'));
    const kind = KINDS.find((one) => one === textOf(query, 'jenis')) ?? null;
    const after = /^[a-z0-9-]{1,60}$/.test(textOf(query, 'sesudah')) ? textOf(query, 'sesudah') : null;
    const filter = { text: text === '' ? null : text, within, kind, etalase: null };
    const [total, found, regions] = await Promise.all([
      this.queries.count(filter, ctx.today),
      this.queries.places(filter, after, PAGE_SIZE, ctx.today),
      this.queries.regions(),
    ]);
    const say = speaker(language);
    reply.header('vary', 'accept-language').header('content-language', language);
    return renderPage(
      reply,
      <Page ctx={ctx} title={say('whichPlaces')} name={say('places')} language={language} skip={say('skip')}>
        <WisataListView
          language={language}
          places={found.slice(0, PAGE_SIZE)}
          more={found.length > PAGE_SIZE}
          {...{ total, regions, text, within, kind, after }}
        />
      </Page>,
    );
  }

  @Get(':kode')
  async one(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Query() query: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const language = languageOf(query, request);
    const place = /^[a-z0-9-]{1,60}$/.test(kode) ? await this.queries.place(kode, ctx.today) : null;
    const spot = place ? await this.listings.spot(place.id, ctx.today) : null;
    if (!place || !spot) throw new NotFoundError('wisata.not-found', `Lokasi wisata "${kode.slice(0, 60)}" tidak ada.`);
    const products = await this.listings.listing(spot, ctx.today);
    const base = this.env.publicUrl?.replace(/\/$/, '') ?? `${request.protocol}://${request.host}`;
    reply.header('vary', 'accept-language').header('content-language', language);
    const title = placeTitle(place, language);
    const url = `${base}/wisata/${place.kode}`;
    return renderPage(
      reply,
      <Page ctx={ctx} title={title} language={language} skip={speaker(language)('skip')} canonical={url}>
        <WisataPlaceView {...{ language, place, title, products, url }} all={query['semua'] === '1'} />
      </Page>,
    );
  }
}

/** What the address says, else what the browser asks for. */
function languageOf(query: Fields, request: FastifyRequest): Language {
  const asked = LANGUAGES.find((one) => one === query['lang']);
  return asked ?? bestLanguage<Language>(request.headers['accept-language'], LANGUAGES);
}

function textOf(query: Fields, name: string): string {
  const value = query[name];
  return typeof value === 'string' ? value.trim() : '';
}
