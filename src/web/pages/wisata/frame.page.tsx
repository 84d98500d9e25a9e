import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { PublicQueries } from '../../../etalase/api/public-queries.js';
import { told } from '../../../etalase/api/words.js';
import { ListingsService } from '../../../etalase/listing/listings.service.js';
import { NotFoundError } from '../../../shared/errors.js';
import { STYLESHEET } from '../../assets.js';
import { address, Context, type PageContext, renderPage } from '../../components/index.js';
import { productAddress } from '../katalog/katalog.address.js';

/** The only page that others may show inside theirs: it has no form, no session of anybody shows in it. */
const POLICY =
  "default-src 'none';base-uri 'none';form-action 'none';style-src 'self';img-src data:;frame-ancestors http: https:";
const SHOWN = 8;

const WORDS = {
  id: {
    head: 'Produk OVOP di',
    none: 'Belum ada produk terverifikasi.',
    more: 'Lihat semuanya',
    demo: 'Data contoh, bukan data nyata',
  },
  en: {
    head: 'OVOP products at',
    none: 'No verified products yet.',
    more: 'See them all',
    demo: 'Sample data, not real',
  },
} as const;

/** What a tourism place shows today, to be embedded into the pages of others. */
@ApiExcludeController()
@Controller('wisata')
@Allow('public')
export class WisataFramePage {
  constructor(
    private readonly queries: PublicQueries,
    private readonly listings: ListingsService,
  ) {}

  @Get(':kode/bingkai')
  async show(
    @Context() ctx: PageContext,
    @Param('kode') kode: string,
    @Query('lang') asked: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const place = /^[a-z0-9-]{1,60}$/.test(kode) ? await this.queries.place(kode, ctx.today) : null;
    const spot = place ? await this.listings.spot(place.id, ctx.today) : null;
    if (!place || !spot) throw new NotFoundError('wisata.not-found', `Lokasi wisata "${kode.slice(0, 60)}" tidak ada.`);
    const products = await this.listings.listing(spot, ctx.today);
    const language = asked === 'en' ? 'en' : 'id';
    const say = WORDS[language];
    const title = `${say.head} ${told(language, place.name, place.nameEn) ?? place.name}`;
    reply.raw.removeHeader('x-frame-options');
    reply.header('content-security-policy', POLICY).header('content-language', language);
    reply.header('x-robots-tag', 'noindex');
    return renderPage(
      reply,
      <html lang={language}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{title}</title>
          <link rel="stylesheet" href={STYLESHEET.path} />
          <link rel="icon" href="data:," />
        </head>
        <body>
          <main>
            <h1>{title}</h1>
            {ctx.instance.demo && <p class="sub">{say.demo}</p>}
            {products.length === 0 ? (
              <p>{say.none}</p>
            ) : (
              <ul>
                {products.slice(0, SHOWN).map((product) => (
                  <li>
                    <a href={productAddress(product)} target="_blank" rel="noopener">
                      {product.name}
                    </a>
                    {product.makers.length > 0 && <span class="sub">{product.makers.join(', ')}</span>}
                  </li>
                ))}
              </ul>
            )}
            <p>
              <a href={address(`/wisata/${place.kode}`, { lang: language })} target="_blank" rel="noopener">
                {say.more}
              </a>
            </p>
          </main>
        </body>
      </html>,
    );
  }
}
