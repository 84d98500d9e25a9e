import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { STATEMENT_ANSWERS } from '../../../catalogue/sentra/sentra-criteria.js';
import { SentraFactsService } from '../../../catalogue/sentra/sentra-facts.service.js';
import { SentraService } from '../../../catalogue/sentra/sentra.service.js';
import type { JudgedSentra, SentraInput, Statement, StatementChange } from '../../../catalogue/sentra/sentra.js';
import { type FieldProblem, NotFoundError } from '../../../shared/errors.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { asksForPlace, inPlaceField, pickedCode, pickedPlace, placeText } from '../../place-field.js';
import { SentraForm, type SentraFormProps, StatementsForm } from './sentra-forms.view.js';
import { SentraListView } from './sentra-list.view.js';
import { SentraView } from './sentra.view.js';

const SENTRA = { href: '/sentra', text: 'Sentra' };
const PAGE_SIZE = 50;
/** The levels that a sentra may lie in. */
const LEVELS = ['kabupaten', 'kecamatan', 'desa'] as const;

type Fields = Readonly<Record<string, unknown>>;

/** Sentra, and how they stand to the criteria. */
@ApiExcludeController()
@Controller('sentra')
@Allow('grading.read')
export class SentraPages {
  constructor(
    private readonly wilayah: WilayahService,
    private readonly sentra: SentraService,
    private readonly facts: SentraFactsService,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { cari = '', kelompok = '', hal = '' } = typedFields(query);
    const groups = await this.sentra.groups();
    const text = cari.trim().slice(0, 100) || undefined;
    const group = groups.find(({ value }) => value === kelompok)?.value;
    const page = /^[1-9]\d{0,4}$/.test(hal) ? Number(hal) : 1;
    const { items, found, all } = await this.sentra.list({ text, groupCode: group }, ctx.today, page, PAGE_SIZE);
    const pages = Math.max(1, Math.ceil(found / PAGE_SIZE));
    return renderPage(
      reply,
      <Page ctx={ctx} title="Sentra mana yang memenuhi kriteria?" name="Sentra">
        <SentraListView {...{ ctx, items, found, all, page, pages, text, group, groups }} />
      </Page>,
    );
  }

