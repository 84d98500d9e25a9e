import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { figureSheet, metricSheet, publishedSheet } from '../../../participation/participation.export.js';
import { ParticipationService } from '../../../participation/participation.service.js';
import { spanWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { askedOf, type Fields } from './participation.address.js';
import { participationCharts } from './participation.charts.js';
import { PublicView } from './public.view.js';

/** Partisipasi, for citizens and the press: of all purchases, nothing of single packages or sellers. */
@ApiExcludeController()
@Controller('partisipasi')
@Allow('public')
export class ParticipationPublicPage {
  constructor(
    private readonly participation: ParticipationService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
    const report = await this.participation.open(asked.filter);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Apakah UMK makin banyak menjual kepada pemerintah?"
        name="Partisipasi"
        meta={[whoseOf(ctx), `Dihitung sampai ${formatDay(report.table.filter.cutoff)}`]}
      >
        <PublicView
          ctx={ctx}
          asked={asked}
          report={report}
          baseline={this.participation.baseline}
          imk={this.wilayah.imk}
          whose={whoseOf(ctx)}
          charts={await participationCharts(report.table, report.rows)}
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
    const { filter } = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
    const { table, rows } = await this.participation.open(filter);
    const last = table.columns.at(-1);
    return sendSheets(reply, format, `partisipasi-sampai-${filter.cutoff}`, [
      figureSheet(table, rows),
      publishedSheet(this.participation.baseline),
      metricSheet([
        ['Pembelian', whoseOf(ctx)],
        ['Rentang tahun terakhir', last ? spanWords(last.span) : ''],
      ]),
    ]);
  }
}

/** Whose purchases the figures are about. */
export function whoseOf(ctx: PageContext): string {
  return ctx.instance.klpdName ?? 'semua KLPD dalam data';
}
