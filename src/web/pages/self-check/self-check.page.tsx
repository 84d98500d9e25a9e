import { Body, Controller, Get, HttpCode, Inject, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { EligibilityService } from '../../../eligibility/eligibility.service.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import type { Env } from '../../../shared/env.js';
import { ENV } from '../../../shared/tokens.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { type LawOfDay, readAnswers, SCREENS, screens } from './questions.js';
import { QuestionsView, ResultView } from './self-check.view.js';
import { statedOf } from './stated.js';

/**
 * For everybody: may I sell on the catalogue, and what is missing? Nothing is stored, and the answers stand in no address:
 * each screen's form carries those of the screens before it.
 */
@ApiExcludeController()
@Controller('cek-kelayakan')
@Allow('public')
export class SelfCheckPage {
  constructor(
    private readonly eligibility: EligibilityService,
    private readonly regulation: RegulationService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  begin(@Context() ctx: PageContext, @Res() reply: FastifyReply): FastifyReply {
    return this.show(ctx, {}, reply);
  }

  /** A post that is answered by a page: it changes nothing, so that sending it again does no harm. */
  @Post()
  @HttpCode(200)
  next(
    @Context() ctx: PageContext,
    @Body() body: Readonly<Record<string, unknown>>,
    @Res() reply: FastifyReply,
  ): FastifyReply {
    return this.show(ctx, body, reply);
  }

  private show(ctx: PageContext, sent: Readonly<Record<string, unknown>>, reply: FastifyReply): FastifyReply {
    const { wilayahProvinces } = this.env;
    const provinceCode = wilayahProvinces === 'all' ? undefined : wilayahProvinces[0];
    const law: LawOfDay = {
      book: this.regulation.book,
      day: ctx.today,
      province: provinceCode === undefined ? null : (ctx.instance.province ?? 'provinsi ini'),
    };
    const answers = readAnswers(sent ?? {}, law);
    if (sent?.['ke'] === 'hasil') {
      const assessed = this.eligibility.check(statedOf(answers, law, provinceCode));
      return renderPage(
        reply,
        <Page ctx={ctx} title="Apa yang masih kurang?" name="Hasil cek kelayakan">
          <ResultView ctx={ctx} assessed={assessed} answers={answers} />
        </Page>,
      );
    }
    const at = Math.min(Math.max(Math.trunc(Number(sent?.['ke'])) || 1, 1), SCREENS);
    const screen = screens(answers, law)[at - 1];
    if (!screen) throw new Error(`There is no screen ${at}`);
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={screen.title}
        name="Cek kelayakan"
        meta={[`Cek kelayakan, layar ${at} dari ${SCREENS + 1}`]}
      >
        <QuestionsView ctx={ctx} screen={screen} at={at} answers={answers} />
      </Page>,
    );
  }
}
