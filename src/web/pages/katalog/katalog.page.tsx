import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow, AllowUnasked } from '../../../access/allow.js';
import { PhotosService } from '../../../catalogue/products/photos/photos.service.js';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import { ProductService } from '../../../catalogue/products/product.service.js';
import { ProductSearch } from '../../../catalogue/products/search/product-search.js';
import { NotFoundError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { ProductBuyers } from './buyers.js';
import { askedOf, productAddress } from './katalog.address.js';
import { KatalogView } from './katalog.view.js';
import { sendPhoto } from './photo-answer.js';
import { ProductPageView, villageWords } from './product.view.js';

/** The catalogue as everybody sees it: what is on show. */
@ApiExcludeController()
@Controller('katalog')
@Allow('public')
export class KatalogPage {
  constructor(
    private readonly products: ProductService,
    private readonly search: ProductSearch,
    private readonly groups: ProductGroups,
    private readonly photos: PhotosService,
    private readonly buyers: ProductBuyers,
  ) {}

  @Get()
  async list(
    @Context() ctx: PageContext,
    @Query() query: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = askedOf(query);
    const found = await this.search.page(asked.filter, asked.sort, asked.page);
    const facets = await this.search.facets({ ...asked.filter, text: found.correction?.meant ?? asked.filter.text });
    return renderPage(
      reply,
      <Page ctx={ctx} title="Apa yang dibuat desa-desa kita?" name="Katalog">
        <KatalogView
          ctx={ctx}
          asked={asked}
          found={found}
          facets={facets}
          groups={this.groups.list()}
          path="/katalog"
        />
      </Page>,
    );
  }

  /** Without looking who asks: a page of the catalogue asks for twenty of them. */
  @Get('foto/:file')
  @AllowUnasked()
  async photo(
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendPhoto(request, reply, await this.photos.file(file, true), 'public');
  }

  /** By its number; the words behind it may be old ones, and lead to the present ones. */
  @Get(':key')
  async one(@Context() ctx: PageContext, @Param('key') key: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const id = /^(\d{1,18})(?:-|$)/.exec(key)?.[1] ?? '';
    const product = await this.products.find(id);
    if (!product || (product.state !== 'tayang' && !ctx.can('product.read')))
      throw new NotFoundError('product.not-found', 'Produk ini tidak ada dalam katalog. Cari namanya di katalog.');
    const here = productAddress(product);
    if (`/katalog/${key}` !== here) return reply.status(301).header('location', here).send();
    const [village] = product.villages;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={product.name}
        crumbs={[{ href: '/katalog', text: 'Katalog' }]}
        meta={[
          ...(village ? [villageWords(village)] : []),
          ...(product.state === 'tayang' ? [] : [<strong>Belum tayang: hanya terlihat oleh Anda</strong>]),
        ]}
      >
        <ProductPageView ctx={ctx} product={product} buyers={await this.buyers.show(ctx, product.id)} />
      </Page>,
    );
  }
}
