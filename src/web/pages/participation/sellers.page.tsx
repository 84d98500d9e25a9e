import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { figureHead } from '../../../participation/figures.js';
import { lastDayOf, type MonthFigure, MonthlyFigures } from '../../../participation/monthly/monthly-figures.js';
import { originOf } from '../../../participation/origin.js';
import { BANDS, CLASSES, isWhole, type ParticipationFilter, spanOf } from '../../../participation/participation.js';
import { metricSheet, sellersSheet } from '../../../participation/participation.export.js';
import {
  SELLER_PARTS,
  SELLER_STATES,
  type SellersAsked,
  SellersQueries,
} from '../../../participation/sellers.queries.js';
import { spanWords } from '../../../participation/wording.js';
import { address, Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { FilterWords } from './filter.words.js';
import { MonthNotice } from './monthly.view.js';
import { askedOf, type Fields, filterQuery, yearAsked } from './participation.address.js';
import { whoseOf } from './public.page.js';
import { bandWords, SellersView, type ShownOrigin, STATE_NAMES } from './sellers.view.js';
import { WORKING } from './working.words.js';

const SELLERS = `${WORKING}/pelaku`;
const PAGE_SIZE = 100;

/** A list as its address asks for it: sellers by themselves, or one part of a figure. */
interface ListAsked {
  filter: ParticipationFilter;
  /** Year of the figure; the sellers of a part may be of the year before. */
  year: number;
  figure: string | null;
  part: number;
  sellers: SellersAsked;
  /** Month 'YYYY-MM' whose kept figure the list was opened from. */
  month?: string;
}

/** The sellers behind a number of participation, as far as the viewer may see. */
@ApiExcludeController()
@Controller('kerja/partisipasi/pelaku')
@Allow('participation.read')
export class ParticipationSellersPage {
  constructor(
    private readonly sellers: SellersQueries,
    private readonly words: FilterWords,
    private readonly monthly: MonthlyFigures,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const given = listAsked(ctx, query);
    const kept = await this.keptOf(ctx, query, given);
    // The pages and parts of a list that was opened from a monthly figure keep saying so.
    const asked = kept === null ? given : { ...given, month: kept.month.slice(0, 7) };
    const { filter, year } = asked;
    const found = await this.sellers.page(filter, asked.sellers, ctx.scope);
    const shown = await this.shownOf(ctx, asked);
    const until = `pada ${spanWords(spanOf(filter, year).span)}`;
    const said = await this.words.said(filter);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={shown ? `Siapa di balik "${shown.label}" ${year}?` : `Siapa di balik angka ${year}?`}
        name="Pelaku usaha yang menjual"
        crumbs={[
          { href: address(WORKING, filterQuery(filter)), text: 'Partisipasi' },
          ...(kept === null ? [] : [{ href: `${WORKING}/bulanan`, text: 'Potret bulanan' }]),
        ]}
        meta={[whoseOf(ctx), until, ...(said === null ? [] : [said])]}
      >
        {kept && <MonthNotice ctx={ctx} figure={kept} />}
        <SellersView
          ctx={ctx}
          found={found}
          asked={asked.sellers}
          until={until}
          shown={shown}
          href={(page) => listHref(SELLERS, asked, page)}
          files={(['xlsx', 'csv'] as const).map((format) => ({
            text: format.toUpperCase(),
            href: listHref(`${SELLERS}/unduh.${format}`, asked),
          }))}
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
    const asked = listAsked(ctx, query);
    const { filter, year, sellers } = asked;
    const { items, total } = await this.sellers.page(filter, { ...sellers, page: 1, size: MOST_ROWS }, ctx.scope);
    refuseLongList(total.sellers);
    const part = originPart(asked);
    const said = await this.words.said(filter);
    return sendSheets(reply, format, `pelaku-usaha-${year}`, [
      sellersSheet(items),
      metricSheet(
        [
          ['Pembelian', whoseOf(ctx)],
          ['Rentang', spanWords(spanOf(filter, sellers.year).span)],
          ...(said === null ? [] : [['Saringan', said] as const]),
          ...(asked.figure && part ? [['Angka', `${figureHead(asked.figure).label}: ${part.words}`] as const] : []),
          ...(sellers.state ? [['Keadaan', STATE_NAMES[sellers.state]] as const] : []),
          ...(sellers.band ? [['Golongan', bandWords(sellers.band)] as const] : []),
        ],
        [...new Set(['P01', 'P02', 'P03', 'P06', ...(asked.figure ? [figureHead(asked.figure).metric] : [])])],
      ),
    ]);
  }

  /** The monthly figure whose rows these are; null when the list was not opened from one. */
  private async keptOf(ctx: PageContext, query: Fields, { figure, filter }: ListAsked): Promise<MonthFigure | null> {
    const { cutoff } = filter;
    const month = `${cutoff.slice(0, 7)}-01`;
    return figure !== null && query['potret'] === month.slice(0, 7) && cutoff === lastDayOf(month) && isWhole(filter)
      ? this.monthly.one(ctx.instance.klpdCode, month, figure)
      : null;
  }

  /** The figure with the sums of all its parts: they are asked without rows. */
  private async shownOf(ctx: PageContext, asked: ListAsked): Promise<ShownOrigin | null> {
    const { filter, year, figure } = asked;
    const origin = figure === null ? null : originOf(figure);
    if (figure === null || origin === null) return null;
    const totals = await Promise.all(
      origin.parts.map(async ({ wanted, yearsBack = 0 }) => {
        const sums = { ...wanted, year: year - yearsBack, page: 1, size: 0 };
        return (await this.sellers.page(filter, sums, ctx.scope)).total;
      }),
    );
    const { label, unit } = figureHead(figure);
    const href = (part: number): string => listHref(SELLERS, { ...asked, part });
    return { label, unit, origin, totals, part: asked.part, href };
  }
}

function originPart({ figure, part }: ListAsked) {
  return (figure === null ? null : originOf(figure))?.parts[part] ?? null;
}

function listAsked(ctx: PageContext, query: Fields): ListAsked {
  const { filter } = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
  const { year, page } = yearAsked(query, filter);
  const named = query['angka'];
  const origin = typeof named === 'string' ? originOf(named) : null;
  const index = Number(query['bagian'] ?? 0);
  const part = origin?.parts[index] ? index : 0;
  const chosen = origin?.parts[part];
  return {
    filter,
    year,
    figure: origin && typeof named === 'string' ? named : null,
    part,
    sellers: {
      year: year - (chosen?.yearsBack ?? 0),
      ...(chosen?.wanted ?? {
        state: SELLER_STATES.find((one) => one === query['keadaan']) ?? null,
        band: [...BANDS, ...CLASSES].find((one) => one === query['golongan']) ?? null,
        part: SELLER_PARTS.find((one) => one === query['yang']) ?? null,
      }),
      page,
      size: PAGE_SIZE,
    },
  };
}

function listHref(path: string, { filter, year, figure, part, sellers, month }: ListAsked, page = 1): string {
  return address(path, {
    ...filterQuery(filter),
    pada: year,
    ...(figure === null
      ? { keadaan: sellers.state ?? null, golongan: sellers.band ?? null, yang: sellers.part ?? null }
      : { angka: figure, bagian: part === 0 ? null : part }),
    potret: month ?? null,
    hal: page === 1 ? null : page,
  });
}
