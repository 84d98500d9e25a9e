import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { STATE_COLUMNS, STATE_SAMPLE } from '../../../participation/catalogue/catalogue-state.js';
import { CatalogueStates } from '../../../participation/catalogue/catalogue-states.service.js';
import type { StateCells } from '../../../participation/catalogue/state-form.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { askedOf, type Fields } from './participation.address.js';
import { STATES, StatesView } from './states.view.js';

export const PARTISIPASI = { href: '/kerja/partisipasi', text: 'Partisipasi' };
export const KATALOG = { href: STATES, text: 'Keadaan katalog' };

/** States of the catalogue: to look at, to enter one, to bring in several. */
@ApiExcludeController()
@Controller('kerja/partisipasi/katalog')
@Allow('participation.read')
export class CatalogueStatesPage {
  constructor(private readonly states: CatalogueStates) {}

  @Get()
  show(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.page(ctx, reply);
  }

  @Post()
  @Allow('participation.write')
  async add(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const cells = cellsOf(body);
    try {
      await this.states.add(cells, viewerOf(request).username);
    } catch (error) {
      if (error instanceof InvalidInputError) return this.page(ctx, reply, cells, error.fields);
      if (error instanceof ConflictError)
        return this.page(ctx, reply, cells, [{ field: 'onDay', message: error.message }]);
      throw error;
    }
    return seeOther(reply, STATES, { text: 'Keadaan katalog dicatat. Halaman Partisipasi sudah memakainya.' });
  }

  @Post(':id/hapus')
  @Allow('participation.write')
  async remove(@Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.states.remove(id);
    return seeOther(reply, STATES, { text: 'Keadaan katalog dihapus; jejaknya ada di jejak audit.' });
  }

  @Get('contoh.:format')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-keadaan-katalog', [
      {
        name: 'Keadaan katalog',
        columns: STATE_COLUMNS.map(({ heading, field }) => ({ heading, type: field === 'onDay' ? 'day' : 'text' })),
        rows: STATE_SAMPLE.map((row) => [...row]),
      },
    ]);
  }

  private async page(
    ctx: PageContext,
    reply: FastifyReply,
    typed: StateCells = {},
    problems: readonly FieldProblem[] | null = null,
  ): Promise<FastifyReply> {
    return renderPage(
      reply,
      <Page ctx={ctx} title="Siapa dan berapa yang ada di katalog?" name="Keadaan katalog" crumbs={[PARTISIPASI]}>
        <StatesView
          ctx={ctx}
          asked={askedOf({}, { klpd: ctx.instance.klpdCode, today: ctx.today })}
          states={await this.states.list()}
          typed={typed}
          problems={problems}
        />
      </Page>,
      problems === null ? 200 : 422,
    );
  }
}

function cellsOf(body: Fields): StateCells {
  return Object.fromEntries(
    STATE_COLUMNS.map(({ field }) => {
      const value = body[field];
      return [field, typeof value === 'string' ? value.slice(0, 1000) : ''];
    }),
  );
}
