import { Body, Controller, Get, Param, ParseIntPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { type Roadmap, type Stage, STAGE_PROGRESS } from '../../../participation/programmes/roadmap.js';
import { RoadmapService } from '../../../participation/programmes/roadmap.service.js';
import type { Target, TargetInput, TargetLine } from '../../../participation/programmes/target.js';
import { TargetsService } from '../../../participation/programmes/targets.service.js';
import { NotFoundError } from '../../../shared/errors.js';
import { address, Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { NOT_REFUSED, type Refusal, refusalOf, type Typed, typedFields, versionOf } from '../../form-values.js';
import { byOf } from '../programmes/programmes.page.js';
import { RoadmapForm, StageForm, TargetForm } from './forms.view.js';
import { roadmapSheets } from './roadmap.sheets.js';
import { RoadmapView } from './roadmap.view.js';
import { decimalWords } from './roadmap.wording.js';

const ROADMAP = { href: '/peta-jalan', text: 'Peta jalan' };

type Fields = Readonly<Record<string, unknown>>;

/** The five-year roadmap, its targets, and what of them was reached. */
@ApiExcludeController()
@Controller('peta-jalan')
@Allow('roadmap.read')
export class RoadmapPages {
  constructor(
    private readonly roadmaps: RoadmapService,
    private readonly targets: TargetsService,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { all, roadmap, targets } = await this.asked(ctx, query);
    const { template } = this.roadmaps;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Sampai di mana peta jalan OVOP, dan target mana yang tercapai?"
        name="Peta jalan"
        meta={
          roadmap
            ? [
                roadmap.name,
                `${roadmap.firstYear} sampai ${roadmap.firstYear + 4}`,
                roadmap.basis ?? 'Belum ditetapkan dengan peraturan',
              ]
            : []
        }
      >
        <RoadmapView {...{ ctx, roadmap, all, targets, template }} />
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
    const { roadmap, targets } = await this.asked(ctx, query);
    return sendSheets(reply, format, 'peta-jalan-dan-target', roadmapSheets(roadmap, targets));
  }

  @Get('baru')
  @Allow('roadmap.write')
  askNew(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.form(ctx, reply, null, { firstYear: String(Number(ctx.today.slice(0, 4)) + 1) }, NOT_REFUSED);
  }

  @Post()
  @Allow('roadmap.write')
  async create(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const made = await this.roadmaps.create(inputOf(typed), byOf(ctx, request));
      return seeOther(reply, address('/peta-jalan', { peta: made.id }), {
        text: `"${made.name}" dibuat dari template.`,
      });
    } catch (error) {
      return this.form(ctx, reply, null, typed, refusalOf(error));
    }
  }

  @Get('target/baru')
  @Allow('roadmap.write')
  askTarget(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.targetForm(ctx, reply, null, { year: ctx.today.slice(0, 4) }, NOT_REFUSED);
  }

  @Post('target')
  @Allow('roadmap.write')
  async setTarget(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const { metric, year } = await this.targets.create(targetOf(typed), byOf(ctx, request));
      return seeOther(reply, '/peta-jalan', { text: `Target ${metric} tahun ${year} ditetapkan.` });
    } catch (error) {
      return this.targetForm(ctx, reply, null, typed, refusalOf(error));
    }
  }

  @Get('target/:id')
  @Allow('roadmap.write')
  async askTargetChange(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    const target = await this.targets.get(id);
    return this.targetForm(ctx, reply, target, targetTyped(target), NOT_REFUSED);
  }

  @Post('target/:id')
  @Allow('roadmap.write')
  async changeTarget(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const who = byOf(ctx, request);
      const { metric, year } = await this.targets.change(id, versionOf(typed), targetOf(typed), who);
      return seeOther(reply, '/peta-jalan', { text: `Target ${metric} tahun ${year} disimpan.` });
    } catch (error) {
      const refusal = refusalOf(error);
      return this.targetForm(ctx, reply, await this.targets.get(id), typed, refusal);
    }
  }

  @Post('target/:id/hapus')
  @Allow('roadmap.write')
  async removeTarget(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const { metric, year } = await this.targets.remove(id, versionOf(typedFields(body)), byOf(ctx, request));
      return seeOther(reply, '/peta-jalan', { text: `Target ${metric} tahun ${year} dihapus.` });
    } catch (error) {
      const refusal = refusalOf(error);
      const target = await this.targets.get(id);
      return this.targetForm(ctx, reply, target, targetTyped(target), refusal);
    }
  }

  @Get(':id/ubah')
  @Allow('roadmap.write')
  async askChange(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    const roadmap = await this.roadmaps.get(id);
    return this.form(ctx, reply, roadmap, typedFrom(roadmap), NOT_REFUSED);
  }

  @Post(':id')
  @Allow('roadmap.write')
  async change(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const { name } = await this.roadmaps.change(id, versionOf(typed), inputOf(typed), byOf(ctx, request));
      return seeOther(reply, address('/peta-jalan', { peta: id }), { text: `"${name}" disimpan.` });
    } catch (error) {
      const refusal = refusalOf(error);
      return this.form(ctx, reply, await this.roadmaps.get(id), typed, refusal);
    }
  }

  @Get(':id/tahap/:yearNo')
  @Allow('roadmap.write')
  async askStage(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('yearNo', ParseIntPipe) yearNo: number,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.stageForm(ctx, reply, id, yearNo, null, NOT_REFUSED);
  }

  @Post(':id/tahap/:yearNo')
  @Allow('roadmap.write')
  async changeStage(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('yearNo', ParseIntPipe) yearNo: number,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { name = '', activities = '', agency, progressOn, evidence } = typed;
    const progress = STAGE_PROGRESS.find((one) => one === typed['progress']) ?? 'belum-diketahui';
    const input = { name, activities: activities.split(/\r?\n/), agency, progress, progressOn, evidence };
    try {
      const stage = await this.roadmaps.changeStage(id, yearNo, versionOf(typed), input, byOf(ctx, request));
      return seeOther(reply, address('/peta-jalan', { peta: id }), { text: `Tahap ${stage.year} disimpan.` });
    } catch (error) {
      return this.stageForm(ctx, reply, id, yearNo, typed, refusalOf(error));
    }
  }

  /** The roadmap that the address names, else the one that today falls into, else the latest; with the targets of its years. */
  private async asked(
    ctx: PageContext,
    query: Fields,
  ): Promise<{ all: Roadmap[]; roadmap: Roadmap | null; targets: TargetLine[] }> {
    const all = await this.roadmaps.list();
    const year = Number(ctx.today.slice(0, 4));
    const roadmap =
      all.find(({ id }) => id === query['peta']) ??
      all.find(({ firstYear }) => firstYear <= year && year < firstYear + 5) ??
      all[0] ??
      null;
    const years = roadmap && { from: roadmap.firstYear, to: roadmap.firstYear + 4 };
    return { all, roadmap, targets: await this.targets.list(years, ctx.today) };
  }

  private form(ctx: PageContext, reply: FastifyReply, roadmap: Roadmap | null, typed: Typed, refusal: Refusal) {
    const { template } = this.roadmaps;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={roadmap ? `Apa yang diubah pada ${roadmap.name}?` : 'Lima tahun mana yang direncanakan?'}
        name={roadmap ? 'Ubah peta jalan' : 'Buat peta jalan'}
        crumbs={[ROADMAP]}
      >
        <RoadmapForm {...{ ctx, roadmap, template, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }

  private async stageForm(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    yearNo: number,
    typed: Typed | null,
    refusal: Refusal,
  ): Promise<FastifyReply> {
    const roadmap = await this.roadmaps.get(id);
    const stage = roadmap.stages.find((one) => one.yearNo === yearNo);
    if (!stage)
      throw new NotFoundError('roadmap.not-found', `Peta jalan "${roadmap.name}" tidak punya tahun ke-${yearNo}.`);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apa yang direncanakan dan tercapai pada tahun ${stage.year}?`}
        name={`Tahap ${stage.year}`}
        crumbs={[ROADMAP]}
        meta={[roadmap.name, `tahun ke-${yearNo}`]}
      >
        <StageForm {...{ ctx, roadmap, stage, typed: typed ?? stageTyped(stage), refusal }} />
      </Page>,
      refusal.status,
    );
  }

  private targetForm(ctx: PageContext, reply: FastifyReply, target: Target | null, typed: Typed, refusal: Refusal) {
    const { figures } = this.targets;
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={
          target ? `Apa yang diubah pada target ${target.metric} tahun ${target.year}?` : 'Apa yang ingin dicapai?'
        }
        name={target ? 'Ubah target' : 'Tetapkan target'}
        crumbs={[ROADMAP]}
      >
        <TargetForm {...{ ctx, target, figures, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }
}

function yearOf(text: string | undefined): number {
  return /^\d{4}$/.test(text?.trim() ?? '') ? Number(text) : NaN;
}

function inputOf(typed: Typed) {
  const { name = '', basis, note } = typed;
  return { name, firstYear: yearOf(typed['firstYear']), basis, note };
}

function typedFrom({ name, firstYear, basis, note }: Roadmap): Typed {
  return { name, firstYear: String(firstYear), basis: basis ?? '', note: note ?? '' };
}

function stageTyped({ name, activities, agency, progress, progressOn, evidence }: Stage): Typed {
  const words = { agency: agency ?? '', progressOn: progressOn ?? '', evidence: evidence ?? '' };
  return { name, activities: activities.join('\n'), progress, ...words };
}

function targetOf(typed: Typed): TargetInput {
  const { metric: chosen = '', amount = '', basis, note } = typed;
  const [metric = '', figure = null] = chosen.split(':');
  return { metric, figure, year: yearOf(typed['year']), amount, basis, note };
}

function targetTyped({ metric, figure, year, amount, basis, note }: Target): Typed {
  return {
    metric: `${metric}:${figure}`,
    year: String(year),
    amount: decimalWords(amount),
    basis: basis ?? '',
    note: note ?? '',
  };
}
