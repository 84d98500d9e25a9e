import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import {
  breakdownSheet,
  figureSheet,
  metricSheet,
  publishedSheet,
} from '../../../participation/participation.export.js';
import { ParticipationService } from '../../../participation/participation.service.js';
import { SharesQueries } from '../../../participation/shares.queries.js';
import { readTileGrid } from '../../../participation/tile-grid.js';
import { columnWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import { kemendagriCode } from '../../../wilayah/codes.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { FilterWords } from './filter.words.js';
import { askedOf, type Fields, type ParticipationAsked, participationHref } from './participation.address.js';
import { participationCharts } from './participation.charts.js';
import { whoseOf } from './public.page.js';
import { WorkingView } from './working.view.js';
import type { VillageQuestion } from './working-filters.view.js';
import { DIMENSION_NAMES, WORKING } from './working.words.js';

const GRID = readTileGrid();

/** Partisipasi at work: growth by every cut, and the sellers behind each number, as far as the viewer may see. */
@ApiExcludeController()
@Controller('kerja/partisipasi')
@Allow('participation.read')
export class ParticipationWorkingPage {
  constructor(
    private readonly participation: ParticipationService,
    private readonly shares: SharesQueries,
    private readonly words: FilterWords,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedFrom(ctx, query);
    const villages = await this.villagesOf(query);
    const meant = soleVillage(villages);
    if (meant)
      return seeOther(
        reply,
        participationHref(WORKING, { ...asked, filter: { ...asked.filter, [meant.field]: meant.code } }),
      );
    const [report, regencies] = await Promise.all([
      this.participation.report(asked.filter, asked.by, ctx.scope),
      this.words.regencies(),
    ]);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Siapa yang menjual kepada pemerintah, dan bagaimana pertumbuhannya?"
        name="Partisipasi"
        meta={[whoseOf(ctx), `Dihitung sampai ${formatDay(asked.filter.cutoff)}`]}
      >
        <WorkingView
          ctx={ctx}
          asked={asked}
          report={report}
          grid={GRID}
          regencies={regencies}
          groups={this.words.groupOptions()}
          villages={villages}
          shares={
            ctx.scope.kind === 'all'
              ? await this.shares.shares(
                  asked.filter.klpd,
                  report.table.columns.filter(({ data }) => data).map(({ year }) => year),
                )
              : []
          }
          charts={await participationCharts(report.table, report.rows)}
          said={await this.words.said(asked.filter, regencies)}
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
    const asked = askedFrom(ctx, query);
    const { table, rows, breakdown } = await this.participation.report(asked.filter, asked.by, ctx.scope);
    const said = await this.words.said(asked.filter);
    return sendSheets(reply, format, `partisipasi-sampai-${asked.filter.cutoff}`, [
      figureSheet(table, rows),
      ...(breakdown ? [breakdownSheet(table, breakdown, DIMENSION_NAMES[asked.by])] : []),
      publishedSheet(this.participation.baseline),
      metricSheet([
        ['Pembelian', whoseOf(ctx)],
        ['Kolom', table.columns.map(columnWords).join('; ')],
        ...(said === null ? [] : [['Saringan', said] as const]),
      ]),
    ]);
  }

  /** What the names of villages in the address may mean; codes need no asking. */
  private async villagesOf(query: Fields): Promise<VillageQuestion[]> {
    const asked = VILLAGE_FIELDS.flatMap(({ name, ...field }) => {
      const value = query[name];
      const text = typeof value === 'string' ? value.trim().slice(0, 100) : '';
      return text === '' || text === 'unknown' || kemendagriCode(text) ? [] : [{ ...field, name, text }];
    });
    return Promise.all(asked.map(async (one) => ({ ...one, found: await this.words.villages(one.text) })));
  }
}

const VILLAGE_FIELDS = [
  { name: 'desa', field: 'village' },
  { name: 'desa-produk', field: 'productVillage' },
] as const;

/** The one village that a single name means. */
function soleVillage(questions: readonly VillageQuestion[]): { field: VillageQuestion['field']; code: string } | null {
  const [question] = questions;
  const [first, second] = question?.found ?? [];
  return question && questions.length === 1 && first && !second ? { field: question.field, code: first.code } : null;
}

function askedFrom(ctx: PageContext, query: Fields): ParticipationAsked {
  return askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
}
