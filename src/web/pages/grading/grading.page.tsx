import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { type Assessment, AssessmentsService } from '../../../catalogue/grading/assessments.service.js';
import { DUE_STATES, GradingQueries } from '../../../catalogue/grading/grading.queries.js';
import { GradedProducts } from '../../../catalogue/grading/graded-products.service.js';
import { GradingReference } from '../../../catalogue/grading/grading-reference.js';
import { SelectionService } from '../../../catalogue/grading/selection.service.js';
import { StarsService } from '../../../catalogue/grading/stars.service.js';
import { AppError, ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { MOST_ROWS, refuseLongList, sendSheets } from '../../download.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { pageNumber } from '../../form-values.js';
import { answerChanges, answersTyped, selectionChanges, selectionTyped, type Typed, typedOf } from './form-values.js';
import { AnswersForm, SelectionForm } from './forms.view.js';
import { DueView } from './due.view.js';
import { RankingView } from './lists.view.js';
import { RubricListView, RubricView } from './rubrics.view.js';
import { FrozenView, ProductView } from './product.view.js';

const GRADING = { href: '/penilaian', text: 'Penilaian OVOP' };
const PAGE_SIZE = 50;

type Fields = Readonly<Record<string, unknown>>;

/** Choosing and grading of OVOP products. */
@ApiExcludeController()
@Controller('penilaian')
@Allow('grading.read')
export class GradingPages {
  constructor(
    private readonly products: GradedProducts,
    private readonly reference: GradingReference,
    private readonly queries: GradingQueries,
    private readonly selections: SelectionService,
    private readonly assessments: AssessmentsService,
    private readonly stars: StarsService,
  ) {}

  @Get()
  async due(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { keadaan, cari = '' } = typedOf(query);
    const state = DUE_STATES.find((one) => one === keadaan);
    const text = cari.trim().slice(0, 100) || undefined;
    const list = await this.queries.due({
      state,
      text,
      day: ctx.today,
      page: pageNumber(query['hal']),
      size: PAGE_SIZE,
    });
    return renderPage(
      reply,
      <Page ctx={ctx} title="Produk mana yang perlu dinilai?" name="Penilaian OVOP">
        <DueView ctx={ctx} list={list} state={state} text={text} />
      </Page>,
    );
  }

  @Get('peringkat')
  async ranking(
    @Context() ctx: PageContext,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { profil, versi } = query;
    const asked = profil !== undefined || versi !== undefined;
    try {
      const ranking = asked ? await this.queries.ranking(profil, versi, pageNumber(query['hal']), PAGE_SIZE) : null;
      return renderPage(reply, this.rankingPage(ctx, { ranking, refusal: null }));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, this.rankingPage(ctx, { ranking: null, refusal: error.message }), 422);
    }
  }

  @Get('peringkat/unduh.:format')
  async download(
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { items, profile, ranked } = await this.queries.ranking(query['profil'], query['versi'], 1, MOST_ROWS);
    refuseLongList(ranked);
    return sendSheets(reply, format, `peringkat-${profile.code}-v${profile.version}`, [
      {
        name: `${profile.code} versi ${profile.version}`,
        columns: [
          { heading: 'Peringkat', type: 'integer' },
          { heading: 'Produk', type: 'text' },
          { heading: 'Kelompok', type: 'text' },
          { heading: 'Tempat', type: 'text' },
          { heading: 'Skor (%)', type: 'percent' },
          { heading: 'Bobot dinilai', type: 'integer' },
          { heading: 'Bobot berlaku', type: 'integer' },
          { heading: 'Ditutup', type: 'day' },
          { heading: 'Jatuh tempo', type: 'day' },
        ],
        rows: items.map((one) => [
          one.rank,
          one.name,
          one.group,
          one.places,
          String(Number((one.score.numerator * 10_000n) / one.score.denominator) / 100),
          one.judgedWeight,
          one.applicableWeight,
          one.closedOn,
          one.dueOn,
        ]),
      },
    ]);
  }

  @Get('rubrik')
  rubrics(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return renderPage(
      reply,
      <Page ctx={ctx} title="Dengan rubrik apa produk dinilai?" name="Rubrik" crumbs={[GRADING]}>
        <RubricListView profiles={this.reference.profiles} />
      </Page>,
    );
  }

  @Get('rubrik/:code/:version')
  rubric(
    @Context() ctx: PageContext,
    @Param('code') code: string,
    @Param('version') version: string,
    @Res() reply: FastifyReply,
  ): FastifyReply {
    const profile = this.reference.get(code, /^\d{1,4}$/.test(version) ? Number(version) : 0);
    const name = `${profile.title}, versi ${profile.version}`;
    return renderPage(
      reply,
      <Page ctx={ctx} title={name} crumbs={[GRADING, { href: '/penilaian/rubrik', text: 'Rubrik' }]}>
        <RubricView profile={profile} />
      </Page>,
    );
  }

  @Get('produk/:productId')
  product(@Context() ctx: PageContext, @Param('productId') id: string, @Res() reply: FastifyReply) {
    return this.productPage(ctx, reply, id, {}, []);
  }

  @Get('produk/:productId/pemilihan')
  @Allow('grading.write')
  async askSelection(@Context() ctx: PageContext, @Param('productId') id: string, @Res() reply: FastifyReply) {
    return this.selectionPage(ctx, reply, id, selectionTyped(await this.selections.entries(id)), [], null, 200);
  }

  @Post('produk/:productId/pemilihan')
  @Allow('grading.write')
  async select(
    @Context() ctx: PageContext,
    @Param('productId') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body);
    const changes = selectionChanges(await this.selections.entries(id), typed);
    try {
      await this.selections.save(id, judgingOf(typed), changes, viewerOf(request).username, ctx.today);
    } catch (error) {
      const [problems, conflict] = shown(error);
      return this.selectionPage(ctx, reply, id, typed, problems, conflict, statusOf(error));
    }
    return seeOther(reply, `/penilaian/produk/${id}`, { text: 'Jawaban kriteria dan unsur disimpan.' });
  }

  @Post('produk/:productId/buka')
  @Allow('grading.write')
  async open(
    @Context() ctx: PageContext,
    @Param('productId') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const opened = await this.assessments.open(id, viewerOf(request).username, ctx.today);
      return seeOther(reply, `/penilaian/isian/${opened.id}`, { text: 'Penilaian dibuka.' });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/penilaian/produk/${id}`, { text: error.message, kind: 'bad' });
    }
  }

  @Post('produk/:productId/bintang')
  @Allow('grading.write')
  async star(
    @Context() ctx: PageContext,
    @Param('productId') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedOf(body);
    const { scheme = '', stars = '', decidedBy = '', decidedOn = '', source = '' } = typed;
    const input = { scheme, stars: /^\d$/.test(stars) ? Number(stars) : 0, decidedBy, decidedOn, source };
    try {
      await this.stars.add(id, input, viewerOf(request).username, ctx.today);
    } catch (error) {
      const [problems, conflict] = shown(error);
      const all = conflict === null ? problems : [{ field: 'decidedOn', message: conflict }];
      return this.productPage(ctx, reply, id, typed, all, statusOf(error));
    }
    return seeOther(reply, `/penilaian/produk/${id}`, { text: 'Keputusan bintang dicatat.' });
  }

  @Post('bintang/:id/cabut')
  @Allow('grading.write')
  async withdraw(
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { why = '' } = typedOf(body);
    const product = await this.stars.withdraw(id, why, viewerOf(request).username);
    return seeOther(reply, `/penilaian/produk/${product}`, { text: 'Keputusan bintang dicabut dan tetap tercatat.' });
  }

  @Get('isian/:id')
  async assessment(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply) {
    const assessment = await this.assessments.get(id);
    return this.assessmentPage(ctx, reply, assessment, answersTyped(assessment), [], null, 200);
  }

  @Post('isian/:id')
  @Allow('grading.write')
  async answer(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const assessment = await this.assessments.get(id);
    const typed = typedOf(body);
    const changes = answerChanges(assessment, typed);
    try {
      await this.assessments.answer(id, judgingOf(typed), changes, viewerOf(request).username, ctx.today);
    } catch (error) {
      const [problems, conflict] = shown(error);
      return this.assessmentPage(
        ctx,
        reply,
        await this.assessments.get(id),
        typed,
        problems,
        conflict,
        statusOf(error),
      );
    }
    return seeOther(reply, `/penilaian/isian/${id}`, { text: 'Jawaban disimpan.' });
  }

  @Post('isian/:id/tutup')
  @Allow('grading.write')
  async close(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      await this.assessments.close(id, viewerOf(request).username, ctx.today);
      return seeOther(reply, `/penilaian/isian/${id}`, { text: 'Penilaian ditutup dan tidak dapat diubah lagi.' });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/penilaian/isian/${id}`, { text: error.message, kind: 'bad' });
    }
  }

  @Post('isian/:id/batal')
  @Allow('grading.write')
  async cancel(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { why = '' } = typedOf(body);
    const { productId } = await this.assessments.cancel(id, why, viewerOf(request).username, ctx.today);
    return seeOther(reply, `/penilaian/produk/${productId}`, { text: 'Penilaian dibatalkan dan tetap tercatat.' });
  }

  private rankingPage(ctx: PageContext, given: Pick<Parameters<typeof RankingView>[0], 'ranking' | 'refusal'>) {
    return (
      <Page ctx={ctx} title="Produk mana yang paling siap?" name="Peringkat" crumbs={[GRADING]}>
        <RankingView ctx={ctx} profiles={this.reference.profiles} {...given} />
      </Page>
    );
  }

  private async productPage(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    typed: Typed,
    problems: readonly FieldProblem[],
    status = 200,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const selection = await this.selections.entries(id);
    const assessments = await this.assessments.ofProduct(id);
    const stars = await this.stars.ofProduct(id);
    const profile = this.reference.for(product.group, ctx.today);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Bagaimana ${product.name} dinilai?`}
        name={product.name}
        crumbs={[GRADING]}
        meta={[product.group.name, ...(product.places ? [product.places] : [])]}
      >
        <ProductView {...{ ctx, product, selection, assessments, stars, profile, typed, problems }} />
      </Page>,
      status,
    );
  }

  private async selectionPage(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    typed: Typed,
    problems: readonly FieldProblem[],
    conflict: string | null,
    status: number,
  ): Promise<FastifyReply> {
    const product = await this.products.get(id);
    const entries = await this.selections.entries(id);
    const names = new Map(
      this.reference.profiles.flatMap(({ dimensions, leavesOut }) =>
        [...dimensions, ...leavesOut].map((one) => [one.code, one.name] as const),
      ),
    );
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apakah ${product.name} memenuhi kriteria?`}
        name="Kriteria dan unsur"
        crumbs={[GRADING, { href: `/penilaian/produk/${id}`, text: product.name }]}
      >
        <SelectionForm
          {...{ ctx, product, entries, typed, problems, conflict }}
          dimensionName={(code) => names.get(code) ?? code}
        />
      </Page>,
      status,
    );
  }

  private assessmentPage(
    ctx: PageContext,
    reply: FastifyReply,
    assessment: Assessment,
    typed: Typed,
    problems: readonly FieldProblem[],
    conflict: string | null,
    status: number,
  ): FastifyReply {
    const { product, profile } = assessment;
    const form = assessment.state === 'terbuka' && ctx.can('grading.write');
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Pada tingkat mana ${product.name}?`}
        name={`Penilaian ${assessment.id}`}
        crumbs={[GRADING, { href: `/penilaian/produk/${product.id}`, text: product.name }]}
        meta={[`${profile.title}, versi ${profile.version}`]}
      >
        {form ? (
          <AnswersForm {...{ ctx, assessment, typed, problems, conflict }} />
        ) : (
          <FrozenView ctx={ctx} assessment={assessment} />
        )}
      </Page>,
      status,
    );
  }
}

function judgingOf({ assessor = '', judgedOn = '' }: Typed): { assessor: string; judgedOn: string } {
  return { assessor, judgedOn };
}

/** What a form shows of an error that is for people; any other goes on. */
function shown(error: unknown): [readonly FieldProblem[], string | null] {
  if (error instanceof InvalidInputError) return [error.fields, null];
  if (error instanceof ConflictError) return [[], error.message];
  throw error;
}

function statusOf(error: unknown): number {
  return error instanceof AppError ? error.status : 500;
}
