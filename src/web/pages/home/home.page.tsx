import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { ComplianceService } from '../../../compliance/compliance.service.js';
import { FreshnessQueries } from '../../../ingestion/freshness.queries.js';
import { AttentionQueries } from '../../../purchasing/attention.queries.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { formatMoment } from '../../../shared/dates.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { firstPage } from '../../navigation.js';
import { type RawQuery, readSpending } from '../spending/spending.address.js';
import { yearWords } from '../spending/spending.wording.js';
import { FirstSteps, Home } from './home.view.js';

/**
 * Beranda: the year in five figures; for those who look after the data also what needs attention and how old they are.
 * Whoever sees no spending is led to their own first page.
 */
@ApiExcludeController()
@Controller()
@Allow('signed-in')
export class HomePage {
  constructor(
    private readonly spending: SpendingQueries,
    private readonly attention: AttentionQueries,
    private readonly imports: FreshnessQueries,
    private readonly compliance: ComplianceService,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() raw: RawQuery, @Res() reply: FastifyReply): Promise<FastifyReply> {
    if (!ctx.can('spending.read')) return seeOther(reply, firstPage(ctx.can));
    const imports = await this.imports.overview();
    if (imports.feeds.length === 0) {
      return renderPage(
        reply,
        <Page ctx={ctx} title="Selamat datang di Lokapasar OVOP" name="Beranda">
          <FirstSteps ctx={ctx} />
        </Page>,
      );
    }
    const asked = readSpending({ tahun: raw['tahun'] }, { klpd: ctx.instance.klpdCode, year: ctx.fiscalYear });
    const year = asked.filter.year ?? ctx.fiscalYear;
    const klpd = ctx.instance.klpdCode;
    const { version, changedAt } = await this.spending.dataVersion();
    const report = await this.spending.report('source', { klpd, year }, ctx.scope);
    const attention = await this.attention.attention(klpd, year, ctx.scope);
    const compliance = await this.compliance.summary({ klpd, year, until: null, today: ctx.today }, ctx.scope);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Bagaimana belanja perangkat daerah tahun ${year}?`}
        name="Beranda"
        meta={[
          yearWords(year),
          `Data terakhir berubah ${formatMoment(changedAt, ctx.instance.timeZone)} (versi data ${version})`,
        ]}
      >
        <Home
          ctx={ctx}
          year={year}
          total={report.total}
          compliance={compliance}
          attention={attention}
          imports={imports}
        />
      </Page>,
    );
  }
}
