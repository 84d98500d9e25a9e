import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { MAPPING_STATES, type MappingSort, type PerangkatDaerah } from '../../../purchasing/mapping/mapping.js';
import { MappingService } from '../../../purchasing/mapping/mapping.service.js';
import { SpendingQueries } from '../../../purchasing/spending.queries.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { address, Context, type Option, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { type MappingAsked, NONE, satkerHref } from './mapping-parts.view.js';
import { type MappingProps, MappingView } from './mapping.view.js';
import { OnePerangkatDaerahView, PerangkatDaerahView } from './perangkat-daerah.view.js';
import { SatkerView } from './satker.view.js';
import { aliasWords, chosenKeys, count, STATE_NAMES } from './mapping.wording.js';

const PEMETAAN = { href: '/pemetaan', text: 'Pemetaan satker' };
const DAFTAR = { href: '/pemetaan/perangkat-daerah', text: 'Perangkat daerah' };
const PAGE_SIZE = 100;

const SORTS: Readonly<Record<string, MappingSort>> = {
  nilai: 'value',
  nama: 'name',
  kode: 'code',
  pd: 'perangkat-daerah',
};

type Fields = Readonly<Record<string, unknown>>;
type Texts = Readonly<Record<string, string>>;

/** Which perangkat daerah each satker belongs to. */
@ApiExcludeController()
@Controller('pemetaan')
@Allow('mapping.read')
export class MappingPages {
  constructor(
    private readonly mapping: MappingService,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.listPage(ctx, askedOf(ctx, query), {}));
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { filter, sort } = askedOf(ctx, query);
    const { items, total } = await this.mapping.list(filter, { page: 1, size: MOST_ROWS, sort });
    refuseLongList(total.satkers);
    return sendSheets(reply, format, `pemetaan-satker-${filter.year ?? 'semua-tahun'}`, [
      {
        name: 'Pemetaan',
        columns: [
          { heading: 'KLPD', type: 'text', width: 10 },
          { heading: 'Satker', type: 'text', width: 40 },
          { heading: 'Kunci', type: 'text' },
          { heading: 'Kode', type: 'text' },
          { heading: 'Perangkat daerah', type: 'text', width: 40 },
          { heading: 'Keadaan', type: 'text' },
          { heading: 'Paket', type: 'integer' },
          { heading: 'Transaksi (Rp)', type: 'amount' },
        ],
        rows: items.map((satker) => [
          satker.klpd,
          satker.name ?? '',
          satker.satkerKey,
          satker.code ?? '',
          satker.perangkatDaerah?.name ?? '',
          STATE_NAMES[satker.state],
          satker.packages,
          satker.value,
        ]),
      },
    ]);
  }

  @Post('pastikan-semua')
  @Allow('mapping.write')
  async confirmAll(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = askedOf(ctx, body);
    const back = address('/pemetaan', asked.query);
    try {
      const done = await this.mapping.confirmAll(
        asked.filter,
        Number(text(body['jumlah'])),
        viewerOf(request).username,
      );
      return seeOther(reply, back, { text: `${count(done)} usulan dipastikan.` });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, back, { text: error.message, kind: 'bad' });
    }
  }

  @Post('pastikan')
  @Allow('mapping.write')
  async confirm(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = askedOf(ctx, carriedFilters(body));
    const chosen = listOf(body['pilih']);
    if (chosen.length === 0) return this.again(ctx, reply, asked, body, NOTHING_CHOSEN);
    let done = 0;
    for (const [klpd, keys] of chosenKeys(chosen))
      done += await this.mapping.confirm(klpd, keys, viewerOf(request).username);
    const rest = chosen.length - done;
    return seeOther(reply, address('/pemetaan', asked.query), {
      text: `${count(done)} usulan dipastikan.${rest > 0 ? ` ${count(rest)} satker lain sudah dipastikan atau belum punya usulan.` : ''}`,
    });
  }

  @Post('pindahkan')
  @Allow('mapping.write')
  async move(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const asked = askedOf(ctx, carriedFilters(body));
    const chosen = chosenKeys(listOf(body['pilih']));
    const [first, ...others] = [...chosen];
    if (!first) return this.again(ctx, reply, asked, body, NOTHING_CHOSEN);
    if (others.length > 0)
      return this.again(ctx, reply, asked, body, [{ field: 'pilih', message: 'Pilih satker dari satu KLPD saja' }]);
    const [klpd, satkerKeys] = first;
    try {
      const moved = await this.mapping.assign(assignment(klpd, satkerKeys, body), viewerOf(request).username);
      return seeOther(reply, address('/pemetaan', asked.query), {
        text: `${count(moved)} satker dipindahkan dan dipastikan.`,
      });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return this.again(ctx, reply, asked, body, inFormNames(error.fields));
    }
  }

  @Get('satker')
  async satker(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.satkerPage(ctx, text(query['klpd']), text(query['satker']), {}, []));
  }

  @Post('satker')
  @Allow('mapping.write')
  async moveOne(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const [klpd, satkerKey] = [text(body['klpd']), text(body['satker'])];
    try {
      await this.mapping.assign(assignment(klpd, [satkerKey], body), viewerOf(request).username);
      return seeOther(reply, satkerHref(klpd, satkerKey), {
        text: 'Pemetaan disimpan. Semua laporan memakainya mulai sekarang.',
      });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(
        reply,
        await this.satkerPage(ctx, klpd, satkerKey, textsOf(body), inFormNames(error.fields)),
        422,
      );
    }
  }

  @Get('perangkat-daerah')
  async perangkatDaerah(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.directoryPage(ctx, {}, []));
  }

  @Post('perangkat-daerah')
  @Allow('mapping.write')
  async create(@Context() ctx: PageContext, @Body() body: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const typed = textsOf(body);
    try {
      const made = await this.mapping.createPerangkatDaerah(
        ctx.instance.klpdCode ?? typed['klpd'] ?? '',
        typed['name'] ?? '',
      );
      return seeOther(reply, `/pemetaan/perangkat-daerah#pd-${made.id}`, { text: `"${made.name}" ditambahkan.` });
    } catch (error) {
      const problems = problemsOf(error, 'name');
      if (!problems) throw error;
      return renderPage(reply, await this.directoryPage(ctx, typed, problems), 422);
    }
  }

  @Get('perangkat-daerah/:id')
  @Allow('mapping.write')
  async one(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.onePage(ctx, id, {}, []));
  }

  @Post('perangkat-daerah/:id/nama')
  @Allow('mapping.write')
  async rename(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    try {
      const renamed = await this.mapping.renamePerangkatDaerah(id, typed['name'] ?? '');
      return seeOther(reply, `/pemetaan/perangkat-daerah#pd-${id}`, { text: `Namanya sekarang "${renamed.name}".` });
    } catch (error) {
      const problems = problemsOf(error, 'name');
      if (!problems) throw error;
      return renderPage(reply, await this.onePage(ctx, id, typed, problems), 422);
    }
  }

  @Post('perangkat-daerah/:id/gabung')
  @Allow('mapping.write')
  async merge(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = textsOf(body);
    const problems: FieldProblem[] = [];
    if (!typed['into']) problems.push({ field: 'into', message: 'Pilih perangkat daerah tujuan' });
    if (typed['yakin'] !== '1') problems.push({ field: 'yakin', message: 'Centang untuk memastikan penggabungan' });
    if (problems.length > 0) return renderPage(reply, await this.onePage(ctx, id, typed, problems), 422);
    try {
      const moved = await this.mapping.mergePerangkatDaerah(id, typed['into'] ?? '', viewerOf(request).username);
      return seeOther(reply, '/pemetaan/perangkat-daerah', { text: `Digabungkan; ${count(moved)} satker pindah.` });
    } catch (error) {
      const found = problemsOf(error, 'into');
      if (!found) throw error;
      return renderPage(reply, await this.onePage(ctx, id, typed, found), 422);
    }
  }

  private async listPage(
    ctx: PageContext,
    asked: MappingAsked,
    rest: Partial<Pick<MappingProps, 'chosen' | 'typed' | 'problems'>>,
  ): Promise<VNode> {
    const { filter } = asked;
    const { years } = await this.spending.choices(ctx.scope);
    const found = await this.mapping.list(filter, { page: asked.page, size: PAGE_SIZE, sort: asked.sort });
    const period = filter.year === null ? 'Belanja semua tahun' : `Belanja tahun anggaran ${filter.year}`;
    return (
      <Page
        ctx={ctx}
        title="Satker mana milik perangkat daerah mana?"
        name="Pemetaan satker"
        meta={[period, ctx.instance.klpdName ?? 'Semua KLPD']}
      >
        <MappingView
          ctx={ctx}
          asked={asked}
          found={found}
          perangkatDaerah={await this.mapping.perangkatDaerah(filter.klpd)}
          years={filter.year === null || years.includes(filter.year) ? years : [filter.year, ...years]}
          chosen={rest.chosen ?? new Set()}
          typed={rest.typed ?? {}}
          problems={rest.problems ?? []}
        />
      </Page>
    );
  }

  /** The list with the boxes ticked and the fields filled in as they were sent. */
  private async again(
    ctx: PageContext,
    reply: FastifyReply,
    asked: MappingAsked,
    body: Fields,
    problems: readonly FieldProblem[],
  ): Promise<FastifyReply> {
    const chosen = new Set(listOf(body['pilih']));
    return renderPage(reply, await this.listPage(ctx, asked, { chosen, typed: textsOf(body), problems }), 422);
  }

  private async satkerPage(
    ctx: PageContext,
    klpd: string,
    satkerKey: string,
    typed: Texts,
    problems: readonly FieldProblem[],
  ): Promise<VNode> {
    const history = await this.mapping.history(klpd, satkerKey);
    const name = history.name ?? aliasWords(satkerKey);
    return (
      <Page
        ctx={ctx}
        title={`Milik perangkat daerah mana ${name}?`}
        name={name}
        crumbs={[PEMETAAN]}
        meta={[klpd, aliasWords(history.aliases[0]?.ref ?? '')]}
      >
        <SatkerView
          ctx={ctx}
          history={history}
          perangkatDaerah={await this.mapping.perangkatDaerah(klpd)}
          typed={typed}
          problems={problems}
        />
      </Page>
    );
  }

  private async directoryPage(ctx: PageContext, typed: Texts, problems: readonly FieldProblem[]): Promise<VNode> {
    const { klpdCode, klpdName } = ctx.instance;
    const klpds: Option[] = klpdCode
      ? [{ value: klpdCode, text: klpdName ?? klpdCode }]
      : (await this.spending.choices(ctx.scope)).klpds.map(({ code, name }) => ({ value: code, text: name }));
    return (
      <Page ctx={ctx} title="Perangkat daerah apa saja yang dilaporkan?" name="Perangkat daerah" crumbs={[PEMETAAN]}>
        <PerangkatDaerahView
          ctx={ctx}
          perangkatDaerah={await this.mapping.perangkatDaerah(klpdCode)}
          klpds={klpds}
          typed={typed}
          problems={problems}
        />
      </Page>
    );
  }

  private async onePage(ctx: PageContext, id: string, typed: Texts, problems: readonly FieldProblem[]): Promise<VNode> {
    const all = await this.mapping.perangkatDaerah(ctx.instance.klpdCode);
    const one: PerangkatDaerah | undefined = all.find((candidate) => candidate.id === id);
    if (!one) throw new NotFoundError('mapping.unknown', `Perangkat daerah ${id.slice(0, 20)} tidak ada dalam daftar`);
    const others = all.filter((other) => other.id !== id && other.klpd === one.klpd);
    return (
      <Page ctx={ctx} title={`Apa yang diubah pada ${one.name}?`} name={one.name} crumbs={[PEMETAAN, DAFTAR]}>
        <OnePerangkatDaerahView ctx={ctx} one={one} others={others} typed={typed} problems={problems} />
      </Page>
    );
  }
}

