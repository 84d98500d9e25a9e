import { Body, Controller, Get, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { OvopCatalogueEntries } from '../../../purchasing/ovop/catalogue-entries.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { type CatalogueAsked, CatalogueView } from './ovop-catalogue.view.js';
import { STATE_OPTIONS } from './ovop.wording.js';

const PAGE_SIZE = 100;

type Fields = Readonly<Record<string, unknown>>;

/** The part of the OVOP list that comes from the catalogue. */
@ApiExcludeController()
@Controller('ovop/katalog')
@Allow('ovop.read')
export class OvopCataloguePage {
  constructor(private readonly entries: OvopCatalogueEntries) {}

  @Get()
  list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, askedOf(query), {}, []);
  }

  @Post('penyedia')
  @Allow('ovop.write')
  async mark(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const [scheme, key] = [textOf(body, 'scheme'), textOf(body, 'key')];
    const marks = textOf(body, 'aksi') !== 'lepas';
    try {
      const { enterprise } = await this.entries.markKey({ scheme, key, marks }, viewerOf(request).username, ctx.today);
      return seeOther(reply, '/ovop/katalog', {
        text: marks
          ? `"${enterprise}" ditandai hanya menjual produk OVOP; angka sudah mengikuti.`
          : `Tanda "${enterprise}" dilepas; angka sudah mengikuti.`,
      });
    } catch (error) {
      const problems =
        error instanceof InvalidInputError
          ? error.fields
          : error instanceof NotFoundError
            ? [{ field: 'key', message: error.message }]
            : null;
      if (!problems) throw error;
      return this.show(ctx, reply, { page: 1 }, { scheme, key }, problems);
    }
  }

  private async show(
    ctx: PageContext,
    reply: FastifyReply,
    asked: CatalogueAsked,
    typed: Readonly<Record<string, string>>,
    problems: readonly FieldProblem[],
  ): Promise<FastifyReply> {
    const listed = await this.entries.list({ ...asked, day: ctx.today, size: PAGE_SIZE });
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Produk katalog mana yang dihitung sebagai OVOP?"
        name="Daftar OVOP dari katalog"
        crumbs={[{ href: '/ovop', text: 'Daftar OVOP' }]}
      >
        <CatalogueView ctx={ctx} asked={asked} {...listed} typed={typed} problems={problems} />
      </Page>,
      problems.length > 0 ? 422 : 200,
    );
  }
}

/** What cannot be understood in the address is not filtered by. */
function askedOf(query: Fields): CatalogueAsked {
  const [origin, state, page] = [textOf(query, 'asal'), textOf(query, 'keadaan'), textOf(query, 'hal')];
  const text = textOf(query, 'cari').trim().slice(0, 100);
  return {
    ...(origin === 'produk' || origin === 'penyedia' ? { origin } : {}),
    state: STATE_OPTIONS.find((option) => option.value === state)?.value,
    ...(text === '' ? {} : { text }),
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}

function textOf(fields: Fields, name: string): string {
  const value = fields?.[name];
  return typeof value === 'string' ? value.slice(0, 300) : '';
}
