import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { UMK_STATES } from '../../../purchasing/spending.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { SUPPLIER_COLUMNS } from '../../../purchasing/suppliers/supplier-form.js';
import { SUPPLIER_SCHEMES, type SupplierFilter, type SupplierSort } from '../../../purchasing/suppliers/suppliers.js';
import { SuppliersService } from '../../../purchasing/suppliers/suppliers.service.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import type { SheetCell } from '../../../shared/spreadsheet.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { pageNumber } from '../../form-values.js';
import { supplierHref } from './supplier-parts.view.js';
import { type SupplierProps, SupplierView } from './supplier.view.js';
import { type SuppliersAsked, SuppliersView } from './suppliers.view.js';
import { WordsView } from './words.view.js';
import { basisWords, nameOf, SCHEME_WORDS, UMK_NAMES, UMK_SAID } from './suppliers.wording.js';

export const PENYEDIA = { href: '/penyedia', text: 'Penyedia' };
const PAGE_SIZE = 100;

const SORTS: Readonly<Record<string, SupplierSort>> = { belum: 'unknown', nilai: 'value', nama: 'name' };

type Fields = Readonly<Record<string, unknown>>;

/** Suppliers, and whether they are UMK. */
@ApiExcludeController()
@Controller('penyedia')
@Allow('supplier.read')
export class SuppliersPage {
  constructor(
    private readonly suppliers: SuppliersService,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(ctx, query);
    const { years } = await this.spending.choices(ctx.scope);
    const page = pageNumber(query['hal']);
    const found = await this.suppliers.list(filterOf(ctx, asked), { page, size: PAGE_SIZE, sort: asked.sort });
    const shown = asked.year === null || years.includes(asked.year) ? years : [asked.year, ...years];
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Penyedia mana yang belum diketahui kelas usahanya?"
        name="Penyedia"
        meta={[
          asked.year === null ? 'Semua tahun anggaran' : `Tahun anggaran ${asked.year}`,
          ctx.instance.klpdName ?? 'Semua KLPD',
        ]}
      >
        <SuppliersView ctx={ctx} asked={asked} found={found} years={shown} said={saidOf(ctx, asked)} />
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
    const asked = askedOf(ctx, query);
    const { items, total } = await this.suppliers.list(filterOf(ctx, asked), {
      page: 1,
      size: MOST_ROWS,
      sort: asked.sort,
    });
    refuseLongList(total.suppliers);
    return sendSheets(reply, format, `penyedia-${asked.year ?? 'semua-tahun'}`, [
      {
        name: 'Penyedia',
        columns: [
          { heading: 'Skema', type: 'text' },
          { heading: 'Kunci', type: 'text' },
          { heading: 'Nama', type: 'text' },
          { heading: 'Kelas usaha', type: 'text' },
          { heading: 'Dasarnya', type: 'text', width: 40 },
          { heading: 'Paket', type: 'integer' },
          { heading: 'Nilai (Rp)', type: 'amount' },
          { heading: 'Belum diketahui (Rp)', type: 'amount' },
        ],
        rows: items.map((item) => [
          SCHEME_WORDS[item.scheme],
          item.key,
          item.name ?? '',
          UMK_NAMES[item.umk],
          basisWords(item),
          item.packages,
          item.value,
          item.unknownValue,
        ]),
      },
    ]);
  }

  @Get('keputusan.:format')
  async decisions(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const answers = { yes: 'ya', no: 'tidak', unknown: 'belum diketahui' } as const;
    const rows = (await this.suppliers.decisions()).map((decision) => [
      decision.scheme === 'toko-daring' ? 'toko daring' : decision.scheme,
      decision.key,
      decision.name ?? '',
      answers[decision.umk],
      decision.validFrom,
      decision.validTo,
      decision.note ?? '',
    ]);
    return sendForm(reply, format, 'keputusan-penyedia', rows);
  }

