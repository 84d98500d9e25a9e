import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { WhatIfService, type WhatIfAnswer } from '../../../eligibility/decisions/what-if.service.js';
import { ListService, templateSheets } from '../../../eligibility/list/list.service.js';
import { PLATFORMS } from '../../../eligibility/rules/index.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uploadedBytes } from '../../../shared/upload.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets, sendXlsx } from '../../download.js';
import { ListView } from './list.view.js';
import { WhatIfView, type WhatIfTyped } from './what-if.view.js';

const KELAYAKAN = { href: '/kelayakan', text: 'Kelayakan' };

type Fields = Readonly<Record<string, unknown>>;

/** Judging without keeping: a changed law over everybody, and a list that somebody brings. */
@ApiExcludeController()
@Controller('kelayakan')
@Allow('eligibility.read')
export class EligibilityToolsPage {
  constructor(
    private readonly whatIf: WhatIfService,
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
    let status = 200;
    if (typed.key !== '') {
      try {
        answer = await this.whatIf.ask({
          proposal: typed,
          day: typed.day || typed.from,
          platform: PLATFORMS.find((one) => one === typed.platform) ?? 'v6',
          within: typed.within || undefined,
        });
      } catch (error) {
        if (!(error instanceof InvalidInputError || error instanceof ConflictError)) throw error;
        status = error.status;
        if (error instanceof InvalidInputError) problems = error.fields;
        else busy = error.message;
      }
    }
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
        <WhatIfView {...{ ctx, typed, answer, problems, busy, places, book: this.regulation.book }} />
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
