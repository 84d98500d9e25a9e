import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { ProductGroups } from '../../../catalogue/products/product-groups.js';
import { CLASS_LABELS } from '../../../participation/dimension-labels.js';
import { BANDS, CLASSES, type ParticipationFilter } from '../../../participation/participation.js';
import {
  breakdownSheet,
  figureSheet,
  metricSheet,
  publishedSheet,
  sellersSheet,
} from '../../../participation/participation.export.js';
import { ParticipationService } from '../../../participation/participation.service.js';
import { SELLER_STATES, type SellersAsked, SellersQueries } from '../../../participation/sellers.queries.js';
import { SharesQueries } from '../../../participation/shares.queries.js';
import { readTileGrid } from '../../../participation/tile-grid.js';
import { columnWords, spanWords } from '../../../participation/wording.js';
import { spanOf } from '../../../participation/participation.js';
import { formatDay } from '../../../shared/dates.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { address, Context, type Option, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { askedOf, type Fields, filterQuery, type ParticipationAsked } from './participation.address.js';
import { participationCharts } from './participation.charts.js';
import { whoseOf } from './public.page.js';
import { bandWords, SellersView, STATE_NAMES } from './sellers.view.js';
import { DIMENSION_NAMES, WORKING, WorkingView } from './working.view.js';

const PARTISIPASI = { href: WORKING, text: 'Partisipasi' };
const PAGE_SIZE = 100;
const DOWNLOAD_LIMIT = 20_000;
const GRID = readTileGrid();

/** Partisipasi at work: growth by every cut, and the sellers behind each number, as far as the viewer may see. */
@ApiExcludeController()
@Controller('kerja/partisipasi')
@Allow('participation.read')
export class ParticipationWorkingPage {
  constructor(
    private readonly participation: ParticipationService,
    private readonly sellers: SellersQueries,
    private readonly wilayah: WilayahService,
    private readonly groups: ProductGroups,
    private readonly shares: SharesQueries,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedFrom(ctx, query);
    const [report, regencies] = await Promise.all([
      this.participation.report(asked.filter, asked.by, ctx.scope),
      this.regencies(),
    ]);
    const groups = this.groups.list().map(({ code, name }) => ({ value: code, text: name }));
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
          groups={groups}
          shares={
            ctx.scope.kind === 'all'
              ? await this.shares.shares(
                  asked.filter.klpd,
                  report.table.columns.filter(({ data }) => data).map(({ year }) => year),
                )
              : []
          }
          charts={await participationCharts(report.table, report.rows)}
          said={saidOf(asked, regencies, groups)}
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
    const said = saidOf(asked, await this.regencies(), []);
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

  @Get('pelaku')
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { filter } = askedFrom(ctx, query);
    const asked = sellersAsked(query, filter);
    const found = await this.sellers.page(filter, asked, ctx.scope);
    const hrefOf = (path: string, page: number): string =>
      address(path, { ...sellersQuery(filter, asked), hal: page === 1 ? null : page });
    const until = `pada ${spanWords(spanOf(filter, asked.year).span)}`;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Siapa di balik angka ${asked.year}?`}
        name="Pelaku usaha yang menjual"
        crumbs={[PARTISIPASI]}
        meta={[whoseOf(ctx), until]}
      >
        <SellersView
          ctx={ctx}
          found={found}
          asked={asked}
          until={until}
          href={(page) => hrefOf(`${WORKING}/pelaku`, page)}
          files={(['xlsx', 'csv'] as const).map((format) => ({
            text: format.toUpperCase(),
            href: hrefOf(`${WORKING}/pelaku/unduh.${format}`, 1),
          }))}
        />
      </Page>,
    );
  }

  @Get('pelaku/unduh.:format')
  async downloadSellers(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { filter } = askedFrom(ctx, query);
    const asked = { ...sellersAsked(query, filter), page: 1, size: DOWNLOAD_LIMIT };
    const { items } = await this.sellers.page(filter, asked, ctx.scope);
    return sendSheets(reply, format, `pelaku-usaha-${asked.year}`, [
      sellersSheet(items),
      metricSheet(
        [
          ['Pembelian', whoseOf(ctx)],
          ['Rentang', spanWords(spanOf(filter, asked.year).span)],
          ...(asked.state ? [['Keadaan', STATE_NAMES[asked.state]] as const] : []),
          ...(asked.band ? [['Golongan', bandWords(asked.band)] as const] : []),
        ],
        ['P01', 'P02', 'P03', 'P06'],
      ),
    ]);
  }

  private async regencies(): Promise<Option[]> {
    const provinces = await this.wilayah.children(null);
    const lists =
      provinces[0]?.level === 'provinsi'
        ? await Promise.all(provinces.map(({ code }) => this.wilayah.children(code)))
        : [provinces];
    return [
      ...lists.flat().map(({ code, name }) => ({ value: code, text: name })),
      { value: 'unknown', text: 'Belum diketahui' },
    ];
  }
}

function askedFrom(ctx: PageContext, query: Fields): ParticipationAsked {
  return askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
}

function sellersAsked(query: Fields, filter: ParticipationFilter): SellersAsked {
  const year = Number(query['pada']);
  const last = Number(filter.cutoff.slice(0, 4));
  const page = Number(query['hal']);
  return {
    year: Number.isInteger(year) && year >= 2000 && year <= last ? year : last,
    state: SELLER_STATES.find((one) => one === query['keadaan']) ?? null,
    band: [...BANDS, ...CLASSES].find((one) => one === query['golongan']) ?? null,
    page: Number.isInteger(page) && page >= 1 && page < 100_000 ? page : 1,
    size: PAGE_SIZE,
  };
}

function sellersQuery(filter: ParticipationFilter, asked: SellersAsked): Record<string, string | number | null> {
  return { ...filterQuery(filter), pada: asked.year, keadaan: asked.state, golongan: asked.band };
}

/** The filter in words; null where nothing is left out. */
function saidOf(
  { filter }: ParticipationAsked,
  regencies: readonly Option[],
  groups: readonly Option[],
): string | null {
  const name = (options: readonly Option[], value: string): string =>
    options.find((one) => one.value === value)?.text ?? value;
  const parts = [
    ...(filter.regency === null ? [] : [`penjual di ${name(regencies, filter.regency)}`]),
    ...(filter.sellerClass === null
      ? []
      : [
          filter.sellerClass === 'yes' || filter.sellerClass === 'no'
            ? bandWords(filter.sellerClass)
            : CLASS_LABELS[filter.sellerClass],
        ]),
    ...(filter.group === null ? [] : [`produk ${name(groups, filter.group)}`]),
    ...(filter.span === 'penuh' ? ['tahun penuh'] : []),
  ];
  return parts.length === 0 ? null : parts.join(', ');
}
