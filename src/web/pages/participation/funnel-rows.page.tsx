import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { DimensionLabels } from '../../../participation/dimension-labels.js';
import { durationsSheet, membersSheet, unregisteredSheet } from '../../../participation/funnel.export.js';
import { FUNNEL_STEPS, type FunnelFilter, type FunnelStep, TIME_STEPS } from '../../../participation/funnel.queries.js';
import {
  EVERYWHERE,
  FunnelRowsQueries,
  MEMBER_DIMENSIONS,
  type StepDurations,
} from '../../../participation/funnel-rows.queries.js';
import { metricHref } from '../../../participation/metrics.js';
import { metricSheet } from '../../../participation/participation.export.js';
import { countWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import {
  address,
  Answer,
  Context,
  Downloads,
  HowComputed,
  Page,
  type PageContext,
  Pager,
  renderPage,
} from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { pageNumber } from '../../form-values.js';
import { FUNNEL, ROWS, rowsHref, type RowsNamed, UNREGISTERED } from './funnel-rows.link.js';
import { classWords, DurationsTable, MembersTable, schemeWords, UnregisteredTable } from './funnel-rows.view.js';
import { STEP_MEANINGS, STEP_NAMES, TIME_DAYS, TIME_NAMES } from './funnel.words.js';
import { askedOf, type Fields } from './participation.address.js';
import { whoseOf } from './public.page.js';

const PARTISIPASI = { href: '/kerja/partisipasi', text: 'Partisipasi' };
const CORONG = { href: FUNNEL, text: 'Corong dan penetrasi' };
const PAGE_SIZE = 100;
const UMK_WORDS = { yes: 'UMK dan koperasi', no: 'Bukan UMK', unknown: 'Kelas belum diketahui' } as const;

/** One number of the funnel, and a page of what it counts. */
interface Rows {
  title: string;
  /** What is counted, as a sentence that holds the number. */
  answer: string;
  /** Which row of the breakdown; null = all. */
  place: string | null;
  /** Steps that nothing on file tells of anybody. */
  untold?: readonly FunnelStep[];
  metric: 'P10' | 'P11' | 'M09';
  table: VNode;
  sheet: Sheet;
  total: number;
  pages: number;
  api: string;
}

/** Who stands behind a number of the funnel: enterprises by name, sold or not. */
@ApiExcludeController()
@Controller('kerja/partisipasi/corong/baris')
@Allow('participation-names.read')
export class FunnelRowsPage {
  constructor(
    private readonly rows: FunnelRowsQueries,
    private readonly labels: DimensionLabels,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { filter, named } = askedRows(ctx, query);
    const page = pageNumber(query['hal']);
    const shown = await this.shown(ctx, filter, named, { page, size: PAGE_SIZE });
    const until = formatDay(filter.cutoff);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={shown.title}
        name="Di balik angka corong"
        crumbs={[PARTISIPASI, { ...CORONG, href: address(FUNNEL, { sampai: filter.cutoff }) }]}
        meta={[whoseOf(ctx), `Keadaan ${until}`, ...(shown.place === null ? [] : [shown.place])]}
      >
        <Answer>{shown.answer}</Answer>
        {shown.table}
        <Pager page={page} pages={shown.pages} href={(to) => rowsHref(named, ROWS, to)} />
        <HowComputed entries={[{ term: 'Definisi', text: <a href={metricHref(shown.metric)}>{shown.metric}</a> }]} />
        <Downloads
          files={(['xlsx', 'csv'] as const).map((format) => ({
            text: format.toUpperCase(),
            href: rowsHref(named, `${ROWS}/unduh.${format}`),
          }))}
          api={shown.api}
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
    const { filter, named } = askedRows(ctx, query);
    const shown = await this.shown(ctx, filter, named, { page: 1, size: MOST_ROWS });
    const { sheet, title, place, metric, untold = [] } = shown;
    refuseLongList(shown.total);
    return sendSheets(reply, format, `corong-${named.angka}-${filter.cutoff}`, [
      sheet,
      metricSheet(
        [
          ['Pembelian', whoseOf(ctx)],
          ['Keadaan', formatDay(filter.cutoff)],
          ['Daftar', title],
          ...(place === null ? [] : [['Baris', place] as const]),
          ...untold.map((step) => ['Tidak tersedia', STEP_NAMES[step]] as const),
        ],
        [metric],
      ),
    ]);
  }

  private async shown(
    ctx: PageContext,
    filter: FunnelFilter,
    named: RowsNamed,
    paging: { page: number; size: number },
  ): Promise<Rows> {
    const { cutoff } = filter;
    const until = formatDay(cutoff);
    if (named.angka === UNREGISTERED) {
      const { items, total, pages } = await this.rows.unregistered(filter, paging, ctx.scope);
      return {
        title: 'Penjual mana yang belum tercatat sebagai pelaku usaha?',
        answer:
          total === 0
            ? `Semua penjual dalam data pembelian sampai ${until} tercatat sebagai pelaku usaha.`
            : `${countWords(total)} penjual dalam data pembelian sampai ${until} belum tercatat sebagai pelaku usaha, jadi tidak ada pada langkah mana pun.`,
        place: null,
        metric: 'P11',
        table: <UnregisteredTable total={total} items={items} />,
        sheet: unregisteredSheet(items, schemeWords),
        total,
        pages,
        api: address('/api/v1/participation/funnel/unregistered-sellers', { cutoff }),
      };
    }
    const time = TIME_STEPS.find((one) => one === named.angka);
    if (time) {
      const reversed = named.yang === 'terbalik';
      const found = await this.rows.durations(filter, { step: time, reversed, ...paging }, ctx.scope);
      const { items, total, pages } = found;
      const [from, to] = TIME_DAYS[time];
      return {
        title: `${TIME_NAMES[time]}: siapa dan berapa hari?`,
        answer: durationWords(found, [from, to], reversed, until),
        place: null,
        metric: 'P10',
        table: <DurationsTable {...{ ctx, from, to, reversed, total, items }} />,
        sheet: durationsSheet(items, from, to),
        total,
        pages,
        api: address('/api/v1/participation/funnel/durations', {
          cutoff,
          step: time,
          order: reversed ? 'reversed' : null,
        }),
      };
    }
    const step = FUNNEL_STEPS.find((one) => one === named.angka) ?? 'known';
    const by = named.menurut ?? 'kabupaten';
    const key = named.tempat ?? EVERYWHERE;
    const found = await this.rows.members(filter, { step, by, place: key, ...paging }, ctx.scope);
    const { items, total, pages, untold } = found;
    const place = await this.placeWords(by, key);
    return {
      title: `Siapa yang ada pada langkah "${STEP_NAMES[step]}"?`,
      answer:
        total === null
          ? `Langkah "${STEP_NAMES[step]}" tidak tersedia: belum ada sumbernya. Itu bukan nol.`
          : `${place === null ? '' : `${place}: `}${countWords(total)} pelaku usaha ada pada langkah "${STEP_NAMES[step]}" sampai ${until} (${STEP_MEANINGS[step]}).`,
      place,
      untold,
      metric: by === 'umk' ? 'M09' : 'P11',
      table: <MembersTable ctx={ctx} day={cutoff} found={found} />,
      sheet: membersSheet(items, classWords),
      total: total ?? 0,
      pages,
      api: address('/api/v1/participation/funnel/enterprises', {
        cutoff,
        step,
        by: key === EVERYWHERE ? null : by,
        key: key === EVERYWHERE ? null : key,
      }),
    };
  }

  private async placeWords(by: (typeof MEMBER_DIMENSIONS)[number], key: string): Promise<string | null> {
    if (key === EVERYWHERE) return null;
    // Whatever else stands in the address has no rows, and is called by what was asked.
    if (by === 'umk') return Object.hasOwn(UMK_WORDS, key) ? UMK_WORDS[key as keyof typeof UMK_WORDS] : key;
    return (await this.labels.of(by, [key])).find((one) => one.key === key)?.label ?? key;
  }
}

/** What the listed days come to, with the number that the list was opened from. */
function durationWords(
  { total, median }: StepDurations,
  [from, to]: readonly [string, string],
  reversed: boolean,
  until: string,
): string {
  if (reversed)
    return total === 0
      ? `Tidak ada pelaku usaha yang urutannya terbalik sampai ${until}.`
      : `Pada ${countWords(total)} pelaku usaha urutannya terbalik sampai ${until}: "${to}" lebih dahulu daripada "${from}". Lamanya tidak dihitung.`;
  return median === null
    ? `Belum ada pelaku usaha yang kedua tanggalnya diketahui sampai ${until}, jadi mediannya tidak tersedia.`
    : `Median ${countWords(median)} hari, dari ${countWords(total)} pelaku usaha yang kedua tanggalnya diketahui sampai ${until}.`;
}

/** What cannot be understood in the address is not filtered by. */
function askedRows(ctx: PageContext, query: Fields): { filter: FunnelFilter; named: RowsNamed } {
  const { filter } = askedOf(query, { klpd: ctx.instance.klpdCode, today: ctx.today });
  const place = query['tempat'];
  const by = MEMBER_DIMENSIONS.find((one) => one === query['menurut']);
  const number = [...FUNNEL_STEPS, ...TIME_STEPS, UNREGISTERED] as const;
  return {
    filter: { klpd: filter.klpd, cutoff: filter.cutoff },
    named: {
      angka: number.find((one) => one === query['angka']) ?? 'known',
      sampai: filter.cutoff,
      ...(by && typeof place === 'string' && /^[\w.-]{1,40}$/.test(place) ? { menurut: by, tempat: place } : {}),
      ...(query['yang'] === 'terbalik' ? { yang: 'terbalik' as const } : {}),
    },
  };
}