  @Get('baru')
  @Allow('grading.write')
  async askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.form(reply, { ctx, sentra: null, typed: {}, problems: [], conflict: null }, 200);
  }

  @Post()
  @Allow('grading.write')
  async create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const picked = await pickedPlace(this.wilayah, typed, LEVELS);
    const shown = { ctx, sentra: null, typed };
    if (asksForPlace(typed)) return this.form(reply, { ...shown, problems: [], conflict: null }, 200);
    try {
      const input = { ...inputOf(typed), wilayahCode: pickedCode(picked, typed) };
      const made = await this.sentra.create(input, viewerOf(request).username, ctx.today);
      return await seeOther(reply, `/sentra/${made.id}`, { text: `"${made.name}" disimpan.` });
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      return this.form(reply, { ...shown, problems: inPlaceField(problems, picked, typed), conflict }, status);
    }
  }

  @Get(':id')
  async one(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.show(ctx, reply, id, {}, [], 200);
  }

  @Get(':id/ubah')
  @Allow('grading.write')
  async askChange(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    const sentra = await this.sentra.get(id, ctx.today);
    return this.form(reply, { ctx, sentra, typed: typedFrom(sentra), problems: [], conflict: null }, 200);
  }

  @Post(':id')
  @Allow('grading.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const when = { today: ctx.today, timeZone: ctx.instance.timeZone };
    const picked = await pickedPlace(this.wilayah, typed, LEVELS);
    try {
      if (asksForPlace(typed)) {
        const sentra = await this.sentra.get(id, ctx.today);
        return await this.form(reply, { ctx, sentra, typed, problems: [], conflict: null }, 200);
      }
      const by = viewerOf(request).username;
      const input = { ...inputOf(typed), wilayahCode: pickedCode(picked, typed) };
      const { name } = await this.sentra.change(id, versionOf(typed), input, by, when);
      return await seeOther(reply, `/sentra/${id}`, { text: `"${name}" disimpan.` });
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      const sentra = await this.sentra.get(id, ctx.today);
      const all = inPlaceField(problems, picked, typed);
      return this.form(reply, { ctx, sentra, typed, problems: all, conflict }, status);
    }
  }

  @Get(':id/kriteria')
  @Allow('grading.write')
  async askStatements(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    return this.statementsForm(ctx, reply, id, {}, [], null, 200);
  }

  @Post(':id/kriteria')
  @Allow('grading.write')
  async state(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const changes = changesOf(await this.facts.statements(id, ctx.today), typed);
    const who = { statedBy: typed['statedBy'] ?? '', statedOn: typed['statedOn'] ?? '' };
    try {
      await this.facts.state(id, who, changes, viewerOf(request).username, ctx.today);
      return seeOther(reply, `/sentra/${id}`, { text: 'Pernyataan disimpan.' });
    } catch (error) {
      const { problems, conflict, status } = refusalOf(error);
      return this.statementsForm(ctx, reply, id, typed, problems, conflict, status);
    }
  }

  @Post(':id/penggerak')
  @Allow('grading.write')
  async addChampion(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { enterpriseId = '', evidence = '', statedOn = '' } = typed;
    try {
      const by = viewerOf(request).username;
      await this.facts.addChampion(id, enterpriseId, { evidence, statedOn }, by, ctx.today);
      return seeOther(reply, `/sentra/${id}`, { text: 'Penggerak dicatat.' });
    } catch (error) {
      if (error instanceof NotFoundError && error.code === 'sentra.not-member')
        return this.show(ctx, reply, id, typed, [{ field: 'enterpriseId', message: error.message }], 422);
      const { problems, conflict, status } = refusalOf(error);
      const all = conflict === null ? problems : [{ field: 'enterpriseId', message: conflict }];
      return this.show(ctx, reply, id, typed, all, status);
    }
  }

  @Post(':id/penggerak/:enterpriseId/cabut')
  @Allow('grading.write')
  async removeChampion(
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.facts.removeChampion(id, enterpriseId);
    return seeOther(reply, `/sentra/${id}`, { text: 'Catatan penggerak dicabut.' });
  }

  private async show(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    typed: Typed,
    problems: readonly FieldProblem[],
    status: number,
  ): Promise<FastifyReply> {
    const sentra = await this.sentra.get(id, ctx.today);
    const statements = await this.facts.statements(id, ctx.today);
    const members = ctx.can('enterprise.read') ? await this.sentra.members(id, ctx.today) : null;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apakah ${sentra.name} memenuhi kriteria?`}
        name={sentra.name}
        crumbs={[SENTRA]}
        meta={[sentra.place, ...(sentra.groupName ? [sentra.groupName] : [])]}
      >
        <SentraView {...{ ctx, sentra, statements, members, typed, problems }} />
      </Page>,
      status,
    );
  }

  private async form(
    reply: FastifyReply,
    props: Omit<SentraFormProps, 'groups' | 'picked'>,
    status: number,
  ): Promise<FastifyReply> {
    const { ctx, sentra } = props;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={sentra ? `Apa yang diubah pada ${sentra.name}?` : 'Sentra mana yang ditambahkan?'}
        name={sentra ? 'Ubah sentra' : 'Tambah sentra'}
        crumbs={[SENTRA]}
      >
        <SentraForm
          {...props}
          groups={await this.sentra.groups()}
          picked={await pickedPlace(this.wilayah, props.typed, LEVELS)}
        />
      </Page>,
      status,
    );
  }

  private async statementsForm(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    typed: Typed,
    problems: readonly FieldProblem[],
    conflict: string | null,
    status: number,
  ): Promise<FastifyReply> {
    const sentra = await this.sentra.get(id, ctx.today);
    const statements = await this.facts.statements(id, ctx.today);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa yang diketahui tentang ${sentra.name}?`}
        name="Kriteria"
        crumbs={[SENTRA, { href: `/sentra/${id}`, text: sentra.name }]}
      >
        <StatementsForm {...{ ctx, sentra, statements, typed, problems, conflict }} />
      </Page>,
      status,
    );
  }
}

function inputOf(typed: Typed): SentraInput {
  const { name = '', wilayahCode = '', groupCode, productKind, foundedOn, note } = typed;
  return { name, wilayahCode, groupCode, productKind, foundedOn, note };
}

function typedFrom(sentra: JudgedSentra): Typed {
  const { name, wilayahCode, place, groupCode, productKind, foundedOn, note } = sentra;
  return {
    name,
    wilayah: placeText(wilayahCode, place),
    groupCode: groupCode ?? '',
    productKind: productKind ?? '',
    foundedOn: foundedOn ?? '',
    note: note ?? '',
  };
}

function changesOf(statements: readonly Statement[], typed: Typed): StatementChange[] {
  return statements.flatMap(({ condition }) => {
    const answer = STATEMENT_ANSWERS.find((one) => one === typed[condition]);
    if (!answer) return [];
    return [
      {
        condition,
        answer,
        evidence: typed[`${condition}-bukti`] ?? '',
        version: versionOf(typed, `${condition}-versi`),
      },
    ];
  });
}
