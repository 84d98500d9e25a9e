import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { StatementDesk } from '../../../eligibility/facts/statement-desk.js';
import type { StatedAbout } from '../../../eligibility/facts/statements.service.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import { type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { maskText } from '../../../shared/masking.js';
import { Context, type Option, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { KELAYAKAN } from './decisions.page.js';
import { type About, type StatementQuestion, statementQuestions } from './statement-questions.js';
import { StatementForm, StatementsView } from './statements.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** Keterangan: what only a person can state about an enterprise or a product, with source, day and document. */
@ApiExcludeController()
@Controller('kelayakan/keterangan')
@Allow('eligibility.write')
export class StatementsPage {
  constructor(
    private readonly desk: StatementDesk,
    private readonly enterprises: EnterpriseQueries,
    private readonly regulation: RegulationService,
  ) {}

  @Get(':about/:id')
  @Allow('eligibility.read')
  async list(
    @Context() ctx: PageContext,
    @Param('about') aboutText: string,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const about = aboutOf(aboutText);
    const name = await this.desk.nameOf(subjectOf(about, id));
    return renderPage(
      reply,
      <Page ctx={ctx} title={`Apa yang dinyatakan tentang ${name}?`} name="Keterangan" crumbs={[KELAYAKAN]}>
        <StatementsView
          ctx={ctx}
          about={about}
          id={id}
          questions={this.questions(ctx).filter((one) => one.about === about)}
          statements={await this.desk.list(subjectOf(about, id))}
        />
      </Page>,
    );
  }

  @Get(':about/:id/:key')
  async ask(
    @Context() ctx: PageContext,
    @Param('about') aboutText: string,
    @Param('id') id: string,
    @Param('key') key: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.form(ctx, aboutOf(aboutText), id, key, {}, []));
  }

  @Post(':about/:id/:key')
  async record(
    @Context() ctx: PageContext,
    @Param('about') aboutText: string,
    @Param('id') id: string,
    @Param('key') key: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const about = aboutOf(aboutText);
    const question = this.question(ctx, about, key);
    const typed = textsOf(body);
    const problems: FieldProblem[] = [];
    const { release, ...stated } = question.read(typed, problems);
    const given = {
      ...stated,
      source: typed['source'] ?? '',
      statedOn: typed['statedOn'] ?? '',
      documentId: typed['documentId'] || undefined,
      verified: typed['verified'] === '1',
    };
    try {
      if (problems.length > 0) throw new InvalidInputError('eligibility.statement-invalid', 'Periksa isian', problems);
      const by = viewerOf(request).username;
      if (release !== undefined) await this.desk.release(id, release, given, by);
      else if (about === 'usaha') await this.desk.stateOfEnterprise(id, given, by);
      else await this.desk.stateOfProduct(id, given, by);
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, await this.form(ctx, about, id, key, typed, error.fields), error.status);
    }
    return seeOther(reply, pathOf(about, id), {
      text: `Keterangan dicatat: ${question.title} Keputusan kelayakan menyusul malam ini, atau nilai sekarang dari halaman keputusannya.`,
    });
  }

  @Post(':about/:id/:key/cabut')
  async withdraw(
    @Context() ctx: PageContext,
    @Param('about') aboutText: string,
    @Param('id') id: string,
    @Param('key') key: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const about = aboutOf(aboutText);
    const { facts } = this.question(ctx, about, key);
    await this.desk.withdraw(subjectOf(about, id), facts);
    return seeOther(reply, pathOf(about, id), {
      text: 'Keterangan dicabut; yang pernah dinyatakan tetap ada dalam jejak audit.',
    });
  }

  private async form(
    ctx: PageContext,
    about: About,
    id: string,
    key: string,
    typed: Readonly<Record<string, string>>,
    problems: readonly FieldProblem[],
  ): Promise<VNode> {
    const question = this.question(ctx, about, key);
    const name = await this.desk.nameOf(subjectOf(about, id));
    const statements = await this.desk.list(subjectOf(about, id));
    return (
      <Page
        ctx={ctx}
        title={question.title}
        crumbs={[KELAYAKAN, { href: pathOf(about, id), text: 'Keterangan' }]}
        meta={[name]}
      >
        <StatementForm
          ctx={ctx}
          action={`${pathOf(about, id)}/${key}`}
          question={question}
          now={statements.filter(({ fact }) => (question.facts as readonly string[]).includes(fact))}
          documents={about === 'usaha' ? await this.documents(ctx, id) : []}
          typed={typed}
          problems={problems}
        />
      </Page>
    );
  }

  private async documents(ctx: PageContext, id: string): Promise<Option[]> {
    const { documents } = await this.enterprises.detail(id, ctx.today);
    return documents.map((one) => ({
      value: one.id,
      text: `${one.kind}${one.number === null ? '' : ` nomor ${maskText(one.number)}`}${one.verifiedOn === null ? ', belum dilihat di sumbernya' : ''}`,
    }));
  }

  private questions(ctx: PageContext): readonly StatementQuestion[] {
    return statementQuestions({ book: this.regulation.book, day: ctx.today, province: null });
  }

  /** Throws `eligibility.no-such-question`. */
  private question(ctx: PageContext, about: About, key: string): StatementQuestion {
    const found = this.questions(ctx).find((one) => one.about === about && one.key === key);
    if (found) return found;
    throw new NotFoundError(
      'eligibility.no-such-question',
      'Keterangan itu tidak dikenal. Buka lagi dari daftar keterangan usaha atau produknya.',
    );
  }
}

/** Throws `eligibility.no-such-question`. */
function aboutOf(text: string): About {
  if (text === 'usaha' || text === 'produk') return text;
  throw new NotFoundError(
    'eligibility.no-such-question',
    'Alamat ini tidak ada. Buka keterangan dari usaha atau produk.',
  );
}

function subjectOf(about: About, id: string): StatedAbout {
  return about === 'usaha' ? { enterpriseId: id } : { productId: id };
}

function pathOf(about: About, id: string): string {
  return `/kelayakan/keterangan/${about}/${encodeURIComponent(id)}`;
}

function textsOf(body: Fields): Record<string, string> {
  return Object.fromEntries(
    Object.entries(body ?? {}).flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value.slice(0, 500)]] : [],
    ),
  );
}
