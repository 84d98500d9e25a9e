import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type Scope, scopeKey } from '../../../access/scope.js';
import { circularName, isAboutPurchases } from '../../../compliance/circular.js';
import type {
  ComplianceQuestion,
  ComplianceReport,
  ObligationChoice,
  ObligationReport,
} from '../../../compliance/compliance.js';
import { complianceDefinitionsTable, complianceTable } from '../../../compliance/compliance.report.js';
import { ComplianceService, UNMAPPED } from '../../../compliance/compliance.service.js';
import type { EtalaseReport } from '../../../compliance/etalase/etalase-compliance.js';
import { etalaseDefinitionRows, etalaseTable } from '../../../compliance/etalase/etalase-compliance.report.js';
import type { SpendingChoices } from '../../../purchasing/spending.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { ByVersion } from '../../../shared/by-version.js';
import { formatDay, formatMoment, isDay } from '../../../shared/dates.js';
import { NotFoundError } from '../../../shared/errors.js';
import { klpdCode } from '../../../shared/text.js';
import { address, Context, drawChart, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { Compliance, NoCircular } from './compliance.view.js';
import { type ComplianceAddress, complianceFilters } from './compliance-filters.js';
import { CompliancePackages } from './compliance-packages.view.js';
import { EtalaseCompliance, EtalasePlaces } from './etalase-compliance.view.js';
import { chartOf, isSortKey, PART_PATHS, periodWords, type TableSort } from './compliance.wording.js';

type RawQuery = Readonly<Record<string, unknown>>;

const PAGE_SIZE = 50;
const TITLE = 'Siapa yang memenuhi edaran?';

/** Kepatuhan: the ranking by one obligation, and the packages behind each of its numbers. */
@ApiExcludeController()
@Controller('kepatuhan')
@Allow('compliance.read')
export class CompliancePage {
  private readonly choices = new ByVersion<SpendingChoices>();

  constructor(
    private readonly compliance: ComplianceService,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  async ranking(
    @Context() ctx: PageContext,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { query, question } = read(raw, ctx);
    const { choices, freshness } = await this.known(ctx);
    const obligations = await this.compliance.choices(question, ctx.scope);
    const chosen = await this.chosen(query, question, obligations, ctx.scope);
    if (chosen === null)
      return renderPage(
        reply,
        <Page
          ctx={ctx}
          title={TITLE}
          name="Kepatuhan"
          meta={[periodWords(question.year, question.until ?? null), freshness]}
        >
          <NoCircular
            ctx={ctx}
            year={question.year}
            filters={complianceFilters(query, { ...choices, obligations: [] }, null)}
          />
        </Page>,
      );
    const offered = obligations.some(({ obligationId }) => obligationId === chosen.obligationId)
      ? obligations
      : [chosen, ...obligations];
    const filters = complianceFilters(query, { ...choices, obligations: offered }, chosen.obligationId);
    if (chosen.kind === 'etalase_tersedia') {
      const found = await this.etalaseOn(chosen.obligationId, question, ctx.scope);
      return renderPage(
        reply,
        <Page ctx={ctx} title={TITLE} name="Kepatuhan" meta={etalaseMeta(found, question)}>
          <EtalaseCompliance
            ctx={ctx}
            report={found}
            query={{ ...query, butir: found.obligation.id }}
            filters={filters}
            said={saidOf(query, question, ctx)}
          />
        </Page>,
      );
    }
    const report = await this.reportOn(chosen.obligationId, question, ctx.scope);
    const drawn = chartOf(report);
    return renderPage(
      reply,
      <Page ctx={ctx} title={TITLE} name="Kepatuhan" meta={[...metaOf(report, question), freshness]}>
        <Compliance
          ctx={ctx}
          report={report}
          query={{ ...query, butir: report.obligation.id }}
          sort={sortOf(raw)}
          filters={filters}
          said={saidOf(query, question, ctx)}
          freshness={freshness}
          chart={drawn ? await drawChart(drawn) : null}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { query, question } = read(raw, ctx);
    const { freshness } = await this.known(ctx);
    const { obligations, etalase } =
      query.butir === null
        ? await this.compliance.report(question, ctx.scope)
        : await this.reportsOf(query.butir, question, ctx.scope);
    const explained = complianceDefinitionsTable({ obligations }, [
      ['Periode', periodWords(question.year, question.until ?? null)],
      ['Pembeli', question.klpd ?? 'semua KLPD'],
      ['Data', freshness],
    ]);
    const explanation = { ...explained, rows: [...explained.rows, ...etalaseDefinitionRows(etalase)] };
    const places = etalaseTable(etalase);
    // A CSV has one table: that of the obligation which was asked for.
    const [first, ...others] =
      etalase.length === 0
        ? [complianceTable({ obligations })]
        : obligations.length === 0
          ? [places]
          : [complianceTable({ obligations }), places];
    return sendSheets(reply, format, `kepatuhan-${question.year}`, [first, ...others, explanation]);
  }

  @Get(':obligation/:perangkatDaerah')
  async packages(
    @Context() ctx: PageContext,
    @Param('obligation') obligationId: string,
    @Param('perangkatDaerah') perangkatDaerahId: string,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { query, question } = read(raw, ctx);
    const { freshness } = await this.known(ctx);
    const { obligation } = await this.compliance.obligation(obligationId, question.klpd, question.today, ctx.scope);
    if (!isAboutPurchases(obligation)) return this.places(ctx, reply, { obligationId, perangkatDaerahId }, raw);
    const report = await this.reportOn(obligationId, question, ctx.scope);
    const row = report.rows.find((one) => (one.perangkatDaerahId ?? UNMAPPED) === perangkatDaerahId);
    if (!row)
      throw new NotFoundError(
        'compliance.not-addressed',
        'Perangkat daerah ini tidak ada atau tidak dituju edaran. Kembali ke halaman Kepatuhan dan pilih barisnya.',
      );
    const part = PART_PATHS[text(raw, 'bagian') ?? 'semua'] ?? 'all';
    const found = await this.compliance.packages(
      question,
      { obligationId, perangkatDaerahId, part, page: pageOf(raw), size: PAGE_SIZE },
      ctx.scope,
    );
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Paket apa di balik angka ${row.name}?`}
        name={row.name}
        crumbs={[{ href: `/kepatuhan?tahun=${question.year}&butir=${report.obligation.id}`, text: 'Kepatuhan' }]}
        meta={[...metaOf(report, question), freshness]}
      >
        <CompliancePackages row={row} report={report} found={found} query={query} />
      </Page>,
    );
  }

  /** The tourism places behind one perangkat daerah's verdict. */
  private async places(
    ctx: PageContext,
    reply: FastifyReply,
    { obligationId, perangkatDaerahId }: { obligationId: string; perangkatDaerahId: string },
    raw: RawQuery,
  ): Promise<FastifyReply> {
    const { question } = read(raw, ctx);
    const report = await this.etalaseOn(obligationId, question, ctx.scope);
    const row = report.rows.find((one) => (one.perangkatDaerahId ?? UNMAPPED) === perangkatDaerahId);
    if (!row)
      throw new NotFoundError(
        'compliance.not-addressed',
        'Perangkat daerah ini tidak menanggung lokasi wisata mana pun. Kembali ke halaman Kepatuhan dan pilih barisnya.',
      );
    const page = pageOf(raw);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Lokasi wisata apa di balik hasil ${row.name}?`}
        name={row.name}
        crumbs={[{ href: `/kepatuhan?tahun=${question.year}&butir=${report.obligation.id}`, text: 'Kepatuhan' }]}
        meta={etalaseMeta(report, question)}
      >
        <EtalasePlaces
          ctx={ctx}
          report={report}
          row={row}
          page={page}
          size={PAGE_SIZE}
          href={(to) =>
            address(`/kepatuhan/${report.obligation.id}/${perangkatDaerahId}`, {
              tahun: String(question.year),
              sampai: question.until ?? null,
              halaman: to,
            })
          }
        />
      </Page>,
    );
  }

  /**
   * The obligation to show: the one that is asked for; in a year in which it is not in force, that of the same code; else
   * the first. A draft is in force in no year and is shown to whoever asks for it. null = none is in force.
   */
  private async chosen(
    { butir }: ComplianceAddress,
    question: ComplianceQuestion,
    obligations: readonly ObligationChoice[],
    scope: Scope,
  ): Promise<ObligationChoice | null> {
    const known = obligations.find(({ obligationId }) => obligationId === butir);
    if (known || butir === null) return known ?? obligations[0] ?? null;
    const { circular, obligation } = await this.compliance.obligation(butir, question.klpd, question.today, scope);
    if (circular.state === 'draf')
      return {
        circularId: circular.id,
        circularName: `${circularName(circular)} (draf)`,
        obligationId: obligation.id,
        code: obligation.code,
        title: obligation.title,
        kind: obligation.kind,
      };
    return obligations.find(({ code }) => code === obligation.code) ?? obligations[0] ?? null;
  }

  /** One obligation, also of a circular that is a draft or out of force, when it is asked for by its id. */
  private async reportOn(obligationId: string, question: ComplianceQuestion, scope: Scope): Promise<ObligationReport> {
    const {
      obligations: [report],
    } = await this.reportsOf(obligationId, question, scope);
    if (!report) throw new NotFoundError('obligation.not-found', `Butir edaran ${obligationId} tidak ada`);
    return report;
  }

  private async etalaseOn(obligationId: string, question: ComplianceQuestion, scope: Scope): Promise<EtalaseReport> {
    const {
      etalase: [report],
    } = await this.reportsOf(obligationId, question, scope);
    if (!report) throw new NotFoundError('obligation.not-found', `Butir edaran ${obligationId} tidak ada`);
    return report;
  }

  private async reportsOf(obligationId: string, question: ComplianceQuestion, scope: Scope): Promise<ComplianceReport> {
    const { circular, obligation } = await this.compliance.obligation(
      obligationId,
      question.klpd,
      question.today,
      scope,
    );
    return this.compliance.report({ ...question, circularId: circular.id, obligationCode: obligation.code }, scope);
  }

  /** What pages need beside their figures; asked of the database only when the data have changed. */
  private async known(ctx: PageContext): Promise<{ choices: SpendingChoices; freshness: string }> {
    const { version, changedAt } = await this.spending.dataVersion();
    const choices = await this.choices.get(version, scopeKey(ctx.scope), () => this.spending.choices(ctx.scope));
    return {
      choices,
      freshness: `Data terakhir berubah ${formatMoment(changedAt, ctx.instance.timeZone)} (versi data ${version})`,
    };
  }
}

function read(raw: RawQuery, ctx: PageContext): { query: ComplianceAddress; question: ComplianceQuestion } {
  const year = text(raw, 'tahun');
  const until = text(raw, 'sampai');
  const klpd = text(raw, 'klpd');
  const query: ComplianceAddress = {
    tahun: year !== null && /^20\d{2}$/.test(year) ? year : String(ctx.fiscalYear),
    sampai: until !== null && isDay(until) ? until : null,
    butir: text(raw, 'butir'),
    klpd,
  };
  return {
    query,
    question: {
      year: Number(query.tahun),
      klpd: klpd === null ? ctx.instance.klpdCode : klpd === 'semua' ? null : klpdCode(klpd),
      until: query.sampai,
      today: ctx.today,
    },
  };
}

function text(raw: RawQuery, name: string): string | null {
  const value = raw[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

function sortOf(raw: RawQuery): TableSort | null {
  const by = text(raw, 'urut');
  return by !== null && isSortKey(by) ? { by, direction: text(raw, 'arah') === 'naik' ? 'asc' : 'desc' } : null;
}

function pageOf(raw: RawQuery): number {
  const page = text(raw, 'halaman') ?? '1';
  return /^[1-9]\d{0,5}$/.test(page) ? Number(page) : 1;
}

function etalaseMeta({ circular, obligation, day }: EtalaseReport, { year }: ComplianceQuestion): string[] {
  return [
    `Tahun anggaran ${year}, keadaan pada ${formatDay(day)}`,
    `Edaran ${circularName(circular)}${circular.status === 'draf' ? ' (draf, belum mengikat)' : ''}, butir ${obligation.code}: ${obligation.title}`,
  ];
}

function metaOf({ circular, obligation }: ObligationReport, { year, until }: ComplianceQuestion): string[] {
  return [
    periodWords(year, until ?? null),
    `Edaran ${circularName(circular)}${circular.status === 'draf' ? ' (draf, belum mengikat)' : ''}, butir ${obligation.code}: ${obligation.title}`,
  ];
}

/** What narrows the figures, in words; year and obligation are always chosen and no filter. */
function saidOf(query: ComplianceAddress, { until }: ComplianceQuestion, ctx: PageContext): string | null {
  const said = [
    ...(query.tahun === String(ctx.fiscalYear) ? [] : [`tahun anggaran ${query.tahun}`]),
    ...(until ? [`pesanan s.d. ${formatDay(until)}`] : []),
    ...(query.klpd === null ? [] : [query.klpd === 'semua' ? 'semua KLPD' : `KLPD ${query.klpd}`]),
  ];
  return said.length === 0 ? null : said.join(', ');
}
