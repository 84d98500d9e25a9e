import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { WhatIfRuns } from '../../../eligibility/decisions/what-if-runs.service.js';
import {
  type WhatIfAnswer,
  type WhatIfQuestion,
  WhatIfService,
} from '../../../eligibility/decisions/what-if.service.js';
import { ListService, templateSheets } from '../../../eligibility/list/list.service.js';
import { PLATFORMS } from '../../../eligibility/rules/index.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uploadedBytes } from '../../../shared/upload.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { sendSheets, sendXlsx } from '../../download.js';
import { ListView } from './list.view.js';
import { WhatIfRunView } from './what-if-run.view.js';
import { type WhatIfProps, type WhatIfTyped, WhatIfView } from './what-if.view.js';

const KELAYAKAN = { href: '/kelayakan', text: 'Kelayakan' };

type Fields = Readonly<Record<string, unknown>>;

/** Seconds until a page of something that runs is asked for again. */
const REFRESH_S = '2';

/** Judging without keeping: a changed law over everybody, and a list that somebody brings. */
@ApiExcludeController()
@Controller('kelayakan')
@Allow('eligibility.read')
export class EligibilityToolsPage {
  constructor(
    private readonly whatIf: WhatIfService,
    private readonly runs: WhatIfRuns,
    private readonly lists: ListService,
    private readonly regulation: RegulationService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get('andai')
  async askWhatIf(
    @Context() ctx: PageContext,
    @Query() raw: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(raw);
    let answer: WhatIfAnswer | null = null;
    let problems: readonly FieldProblem[] = [];
    let busy: string | null = null;
    let tooMany = false;
    let status = 200;
    if (typed.key !== '') {
      try {
        answer = await this.whatIf.ask(questionOf(typed));
      } catch (error) {
        if (!(error instanceof InvalidInputError || error instanceof ConflictError)) throw error;
        status = error.status;
        tooMany = error.code === 'eligibility.what-if-too-many';
        if (error instanceof InvalidInputError) problems = error.fields;
        else busy = error.message;
      }
    }
    return this.whatIfPage(ctx, reply, { typed, answer, problems, busy, tooMany }, status);
  }

  /** For as many as there are, in the background. */
  @Post('andai/hitung')
  async beginWhatIf(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body ?? {});
    try {
      const id = await this.runs.start(questionOf(typed), viewerOf(request).username);
      return seeOther(reply, `/kelayakan/andai/hitungan/${id}`);
    } catch (error) {
      if (!(error instanceof InvalidInputError || error instanceof ConflictError)) throw error;
      const problems = error instanceof InvalidInputError ? error.fields : [];
      const busy = error instanceof ConflictError ? error.message : null;
      return this.whatIfPage(ctx, reply, { typed, answer: null, problems, busy, tooMany: false }, error.status);
    }
  }

  @Get('andai/hitungan/:id')
  async whatIfRun(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const run = await this.runs.get(id);
    if (run.state === 'berjalan') reply.header('refresh', REFRESH_S);
    const mayCancel = run.askedBy === viewerOf(request).username || ctx.can('eligibility.write');
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Siapa yang terkena bila aturan berubah?"
        name="Perhitungan"
        crumbs={[KELAYAKAN, { href: '/kelayakan/andai', text: 'Andaikan aturan berubah' }]}
      >
        <WhatIfRunView ctx={ctx} run={run} mayCancel={mayCancel} book={this.regulation.book} />
      </Page>,
    );
  }

  @Post('andai/hitungan/:id/batal')
  async cancelWhatIf(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.runs.cancel(id, viewerOf(request).username, ctx.can('eligibility.write'));
    return seeOther(reply, `/kelayakan/andai/hitungan/${encodeURIComponent(id)}`, { text: 'Perhitungan dibatalkan.' });
  }

  private async whatIfPage(
    ctx: PageContext,
    reply: FastifyReply,
    shown: Pick<WhatIfProps, 'typed' | 'answer' | 'problems' | 'busy' | 'tooMany'>,
    status: number,
  ): Promise<FastifyReply> {
    const provinces = await this.wilayah.children(null);
    const regencies = await Promise.all(provinces.map(({ code }) => this.wilayah.children(code)));
    const places = regencies
      .flat()
      .map(({ code, kind, name }) => ({ value: code, text: kind === 'kota' ? `Kota ${name}` : name }));
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Siapa yang terkena bila aturan berubah?"
        name="Andaikan aturan berubah"
        crumbs={[KELAYAKAN]}
      >
        <WhatIfView {...{ ctx, ...shown, places, runs: await this.runs.recent(), book: this.regulation.book }} />
      </Page>,
      status,
    );
  }

  @Get('daftar')
  askList(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.listPage(ctx, reply, [], 200);
  }

  @Get('daftar/contoh.:format')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-penilaian-daftar', templateSheets());
  }

  /** The answer is the file itself; what cannot be read at all comes back as the page. */
  @Post('daftar')
  @HttpCode(200)
  async judgeList(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const answer = await this.lists.judgeToXlsx(await uploadedBytes(request));
      return sendXlsx(reply, 'hasil-penilaian-daftar', answer);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const problems = error.fields.length > 0 ? error.fields : [{ field: 'berkas', message: error.message }];
      return this.listPage(ctx, reply, problems, error.status);
    }
  }

  private listPage(
    ctx: PageContext,
    reply: FastifyReply,
    problems: readonly FieldProblem[],
    status: number,
  ): FastifyReply {
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Siapa dalam daftar Anda yang boleh menjual?"
        name="Nilai sebuah daftar"
        crumbs={[KELAYAKAN]}
      >
        <ListView ctx={ctx} problems={problems} />
      </Page>,
      status,
    );
  }
}

function questionOf(typed: WhatIfTyped): WhatIfQuestion {
  return {
    proposal: { key: typed.key, value: typed.value, from: typed.from, to: typed.to },
    day: typed.day || typed.from,
    platform: PLATFORMS.find((one) => one === typed.platform) ?? 'v6',
    within: typed.within || undefined,
  };
}

function typedOf(raw: Fields): WhatIfTyped {
  const text = (name: string): string => {
    const value = raw[name];
    return typeof value === 'string' ? value.trim().slice(0, 1000) : '';
  };
  return {
    key: text('key'),
    value: text('value'),
    from: text('from'),
    to: text('to'),
    day: text('day'),
    platform: text('platform'),
    within: /^\d{2}\.\d{2}$/.test(text('within')) ? text('within') : '',
  };
}
