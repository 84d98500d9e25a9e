import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type MonthFigure, MonthlyFigures } from '../../../participation/monthly/monthly-figures.js';
import { metricSheet } from '../../../participation/participation.export.js';
import { formatMoment } from '../../../shared/dates.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { askedOf } from './participation.address.js';
import { causeWords, MonthlyView } from './monthly.view.js';
import { whoseOf } from './public.page.js';

const PARTISIPASI = { href: '/kerja/partisipasi', text: 'Partisipasi' };

/** Monthly figures as they were when the month was closed, and what imports made of them since. Of all purchases. */
@ApiExcludeController()
@Controller('kerja/partisipasi/bulanan')
@Allow('participation.read')
export class MonthlyPage {
  constructor(private readonly monthly: MonthlyFigures) {}

  @Get()
  async show(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const figures = await this.monthly.list(ctx.instance.klpdCode);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Berapa angkanya saat bulan itu ditutup?"
        name="Potret bulanan"
        crumbs={[PARTISIPASI]}
        meta={[whoseOf(ctx)]}
      >
        <MonthlyView
          ctx={ctx}
          asked={askedOf({}, { klpd: ctx.instance.klpdCode, today: ctx.today })}
          figures={figures}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const figures = await this.monthly.list(ctx.instance.klpdCode);
    const moment = (at: Date): string => formatMoment(at, ctx.instance.timeZone);
    return sendSheets(reply, format, 'potret-bulanan', [
      {
        name: 'Potret bulanan',
        columns: [
          { heading: 'Bulan', type: 'day' },
          { heading: 'Kunci', type: 'text' },
          { heading: 'Metrik', type: 'text', width: 8 },
          { heading: 'Versi', type: 'integer', width: 7 },
          { heading: 'Dipotret', type: 'text', width: 28 },
          { heading: 'Angka saat dipotret', type: 'amount' },
          { heading: 'Menurut data terakhir dilihat', type: 'amount', width: 28 },
          { heading: 'Berubah karena', type: 'text', width: 40 },
        ],
        rows: figures.map((one) => [
          one.month,
          one.key,
          one.metric,
          one.version,
          moment(one.takenAt),
          one.value,
          newestOf(one),
          one.changes.map((change) => causeWords(change)).join('; '),
        ]),
      },
      metricSheet([['Pembelian', whoseOf(ctx)]]),
    ]);
  }
}

function newestOf(one: MonthFigure): string | null {
  const last = one.changes.at(-1);
  return last ? last.after : one.value;
}
