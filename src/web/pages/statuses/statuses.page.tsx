import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { type StatusOverview, StatusesService } from '../../../purchasing/statuses/statuses.service.js';
import { InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { sendSheets } from '../../download.js';
import { address, Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { SOURCE_WORDS } from '../spending/spending.wording.js';
import { StatusesView, type StatusProps, StatusView } from './statuses.view.js';
import { STANDING_NAMES } from './statuses.wording.js';

const STATUS = { href: '/status', text: 'Status transaksi' };

type Fields = Readonly<Record<string, unknown>>;

/** What each status of each source counts as. */
@ApiExcludeController()
@Controller('status')
@Allow('status.read')
export class StatusesPage {
  constructor(
    private readonly statuses: StatusesService,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const year = yearOf(query);
    const { years } = await this.spending.choices(ctx.scope);
    const statuses = await this.statuses.overview(ctx.instance.klpdCode, year, ctx.today);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Bagaimana setiap status dihitung?"
        name="Status transaksi"
        meta={[
          year === null ? 'Semua tahun anggaran' : `Tahun anggaran ${year}`,
          ctx.instance.klpdName ?? 'Semua KLPD',
        ]}
      >
        <StatusesView ctx={ctx} statuses={statuses} year={year} years={years} />
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
    const statuses = await this.statuses.overview(ctx.instance.klpdCode, yearOf(query), ctx.today);
    return sendSheets(reply, format, 'status-transaksi', [
      {
        name: 'Status',
        columns: [
          { heading: 'Sumber', type: 'text' },
          { heading: 'Status', type: 'text' },
          { heading: 'Kunci', type: 'text' },
          { heading: 'Dihitung sebagai', type: 'text' },
          { heading: 'Paket', type: 'integer' },
          { heading: 'Nilai (Rp)', type: 'amount' },
        ],
        rows: statuses.map((status) => [
          SOURCE_WORDS[status.source],
          status.label,
          status.statusKey,
          STANDING_NAMES[status.standing],
          status.packages,
          status.value,
        ]),
      },
    ]);
  }

  @Get('rinci')
  async one(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const status = await this.find(ctx, text(query['sumber']), text(query['kunci']));
    return renderPage(reply, statusPage({ ctx, status, typed: {}, problems: [] }));
  }

  @Post()
  @Allow('status.write')
  async decide(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const names = ['source', 'statusKey', 'standing', 'validFrom', 'validTo', 'note'] as const;
    const typed = Object.fromEntries(names.map((name) => [name, text(body[name])])) as Record<
      (typeof names)[number],
      string
    >;
    const status = await this.find(ctx, typed.source, typed.statusKey);
    try {
      await this.statuses.decide(typed, viewerOf(request).username);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, statusPage({ ctx, status, typed, problems: error.fields }), 422);
    }
    return seeOther(reply, address('/status/rinci', { sumber: status.source, kunci: status.statusKey }), {
      text: `Aturan untuk "${status.label}" disimpan dan semua angka sudah dihitung ulang.`,
    });
  }

  private async find(ctx: PageContext, source: string, key: string): Promise<StatusOverview> {
    const all = await this.statuses.overview(ctx.instance.klpdCode, null, ctx.today);
    const status = all.find((one) => one.source === source && one.statusKey === key);
    if (!status) throw new NotFoundError('status.unknown', `Status "${key.slice(0, 60)}" tidak ada dalam data.`);
    return status;
  }
}

function statusPage(props: StatusProps): VNode {
  const { ctx, status } = props;
  return (
    <Page ctx={ctx} title={`Bagaimana "${status.label}" dihitung?`} name={status.label} crumbs={[STATUS]}>
      <StatusView {...props} />
    </Page>
  );
}

function yearOf(query: Fields): number | null {
  const year = text(query['tahun']);
  return /^20\d{2}$/.test(year) ? Number(year) : null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
