import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { OutcomeQueries } from '../../../participation/programmes/outcome.queries.js';
import {
  type By,
  type Programme,
  PROGRAMME_STATES,
  type ProgrammeFilter,
  type ProgrammeInput,
} from '../../../participation/programmes/programme.js';
import { ProgrammesService } from '../../../participation/programmes/programmes.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import {
  NOT_REFUSED,
  pageNumber,
  type Refusal,
  refusalOf,
  type Typed,
  typedFields,
  versionOf,
} from '../../form-values.js';
import { ProgrammeForm } from './form.view.js';
import { DutiesView, ProgrammeListView } from './list.view.js';
import { ProgrammeView } from './programme.view.js';
import { programmeSheet } from './programmes.sheets.js';
import { periodWords } from './programmes.wording.js';

export const PROGRAMMES = { href: '/program', text: 'Program pembinaan' };
const PAGE_SIZE = 50;
/** More than that many programmes are not told behind one duty. */
const ALL = 5000;

type Fields = Readonly<Record<string, unknown>>;

/** Programmes of pembinaan, and what became of who took part. */
@ApiExcludeController()
@Controller('program')
@Allow('programme.read')
export class ProgrammesPages {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly outcomes: OutcomeQueries,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const typed = typedFields(query);
    const filter = this.filterOf(typed);
    const page = pageNumber(typed['hal']);
    const { items, found, all } = await this.programmes.list(filter, ctx.today, page, PAGE_SIZE);
    const years = await this.programmes.years(ctx.today);
    const pages = Math.max(1, Math.ceil(found / PAGE_SIZE));
    const { reference } = this.programmes;
    return renderPage(
      reply,
      <Page ctx={ctx} title="Program pembinaan apa yang berjalan, dan siapa yang ikut?" name="Program pembinaan">
        <ProgrammeListView {...{ ctx, items, found, all, page, pages, filter, years, reference }} />
      </Page>,
    );
  }

  @Get('tugas')
  async duties(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { items } = await this.programmes.list({}, ctx.today, 1, ALL);
    const programmes = new Map<string, Programme[]>();
    for (const programme of items)
      if (programme.duty !== null)
        programmes.set(programme.duty, [...(programmes.get(programme.duty) ?? []), programme]);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Tugas dinas mana yang sudah punya program?" name="Tugas dinas" crumbs={[PROGRAMMES]}>
        <DutiesView reference={this.programmes.reference} programmes={programmes} />
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
    const { items, found } = await this.programmes.list(this.filterOf(typedFields(query)), ctx.today, 1, MOST_ROWS);
    refuseLongList(found);
    return sendSheets(reply, format, 'program-pembinaan', [programmeSheet(items, this.programmes.reference)]);
  }

  @Get('baru')
  @Allow('programme.write')
  askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.form(ctx, reply, null, { startsOn: ctx.today }, NOT_REFUSED);
  }

  @Post()
  @Allow('programme.write')
  async create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const made = await this.programmes.create(inputOf(typed), byOf(ctx, request));
      return seeOther(reply, `/program/${made.id}`, { text: `"${made.name}" disimpan. Sekarang catat pesertanya.` });
    } catch (error) {
      return this.form(ctx, reply, null, typed, refusalOf(error));
    }
  }

  @Get(':id')
  async one(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, id, {}, NOT_REFUSED);
  }

  @Get(':id/ubah')
  @Allow('programme.write')
  async askChange(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    const programme = await this.programmes.get(id, ctx.today);
    return this.form(ctx, reply, programme, typedFrom(programme), NOT_REFUSED);
  }

  @Post(':id')
  @Allow('programme.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const { name } = await this.programmes.change(id, versionOf(typed), inputOf(typed), byOf(ctx, request));
      return seeOther(reply, `/program/${id}`, { text: `"${name}" disimpan.` });
    } catch (error) {
      const refusal = refusalOf(error);
      return this.form(ctx, reply, await this.programmes.get(id, ctx.today), typed, refusal);
    }
  }

  @Post(':id/batal')
  @Allow('programme.write')
  async callOff(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const why = typed['cabut'] === 'ya' ? null : (typed['why'] ?? '');
    try {
      const { name } = await this.programmes.callOff(id, versionOf(typed), why, byOf(ctx, request));
      const said = why === null ? `Pembatalan "${name}" dicabut.` : `"${name}" dibatalkan.`;
      return seeOther(reply, `/program/${id}`, { text: said });
    } catch (error) {
      return this.show(ctx, reply, id, typed, refusalOf(error));
    }
  }

  private async show(ctx: PageContext, reply: FastifyReply, id: string, typed: Typed, refusal: Refusal) {
    const programme = await this.programmes.get(id, ctx.today);
    const outcome = await this.outcomes.of(programme, ctx.today, ctx.scope);
    const { reference } = this.programmes;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa yang terjadi pada peserta ${programme.name}?`}
        name={programme.name}
        crumbs={[PROGRAMMES]}
        meta={[programme.organiser, periodWords(programme)]}
      >
        <ProgrammeView {...{ ctx, programme, outcome, reference, refusal, typed }} />
      </Page>,
      refusal.status,
    );
  }

  private form(
    ctx: PageContext,
    reply: FastifyReply,
    programme: Programme | null,
    typed: Typed,
    refusal: Refusal,
  ): FastifyReply {
    const { reference } = this.programmes;
    const above = programme ? [PROGRAMMES, { href: `/program/${programme.id}`, text: programme.name }] : [PROGRAMMES];
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={programme ? `Apa yang diubah pada ${programme.name}?` : 'Program mana yang dicatat?'}
        name={programme ? 'Ubah program' : 'Catat program'}
        crumbs={above}
      >
        <ProgrammeForm {...{ ctx, programme, reference, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }

  /** What of the address is a filter; what names nothing is left aside. */
  private filterOf(typed: Typed): ProgrammeFilter {
    const { kinds, fields, duties } = this.programmes.reference;
    const code = (list: readonly { code: string }[], value: string | undefined): string | undefined =>
      list.find((one) => one.code === value)?.code;
    const { cari, jenis, bidang, tugas, keadaan, tahun, satgas } = typed;
    return {
      text: cari?.trim().slice(0, 100) || undefined,
      kind: code(kinds, jenis),
      field: code(fields, bidang),
      duty: code(duties, tugas),
      state: PROGRAMME_STATES.find((state) => state === keadaan),
      year: /^20\d\d$/.test(tahun ?? '') ? Number(tahun) : undefined,
      taskForce: satgas === 'ya' ? true : undefined,
    };
  }
}

/** Who changes, on which day of the region. */
export function byOf(ctx: PageContext, request: FastifyRequest): By {
  return { by: viewerOf(request).username, today: ctx.today, timeZone: ctx.instance.timeZone };
}

function inputOf(typed: Typed): ProgrammeInput {
  const { name = '', kind = '', organiser = '', startsOn = '', field, duty, endsOn, wilayahCode } = typed;
  const { place, budget, source, note } = typed;
  const taskForce = typed['taskForce'] === '1';
  return { name, kind, organiser, startsOn, field, duty, endsOn, wilayahCode, place, budget, source, note, taskForce };
}

function typedFrom(programme: Programme): Typed {
  const { name, kind, organiser, startsOn, field, duty, endsOn, wilayahCode, place, budget, source, note } = programme;
  const given = { name, kind, organiser, startsOn, field, duty, endsOn, wilayahCode, place, source, note };
  return {
    ...Object.fromEntries(Object.entries(given).map(([key, value]) => [key, value ?? ''])),
    budget: budget?.replace(/\.00$/, '').replace('.', ',') ?? '',
    taskForce: programme.taskForce ? '1' : '',
  };
}
