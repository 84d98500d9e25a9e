import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { OUTCOME_REACHED, OUTCOME_SIDES } from '../../../participation/programmes/outcome.js';
import { OutcomeQueries } from '../../../participation/programmes/outcome.queries.js';
import { ProgrammesService } from '../../../participation/programmes/programmes.service.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { pageNumber } from '../../form-values.js';
import { type OutcomeNamed, OutcomeView } from './outcome.view.js';
import { PROGRAMMES } from './programmes.page.js';
import { outcomeAboutSheet, outcomeSheet } from './programmes.sheets.js';
import { periodWords } from './programmes.wording.js';

type Fields = Readonly<Record<string, unknown>>;
const PAGE_SIZE = 100;

/** Who stands behind what became of participants. Names are for whoever may see enterprises. */
@ApiExcludeController()
@Controller('program/:id/sesudah')
@Allow('enterprise.read')
export class OutcomePage {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly outcomes: OutcomeQueries,
  ) {}

  @Get()
  async list(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const programme = await this.programmes.begun(id, ctx.today);
    const named = namedOf(query);
    const paging = { page: pageNumber(query['hal']), size: PAGE_SIZE };
    const found = await this.outcomes.members(programme, ctx.today, { ...named, ...paging }, ctx.scope);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Siapa di balik angka ${programme.name}?`}
        name="Di balik angka"
        crumbs={[PROGRAMMES, { href: `/program/${id}`, text: programme.name }]}
        meta={[programme.organiser, periodWords(programme)]}
      >
        <OutcomeView {...{ ctx, id, named, until: ctx.today, found }} />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const programme = await this.programmes.begun(id, ctx.today);
    const named = namedOf(query);
    const paging = { page: 1, size: MOST_ROWS };
    const { items, total } = await this.outcomes.members(programme, ctx.today, { ...named, ...paging }, ctx.scope);
    refuseLongList(total ?? 0);
    return sendSheets(reply, format, `program-${id}-${named.side}-${named.reached}-${ctx.today}`, [
      outcomeSheet(items, named.side, ctx.scope.kind === 'all'),
      outcomeAboutSheet(programme, named, ctx.today),
    ]);
  }
}

/** What cannot be understood in the address is everybody. */
function namedOf(query: Fields): OutcomeNamed {
  return {
    side: OUTCOME_SIDES.find((one) => one === query['sisi']) ?? 'peserta',
    reached: OUTCOME_REACHED.find((one) => one === query['langkah']) ?? 'semua',
  };
}
