import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { funnelSheet, penetrationSheet } from '../../../participation/funnel.export.js';
import { FUNNEL_DIMENSIONS, FunnelQueries } from '../../../participation/funnel.queries.js';
import { metricSheet } from '../../../participation/participation.export.js';
import { ParticipationQueries } from '../../../participation/participation.queries.js';
import { WHOLE } from '../../../participation/participation.js';
import { PenetrationService, type PopulationCells } from '../../../participation/penetration.service.js';
import { formatDay } from '../../../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { FUNNEL } from './funnel-rows.link.js';
import { FunnelView } from './funnel.view.js';
import { askedOf, type Fields } from './participation.address.js';
import { whoseOf } from './public.page.js';
import { DIMENSION_NAMES } from './working.words.js';

const PARTISIPASI = { href: '/kerja/partisipasi', text: 'Partisipasi' };

/** From known to selling again, by when, and of which population. */
@ApiExcludeController()
@Controller('kerja/partisipasi/corong')
@Allow('participation.read')
export class FunnelPage {
  constructor(
    private readonly funnels: FunnelQueries,
    private readonly figures: ParticipationQueries,
    private readonly penetration: PenetrationService,
  ) {}

  @Get()
  show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.page(ctx, query, reply);
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { asked, funnel, penetration } = await this.answer(ctx, query);
    return sendSheets(reply, format, `corong-${asked.filter.cutoff}`, [
      funnelSheet(funnel, DIMENSION_NAMES[funnel.by]),
      penetrationSheet(penetration),
      metricSheet(
        [
          ['Pembelian', whoseOf(ctx)],
          ['Keadaan', formatDay(funnel.day)],
        ],
        ['P10', 'P11', 'M07', 'M09'],
      ),
    ]);
  }

  @Post('populasi')
  @Allow('participation.write')
  async add(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const text = (name: keyof PopulationCells): string => {
      const value = body[name];
      return typeof value === 'string' ? value.trim().slice(0, 1000) : '';
    };
    const cells: PopulationCells = {
      name: text('name'),
      amount: text('amount'),
      onDay: text('onDay'),
      source: text('source'),
      limits: text('limits'),
    };
    try {
      await this.penetration.add(cells, viewerOf(request).username);
    } catch (error) {
      if (error instanceof InvalidInputError) return this.page(ctx, {}, reply, cells, error.fields);
      if (error instanceof ConflictError)
        return this.page(ctx, {}, reply, cells, [{ field: 'name', message: error.message }]);
      throw error;
    }
    return seeOther(reply, FUNNEL, { text: 'Populasi dicatat sebagai penyebut.' });
  }

  @Post('populasi/:id/hapus')
  @Allow('participation.write')
  async remove(@Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.penetration.remove(id);
    return seeOther(reply, FUNNEL, { text: 'Populasi dihapus; jejaknya ada di jejak audit.' });
  }

  private async answer(ctx: PageContext, query: Fields) {
    const asked = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
    const { klpd, cutoff } = asked.filter;
    const by = FUNNEL_DIMENSIONS.find((one) => one === query['menurut']) ?? 'kabupaten';
    const whole = { ...asked.filter, ...WHOLE };
    const [funnel, table] = await Promise.all([
      this.funnels.funnel({ klpd, cutoff }, by, ctx.scope),
      this.figures.table(whole, ctx.scope),
    ]);
    const column = table.columns.findLast(({ data }) => data) ?? null;
    return { asked, funnel, column, penetration: await this.penetration.penetration(column, cutoff) };
  }

  private async page(
    ctx: PageContext,
    query: Fields,
    reply: FastifyReply,
    typed?: PopulationCells,
    problems: readonly FieldProblem[] | null = null,
  ): Promise<FastifyReply> {
    const { asked, funnel, column, penetration } = await this.answer(ctx, query);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Sampai di mana pelaku usaha, dan berapa dari semuanya?"
        name="Corong dan penetrasi"
        crumbs={[PARTISIPASI]}
        meta={[whoseOf(ctx), `Keadaan ${formatDay(funnel.day)}`]}
      >
        <FunnelView
          ctx={ctx}
          asked={asked}
          funnel={funnel}
          penetration={penetration}
          column={column}
          typed={typed}
          problems={problems}
        />
      </Page>,
      problems === null ? 200 : 422,
    );
  }
}
