import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type ParticipationFilter, spanOf } from '../../../participation/participation.js';
import { metricSheet, soldProductsSheet } from '../../../participation/participation.export.js';
import { SoldProductsQueries } from '../../../participation/sold-products.queries.js';
import { spanWords } from '../../../participation/wording.js';
import { address, Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { FilterWords } from './filter.words.js';
import { askedOf, type Fields, filterQuery, yearAsked } from './participation.address.js';
import { SoldProductsView } from './products.view.js';
import { whoseOf } from './public.page.js';
import { WORKING } from './working.words.js';

const PRODUCTS = `${WORKING}/produk`;
const PAGE_SIZE = 100;

interface Asked {
  filter: ParticipationFilter;
  year: number;
  umk: boolean;
  page: number;
}

/** The products behind a number of participation, as far as the viewer may see. */
@ApiExcludeController()
@Controller('kerja/partisipasi/produk')
@Allow('participation.read')
export class ParticipationProductsPage {
  constructor(
    private readonly products: SoldProductsQueries,
    private readonly words: FilterWords,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = productsAsked(ctx, query);
    const { filter, year, umk } = asked;
    const found = await this.products.page(filter, { ...asked, size: PAGE_SIZE }, ctx.scope);
    const until = `pada ${spanWords(spanOf(filter, year).span)}`;
    const said = await this.words.said(filter);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Produk mana yang dibeli pada ${year}?`}
        name="Produk terjual"
        crumbs={[{ href: address(WORKING, filterQuery(filter)), text: 'Partisipasi' }]}
        meta={[whoseOf(ctx), until, ...(said === null ? [] : [said])]}
      >
        <SoldProductsView
          ctx={ctx}
          found={found}
          umk={umk}
          until={until}
          href={(page) => productsHref(PRODUCTS, asked, page)}
          files={(['xlsx', 'csv'] as const).map((format) => ({
            text: format.toUpperCase(),
            href: productsHref(`${PRODUCTS}/unduh.${format}`, asked),
          }))}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { filter, year, umk } = productsAsked(ctx, query);
    const { items, total } = await this.products.page(filter, { year, umk, page: 1, size: MOST_ROWS }, ctx.scope);
    refuseLongList(total);
    const said = await this.words.said(filter);
    return sendSheets(reply, format, `produk-terjual-${year}`, [
      soldProductsSheet(items),
      metricSheet(
        [
          ['Pembelian', whoseOf(ctx)],
          ['Rentang', spanWords(spanOf(filter, year).span)],
          ...(said === null ? [] : [['Saringan', said] as const]),
          ...(umk ? [['Golongan', 'Produk yang dibeli dari UMK dan koperasi'] as const] : []),
        ],
        ['P04'],
      ),
    ]);
  }
}

function productsAsked(ctx: PageContext, query: Fields): Asked {
  const { filter } = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
  return { filter, umk: query['angka'] === 'productsSoldUmk', ...yearAsked(query, filter) };
}

function productsHref(path: string, { filter, year, umk }: Asked, page = 1): string {
  return address(path, {
    ...filterQuery(filter),
    pada: year,
    angka: umk ? 'productsSoldUmk' : 'productsSold',
    hal: page === 1 ? null : page,
  });
}