const NOTHING_CHOSEN: readonly FieldProblem[] = [{ field: 'pilih', message: 'Centang satker yang dimaksud dahulu' }];

/** What cannot be understood in the address is not filtered by. */
function askedOf(ctx: PageContext, raw: Fields): MappingAsked {
  const names = ['tahun', 'keadaan', 'pd', 'cari', 'belanja', 'urut'] as const;
  const query = Object.fromEntries(names.flatMap((name) => (text(raw[name]) === '' ? [] : [[name, text(raw[name])]])));
  const { tahun = '', keadaan, pd = '', cari = '', belanja, urut = '' } = query as Record<string, string | undefined>;
  const year = tahun === 'semua' ? null : /^20\d{2}$/.test(tahun) ? Number(tahun) : ctx.fiscalYear;
  const search = cari.trim().slice(0, 100);
  const page = text(raw['hal']);
  return {
    filter: {
      klpd: ctx.instance.klpdCode,
      year,
      // As the reports of a year do, the mapping on its last day; today where all years are shown.
      day: year === null ? ctx.today : `${year}-12-31`,
      state: MAPPING_STATES.find((state) => state === keadaan),
      perangkatDaerahId: /^\d{1,18}$/.test(pd) ? pd : undefined,
      text: search === '' ? undefined : search,
      onlyBuying: belanja === 'ya',
    },
    sort: SORTS[urut] ?? 'value',
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
    query,
  };
}