  @Get('contoh.:format')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendForm(reply, format, 'contoh-keputusan-penyedia', SAMPLE);
  }

  @Get('rinci')
  async one(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const supplier = await this.suppliers.detail(text(query['skema']), text(query['kunci']));
    return renderPage(reply, supplierPage({ ctx, supplier, typed: {}, problems: [] }));
  }

  @Post('keputusan')
  @Allow('supplier.write')
  async decide(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body, ['scheme', 'key', 'name', 'umk', 'validFrom', 'validTo', 'note']);
    const supplier = await this.suppliers.detail(typed.scheme, typed.key);
    try {
      await this.suppliers.decide(typed, viewerOf(request).username);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, supplierPage({ ctx, supplier, typed, problems: error.fields }), 422);
    }
    return seeOther(reply, supplierHref(supplier.scheme, supplier.key), {
      text: `Keputusan tentang ${nameOf(supplier)} disimpan dan semua angka UMK sudah dihitung ulang.`,
    });
  }

  @Get('kata')
  async words(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.wordsPage(ctx, {}, []));
  }

  @Post('kata')
  @Allow('supplier.write')
  async setWord(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body, ['word', 'umk']);
    try {
      await this.suppliers.setWord(typed.word, typed.umk, viewerOf(request).username);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, await this.wordsPage(ctx, typed, error.fields), 422);
    }
    return seeOther(reply, '/penyedia/kata', {
      text: `Arti "${typed.word}" disimpan dan semua angka UMK sudah dihitung ulang.`,
    });
  }

  private async wordsPage(
    ctx: PageContext,
    typed: Readonly<Record<string, string>>,
    problems: readonly FieldProblem[],
  ): Promise<VNode> {
    return (
      <Page ctx={ctx} title="Apa arti kata kelas usaha dalam sumber?" name="Arti kata" crumbs={[PENYEDIA]}>
        <WordsView ctx={ctx} words={await this.suppliers.words()} typed={typed} problems={problems} />
      </Page>
    );
  }
}

/** Made up; in the form in which decisions are imported. */
const SAMPLE: SheetCell[][] = [
  ['v5', '123456', 'CV Contoh Jaya', 'ya', '2024-01-01', null, 'Contoh: NIB skala kecil, diperiksa di OSS'],
  [
    'v6',
    '01CONTOHPENYEDIA00000000BB',
    'Koperasi Contoh Sejahtera',
    'ya',
    null,
    null,
    'Contoh: tanpa tanggal berlaku sejak awal',
  ],
  [
    'toko daring',
    'UD Contoh Rasa',
    'UD Contoh Rasa',
    'ya',
    '2025-01-01',
    null,
    'Contoh: nama pedagang seperti dalam sumber',
  ],
  [
    'sikap',
    '987654',
    'PT Contoh Besar',
    'tidak',
    '2024-01-01',
    '2025-12-31',
    'Contoh: berlaku untuk semua kunci dengan nomor SIKaP ini',
  ],
];

function sendForm(reply: FastifyReply, format: string, name: string, rows: SheetCell[][]): Promise<FastifyReply> {
  return sendSheets(reply, format, name, [
    {
      name: 'Keputusan',
      columns: SUPPLIER_COLUMNS.map(({ field, heading }) => ({
        heading,
        type: field === 'validFrom' || field === 'validTo' ? 'day' : 'text',
      })),
      rows,
    },
  ]);
}

function supplierPage(props: SupplierProps): VNode {
  const { ctx, supplier } = props;
  const name = nameOf(supplier);
  return (
    <Page
      ctx={ctx}
      title={supplier.name ? `Apakah ${name} UMK?` : 'Apakah penyedia ini UMK?'}
      name={name}
      crumbs={[PENYEDIA]}
      meta={[SCHEME_WORDS[supplier.scheme], `Kunci ${supplier.key}`]}
    >
      <SupplierView {...props} />
    </Page>
  );
}

/** What cannot be understood in the address is not filtered by. */
function askedOf(ctx: PageContext, raw: Fields): SuppliersAsked {
  const names = ['tahun', 'umk', 'skema', 'cari', 'urut'] as const;
  const query = Object.fromEntries(names.flatMap((name) => (text(raw[name]) === '' ? [] : [[name, text(raw[name])]])));
  const { tahun = '', umk, skema, cari = '', urut = '' } = query as Record<string, string | undefined>;
  const search = cari.trim().slice(0, 100);
  return {
    year: tahun === 'semua' ? null : /^20\d{2}$/.test(tahun) ? Number(tahun) : ctx.fiscalYear,
    umk: UMK_STATES.find((state) => state === umk),
    scheme: SUPPLIER_SCHEMES.find((scheme) => scheme === skema),
    text: search === '' ? undefined : search,
    sort: SORTS[urut] ?? 'unknown',
    query,
  };
}

function filterOf(ctx: PageContext, { year, umk, scheme, text: search }: SuppliersAsked): SupplierFilter {
  return { klpd: ctx.instance.klpdCode, year, umk, scheme, text: search, day: ctx.today };
}

function saidOf(ctx: PageContext, { year, umk, scheme, text: search }: SuppliersAsked): string | null {
  const said = [
    year === null ? 'semua tahun' : year !== ctx.fiscalYear && `tahun ${year}`,
    umk && `kelas usaha ${UMK_SAID[umk]}`,
    scheme && `sumber ${SCHEME_WORDS[scheme]}`,
    search && `memuat "${search}"`,
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}

function textsOf<Name extends string>(body: Fields, names: readonly Name[]): Record<Name, string> {
  return Object.fromEntries(names.map((name) => [name, text(body[name])])) as Record<Name, string>;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
