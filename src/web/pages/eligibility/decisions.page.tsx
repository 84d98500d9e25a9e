import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { DecisionDesk } from '../../../eligibility/decisions/decision-desk.js';
import { ABOUT, type DecisionFilter, DecisionQueries } from '../../../eligibility/decisions/decision.queries.js';
import { Reassessment } from '../../../eligibility/decisions/reassessment.js';
import { STATES } from '../../../eligibility/rules/assess.js';
import { PLATFORMS } from '../../../eligibility/rules/index.js';
import { originOf } from '../../../eligibility/decisions/decisions.controller.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import { isDay } from '../../../shared/dates.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Notice, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { MOST_ROWS, refuseLongList, sendPdf, sendSheets } from '../../download.js';
import { DecisionView } from './decision.view.js';
import { decisionSheet } from './decisions.sheets.js';
import { type DecisionsAsked, DecisionsView } from './decisions.view.js';
import { heldWords, momentsOf, questionOf } from './decisions.wording.js';
import type { RecordLinks } from './demands.view.js';
import { NotKeptView } from './other-day.view.js';
import { recordLinks } from './statement-questions.js';

export const KELAYAKAN = { href: '/kelayakan', text: 'Kelayakan' };
const PAGE_SIZE = 50;

type Fields = Readonly<Record<string, unknown>>;

/** Decisions on eligibility: the list on both axes of time, and one with everything that it rested on. */
@ApiExcludeController()
@Controller('kelayakan')
@Allow('eligibility.read')
export class DecisionsPage {
  constructor(
    private readonly desk: DecisionDesk,
    private readonly queries: DecisionQueries,
    private readonly reassessment: Reassessment,
    private readonly regulation: RegulationService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() raw: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(raw);
    const filter = filterOf(ctx, asked);
    const found = await this.desk.list(filter, { page: asked.page, size: PAGE_SIZE });
    const provinces = await this.wilayah.children(null);
    const regencies = await Promise.all(provinces.map(({ code }) => this.wilayah.children(code)));
    const places = regencies
      .flat()
      .map(({ code, kind, name }) => ({ value: code, text: kind === 'kota' ? `Kota ${name}` : name }));
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Siapa yang boleh menjual pada katalog?"
        name="Kelayakan"
        meta={momentsOf(filter.day, filter.known, ctx.today)}
      >
        <DecisionsView
          ctx={ctx}
          asked={asked}
          found={found}
          counts={await this.queries.counts(filter)}
          places={places}
          run={await this.reassessment.last()}
        />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() raw: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { items, total } = await this.desk.list(filterOf(ctx, askedOf(raw)), { page: 1, size: MOST_ROWS });
    refuseLongList(total);
    return sendSheets(reply, format, 'kelayakan', [decisionSheet(items)]);
  }

  /** Judges again from what is on file, and leads to what holds then. */
  @Post('nilai')
  @Allow('eligibility.write')
  async assess(
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const product = textOf(body['produk']);
    const platform = PLATFORMS.find((one) => one === body['platform']) ?? 'v6';
    const before = textOf(body['keputusan']);
    const decision = await this.desk.assess(
      { enterpriseId: textOf(body['usaha']) ?? '', productId: product ?? null, platform },
      viewerOf(request).username,
    );
    return seeOther(reply, `/kelayakan/${decision.id}`, {
      text:
        decision.id === before
          ? 'Sudah dinilai ulang: hasil, dasar, dan aturannya sama, jadi tidak ada keputusan baru.'
          : 'Sudah dinilai; keputusan baru disimpan.',
    });
  }

  /** One subject on a day, as it was known on another: the decision that held, or that there was none. */
  @Get('pada')
  async onDay(@Context() ctx: PageContext, @Query() raw: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const asked = askedOf(raw);
    const subject = {
      enterpriseId: asked.enterpriseId ?? '',
      productId: /^\d{1,18}$/.test(textOf(raw['produk']) ?? '') ? (textOf(raw['produk']) ?? null) : null,
      platform: asked.platform ?? 'v6',
    };
    const { day = ctx.today, known } = asked;
    const meta = momentsOf(day, known, ctx.today);
    const held = await this.desk.asOf(subject, day, known);
    if (held)
      return renderPage(
        reply,
        <Page ctx={ctx} title={questionOf(held)} name={`Keputusan ${held.id}`} crumbs={[KELAYAKAN]} meta={meta}>
          <Notice title={`Yang berlaku: keputusan nomor ${held.id}`}>
            {heldWords(held, day, known, ctx.instance.timeZone)}
          </Notice>
          <DecisionView ctx={ctx} decision={held} links={this.links(ctx, held, held.requirements)} />
        </Page>,
      );
    const looked = await this.desk.look(subject, day);
    const { firstDay } = await this.desk.list({ day, enterpriseId: subject.enterpriseId }, { page: 1, size: 1 });
    const names = await this.queries.names(subject);
    const named = { ...subject, enterpriseName: names.enterprise, productName: names.product };
    return renderPage(
      reply,
      <Page ctx={ctx} title={questionOf(named)} name="Keadaan pada hari lain" crumbs={[KELAYAKAN]} meta={meta}>
        <NotKeptView {...{ ctx, subject, day, known: known ?? null, firstDay, looked, links: new Map() }} />
      </Page>,
    );
  }

  @Get(':id')
  async show(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const decision = await this.desk.show(id);
    return renderPage(
      reply,
      <Page ctx={ctx} title={questionOf(decision)} name={`Keputusan ${id}`} crumbs={[KELAYAKAN]}>
        <DecisionView ctx={ctx} decision={decision} links={this.links(ctx, decision, decision.requirements)} />
      </Page>,
    );
  }

  @Get(':id/surat.pdf')
  async certificate(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendPdf(reply, `kelayakan-${id}`, await this.desk.certificate(id, ctx.instance, originOf(request)));
  }

  /** For whoever may record it, where each open requirement's facts are stated. */
  private links(
    ctx: PageContext,
    subject: { enterpriseId: string; productId: string | null },
    requirements: Parameters<typeof recordLinks>[2],
  ): RecordLinks {
    if (!ctx.can('eligibility.write')) return new Map();
    return recordLinks({ book: this.regulation.book, day: ctx.today, province: null }, subject, requirements);
  }
}

function askedOf(raw: Fields): DecisionsAsked {
  const page = textOf(raw['hal']) ?? '';
  return {
    outcome: STATES.find((one) => one === raw['hasil']),
    within: /^\d{2}(\.\d{2}){0,2}(\.\d{4})?$/.test(textOf(raw['kabupaten']) ?? '')
      ? textOf(raw['kabupaten'])
      : undefined,
    platform: PLATFORMS.find((one) => one === raw['platform']),
    about: ABOUT.find((one) => one === raw['jenis']),
    text: textOf(raw['cari']),
    enterpriseId: /^\d{1,18}$/.test(textOf(raw['usaha']) ?? '') ? textOf(raw['usaha']) : undefined,
    day: dayOf(raw['hari']),
    known: dayOf(raw['diketahui']),
    page: /^[1-9]\d{0,4}$/.test(page) ? Number(page) : 1,
  };
}

function filterOf(ctx: PageContext, asked: DecisionsAsked): DecisionFilter {
  const { page: _, day, ...rest } = asked;
  return { ...rest, day: day ?? ctx.today };
}

function dayOf(value: unknown): string | undefined {
  const text = textOf(value);
  return text !== undefined && isDay(text) && /^(19|20)/.test(text) ? text : undefined;
}

function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim().slice(0, 100) : '';
  return text === '' ? undefined : text;
}