/** The filters that a form of the list carries along, each as 's_' and its name. */
function carriedFilters(body: Fields): Fields {
  return Object.fromEntries(
    Object.entries(body ?? {}).flatMap(([name, value]) => (name.startsWith('s_') ? [[name.slice(2), value]] : [])),
  );
}

function assignment(klpd: string, satkerKeys: string[], body: Fields): Parameters<MappingService['assign']>[0] {
  const chosen = text(body['pdBaru']);
  return {
    klpd,
    satkerKeys,
    // '' is no perangkat daerah of any list, so it is refused; leaving them all has to be chosen.
    perangkatDaerahId: chosen === NONE ? null : chosen,
    validFrom: text(body['mulai']),
    reason: text(body['alasan']),
  };
}

const FORM_NAMES: Readonly<Record<string, string>> = {
  perangkatDaerahId: 'pdBaru',
  validFrom: 'mulai',
  reason: 'alasan',
  satkerKeys: 'pilih',
};

function inFormNames(problems: readonly FieldProblem[]): FieldProblem[] {
  return problems.map(({ field, message }) => ({ field: FORM_NAMES[field] ?? field, message }));
}

function problemsOf(error: unknown, field: string): readonly FieldProblem[] | null {
  if (error instanceof InvalidInputError) return error.fields;
  if (error instanceof ConflictError) return [{ field, message: error.message }];
  return null;
}

function listOf(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((one): one is string => typeof one === 'string' && one !== '').slice(0, 5000);
}

function textsOf(body: Fields): Texts {
  return Object.fromEntries(
    Object.entries(body ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 2000)]] : [],
    ),
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
