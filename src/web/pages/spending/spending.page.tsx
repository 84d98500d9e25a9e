import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type Scope, scopeKey } from '../../../access/scope.js';
import { viewerOf } from '../../../access/viewer.js';
import { AttentionQueries } from '../../../purchasing/attention.queries.js';
import { MISSING_DECISIONS, SpendingDecisions } from '../../../purchasing/decisions.service.js';
import { SOURCES } from '../../../purchasing/intake/rows.js';
import type { PackageItem, SpendingChoices, SpendingFilter, SpendingReport } from '../../../purchasing/spending.js';
import type { SpendingDefaults } from '../../../purchasing/spending.dto.js';
import { definitionsTable, packagesTable, spendingTable } from '../../../purchasing/spending.export.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { ByVersion } from '../../../shared/by-version.js';
import { formatMoment } from '../../../shared/dates.js';
import { InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { sendSheets } from '../../download.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { type ChartImage, drawChart } from '../../components/chart.js';
import { PackageView, SourceRowView } from './package.view.js';
import { Incomplete, Missing, Packages } from './packages.view.js';
import {
  onlyFilters,
  type PackagesAsked,
  type RawQuery,
  readPackages,
  readSpending,
  spendingHref,
} from './spending.address.js';
import { spendingChart } from './spending.chart.js';
import { Report } from './spending.view.js';
import { count, filterWords, klpdWords, titleOf, yearWords } from './spending.wording.js';

const BELANJA = { href: '/belanja', text: 'Belanja' };
const PAGE_SIZE = 50;
/** Packages of one downloaded file, and how many are asked for at a time. */
const DOWNLOAD_LIMIT = 20_000;
const DOWNLOAD_CHUNK = 2000;

/** Belanja: the report, its drill-downs to satker, package, line and source row, and the orders that went missing. */
@ApiExcludeController()
@Controller('belanja')
@Allow('spending.read')
export class SpendingPage {
  private readonly choices = new ByVersion<SpendingChoices>();

  constructor(
    private readonly spending: SpendingQueries,
    private readonly decisions: SpendingDecisions,
    private readonly attention: AttentionQueries,
  ) {}

  @Get()
  async report(@Context() ctx: PageContext, @Query() raw: RawQuery, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = readSpending(raw, defaultsOf(ctx));
    const [known, report] = await Promise.all([
      this.known(ctx),
      this.spending.report(asked.by, asked.filter, ctx.scope),
    ]);
    return renderPage(
      reply,
      <Page ctx={ctx} title={titleOf(asked.by)} name="Belanja" meta={metaOf(report, known)}>
        <Report
          path="/belanja"
          asked={asked}
          report={report}
          choices={known.choices}
          defaultYear={ctx.fiscalYear}
          said={filterWords(asked.filter, { statuses: statusNames(known.choices) })}
          freshness={known.freshness}
          showsImports={ctx.can('import.read')}
          chart={await chartOf(report)}
          tabs
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
    const asked = readSpending(raw, defaultsOf(ctx));
    const [known, report] = await Promise.all([
      this.known(ctx),
      this.spending.report(asked.by, asked.filter, ctx.scope),
    ]);
    const said = filterWords(asked.filter, { statuses: statusNames(known.choices) });
    const name = `belanja-${asked.by}-${asked.filter.year ?? 'semua-tahun'}`;
    return sendSheets(reply, format, name, [
      spendingTable(report),
      definitionsTable(askedWords(asked.filter, said, known)),
    ]);
  }

  @Get('pd/:id')
  async perangkatDaerah(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const scope = { pd: id };
    const asked = readSpending(raw, defaultsOf(ctx), { by: 'satker', query: scope });
    const [known, report] = await Promise.all([
      this.known(ctx),
      this.spending.report('satker', asked.filter, ctx.scope),
    ]);
    const name = await this.placeName(id, report, ctx.scope);
    const { perangkatDaerah: _place, ...rest } = asked.filter;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={id === 'unmapped' ? 'Satker mana yang belum dipetakan?' : `Berapa belanja ${name}?`}
        name={name}
        crumbs={[BELANJA]}
        meta={metaOf(report, known)}
      >
        <Report
          path={`/belanja/pd/${encodeURIComponent(id)}`}
          asked={asked}
          report={report}
          choices={known.choices}
          defaultYear={ctx.fiscalYear}
          said={filterWords(rest, { statuses: statusNames(known.choices) })}
          scope={scope}
          freshness={known.freshness}
          showsImports={ctx.can('import.read')}
          chart={await chartOf(report)}
        />
      </Page>,
    );
  }

  @Get('satker/:key')
  async satker(
    @Context() ctx: PageContext,
    @Param('key') key: string,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const scope = { satker: key };
    const asked = readPackages(raw, defaultsOf(ctx), { query: scope });
    const [known, report] = await Promise.all([
      this.known(ctx),
      this.spending.report('satker', asked.filter, ctx.scope),
    ]);
    const row = report.rows.find((one) => one.key === key);
    if (!row) throw new NotFoundError('spending.unknown-satker', `Satker ${key} tidak ada dalam data.`);
    const paging = { page: asked.page, size: PAGE_SIZE, sort: asked.sort };
    const found = await this.spending.packages(asked.filter, paging, ctx.scope);
    const { satkerKey: _satker, ...rest } = asked.filter;
    const owner = row.perangkatDaerah;
    const above = owner
      ? { href: spendingHref(`/belanja/pd/${owner.id}`, onlyFilters(asked.query)), text: owner.name }
      : { href: spendingHref('/belanja/pd/unmapped', onlyFilters(asked.query)), text: 'Belum dipetakan' };
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Paket apa saja milik ${row.label}?`}
        name={row.label}
        crumbs={[BELANJA, above]}
        meta={metaOf(report, known)}
      >
        <Packages
          path={`/belanja/satker/${encodeURIComponent(key)}`}
          asked={asked}
          found={found}
          total={report.total}
          choices={known.choices}
          defaultYear={ctx.fiscalYear}
          said={filterWords(rest, { statuses: statusNames(known.choices) })}
          scope={scope}
          freshness={known.freshness}
        />
      </Page>,
    );
  }

  @Get('paket')
  async packages(
    @Context() ctx: PageContext,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = readPackages(raw, defaultsOf(ctx));
    const known = await this.known(ctx);
    const paging = { page: asked.page, size: PAGE_SIZE, sort: asked.sort };
    const found = await this.spending.packages(asked.filter, paging, ctx.scope);
    const [first] = found.items;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Paket apa saja di balik angka ini?"
        name="Paket"
        crumbs={[BELANJA]}
        meta={metaOf({ filter: asked.filter }, known)}
      >
        <Packages
          path="/belanja/paket"
          asked={asked}
          found={found}
          choices={known.choices}
          defaultYear={ctx.fiscalYear}
          said={filterWords(asked.filter, {
            statuses: statusNames(known.choices),
            // All packages of the page are of the place that was asked for, so any of them knows its name.
            perangkatDaerah: first?.perangkatDaerah?.name,
            satker: first?.satkerName ?? undefined,
          })}
          freshness={known.freshness}
        />
      </Page>,
    );
  }

  @Get('paket/unduh.:format')
  async downloadPackages(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = readPackages(raw, defaultsOf(ctx));
    const known = await this.known(ctx);
    const items = await this.allPackages(asked, ctx.scope);
    const said = filterWords(asked.filter, { statuses: statusNames(known.choices) });
    const name = `paket-${asked.filter.year ?? 'semua-tahun'}`;
    return sendSheets(reply, format, name, [
      packagesTable(items),
      definitionsTable(askedWords(asked.filter, said, known)),
    ]);
  }

  @Get('paket/:id')
  async package(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const detail = await this.spending.package(id, ctx.scope);
    const name = detail.name ?? detail.packageNo ?? detail.sourceKey;
    const year = { tahun: String(detail.year) };
    const satker = detail.satkerName ?? detail.satkerKey;
    // An office that is its own satker needs no two crumbs of one name.
    const owner = detail.perangkatDaerah?.name === satker ? null : detail.perangkatDaerah;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={name}
        name={detail.packageNo ?? detail.sourceKey}
        crumbs={[
          BELANJA,
          ...(owner ? [{ href: spendingHref(`/belanja/pd/${owner.id}`, year), text: owner.name }] : []),
          {
            href: spendingHref(`/belanja/satker/${encodeURIComponent(detail.satkerKey)}`, year),
            text: satker,
          },
        ]}
        meta={[yearWords(detail.year)]}
      >
        <PackageView ctx={ctx} detail={detail} />
      </Page>,
    );
  }

  @Get('baris/:id')
  async sourceRow(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const found = await this.spending.sourceRow(id, ctx.scope);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Apa isi baris sumbernya?"
        name={`Baris ${count(found.rowNo)}`}
        crumbs={[BELANJA, { href: `/belanja/paket/${found.purchaseId}`, text: 'Paket' }]}
      >
        <SourceRowView ctx={ctx} batchId={found.batchId} rowNo={found.rowNo} row={found.row} />
      </Page>,
    );
  }

  @Get('hilang')
  async missing(
    @Context() ctx: PageContext,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.showMissing(ctx, raw, reply);
  }

  @Post('hilang')
  @Allow('status.write')
  async decide(
    @Context() ctx: PageContext,
    @Body() body: Readonly<Record<string, unknown>>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const ids = [body['ids'] ?? []]
      .flat()
      .filter((id): id is string => typeof id === 'string' && /^\d{1,18}$/.test(id));
    const decision = MISSING_DECISIONS.find((one) => one === body['decision']);
    if (ids.length === 0) return this.showMissing(ctx, {}, reply, 'Pilih paling sedikit satu pesanan.', ids);
    if (!decision) return this.showMissing(ctx, {}, reply, 'Pilih keputusannya.', ids);
    const { decided } = await this.decisions.decideMissing(ids, decision, viewerOf(request).username);
    const what = decision === 'counted' ? 'tetap dihitung' : 'dikeluarkan dari hitungan';
    return seeOther(reply, '/belanja/hilang', {
      text: `${count(decided)} pesanan ${what}. Semua angka sudah menyesuaikan.`,
    });
  }

  @Get('belum-lengkap')
  async incomplete(
    @Context() ctx: PageContext,
    @Query() raw: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { filter } = readPackages(raw, defaultsOf(ctx));
    const found = await this.attention.incomplete(filter.klpd, filter.year, ctx.scope);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Paket mana yang belum lengkap?"
        name="Belum lengkap"
        crumbs={[BELANJA]}
        meta={[yearWords(filter.year)]}
      >
        <Incomplete ctx={ctx} found={found} />
      </Page>,
    );
  }

  private async showMissing(
    ctx: PageContext,
    raw: RawQuery,
    reply: FastifyReply,
    problem: string | null = null,
    chosen: readonly string[] = [],
  ): Promise<FastifyReply> {
    // Whatever year and source: what is missing is to be decided, not to be looked for.
    const asked = readPackages(raw, { klpd: ctx.instance.klpdCode, year: null }, { query: { status: 'missing' } });
    const found = await this.spending.packages(
      { ...asked.filter, sources: [...SOURCES] },
      { page: asked.page, size: PAGE_SIZE, sort: 'value' },
      ctx.scope,
    );
    return renderPage(
      reply,
      <Page ctx={ctx} title="Pesanan mana yang hilang dari sumber?" name="Hilang dari sumber" crumbs={[BELANJA]}>
        <Missing ctx={ctx} found={found} mayDecide={ctx.can('status.write')} problem={problem} chosen={chosen} />
      </Page>,
      problem === null ? 200 : 422,
    );
  }

  private async allPackages({ filter, sort }: PackagesAsked, scope: Scope): Promise<PackageItem[]> {
    const items: PackageItem[] = [];
    for (let page = 1; ; page += 1) {
      const found = await this.spending.packages(filter, { page, size: DOWNLOAD_CHUNK, sort }, scope);
      if (found.total.packages > DOWNLOAD_LIMIT) {
        throw new InvalidInputError(
          'spending.too-many-packages',
          `Saringan ini memuat ${count(found.total.packages)} paket; satu berkas memuat paling banyak ${count(DOWNLOAD_LIMIT)}. Persempit saringannya, misalnya per bulan, lalu unduh lagi.`,
        );
      }
      items.push(...found.items);
      if (page >= found.pages) return items;
    }
  }

  /** The name of a perangkat daerah: its satker carry it; one without satker is looked up among all. */
  private async placeName(id: string, report: SpendingReport, scope: Scope): Promise<string> {
    if (id === 'unmapped') return 'Belum dipetakan';
    const carried = report.rows[0]?.perangkatDaerah?.name;
    if (carried !== undefined) return carried;
    const all = await this.spending.report('perangkat-daerah', report.filter, scope);
    const found = all.rows.find((row) => row.key === id);
    if (!found) throw new NotFoundError('spending.unknown-place', `Perangkat daerah ${id} tidak ada.`);
    return found.label;
  }

  /** What pages need beside their figures; asked of the database only when the data have changed. */
  private async known(ctx: PageContext): Promise<Known> {
    const { version, changedAt } = await this.spending.dataVersion();
    const choices = await this.choices.get(version, scopeKey(ctx.scope), () => this.spending.choices(ctx.scope));
    return {
      choices,
      freshness: `Data terakhir berubah ${formatMoment(changedAt, ctx.instance.timeZone)} (versi data ${version})`,
    };
  }
}

async function chartOf(report: SpendingReport): Promise<ChartImage | null> {
  const input = spendingChart(report);
  return input && drawChart(input);
}

interface Known {
  choices: SpendingChoices;
  freshness: string;
}

export function defaultsOf(ctx: PageContext): SpendingDefaults {
  return { klpd: ctx.instance.klpdCode, year: ctx.fiscalYear };
}

function metaOf({ filter }: Pick<SpendingReport, 'filter'>, { choices, freshness }: Known): string[] {
  return [yearWords(filter.year), klpdWords(filter.klpd, choices), freshness];
}

function statusNames(choices: SpendingChoices): ReadonlyMap<string, string> {
  return new Map(choices.statuses.map(({ key, label }) => [key, label]));
}

/** What a download stands on, in words. */
function askedWords(filter: SpendingFilter, said: string | null, { choices, freshness }: Known): [string, string][] {
  return [
    ['Pembeli', klpdWords(filter.klpd, choices)],
    ['Tahun', yearWords(filter.year)],
    ['Saringan', said ?? 'tidak ada'],
    ['Data', freshness],
  ];
}
