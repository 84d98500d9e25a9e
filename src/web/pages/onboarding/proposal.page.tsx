import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { typedFrom } from '../../../enterprise/read-enterprise.js';
import { AccountsService, notLinked } from '../../../onboarding/accounts.service.js';
import { OWN_FIELDS } from '../../../onboarding/onboarding.js';
import { ProposalsService } from '../../../onboarding/proposals.service.js';
import { RegulationService } from '../../../regulation/regulation.service.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import {
  asksForPlace,
  inPlaceField,
  NOTHING_PICKED,
  type PickedPlace,
  pickedCode,
  pickedPlace,
  placeText,
} from '../../place-field.js';
import { ownQuestions, OWN_PREFIX, ProposalForm } from './proposal.view.js';

type Fields = Readonly<Record<string, unknown>>;
const OWN = { href: '/usaha-saya', text: 'Usaha saya' };

/** An enterprise proposes a change of its own data. No address names an enterprise. */
@ApiExcludeController()
@Controller('usaha-saya/usulan')
@Allow('own-file.write')
export class ProposalPage {
  constructor(
    private readonly accounts: AccountsService,
    private readonly proposals: ProposalsService,
    private readonly queries: EnterpriseQueries,
    private readonly regulation: RegulationService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async ask(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const now = await this.now(await this.ownId(request), ctx);
    return renderPage(reply, this.form(ctx, now, NOTHING_PICKED, []));
  }

  @Post()
  async propose(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const id = await this.ownId(request);
    const typed = Object.fromEntries(
      Object.entries(body ?? {}).flatMap(([name, value]) =>
        typeof value === 'string' ? [[name, value.slice(0, 1500)]] : [],
      ),
    );
    const now = await this.now(id, ctx);
    // What was left as it stands is not looked up again: the region on file may be of a province that is not loaded.
    const moved = typed['wilayah'] !== undefined && typed['wilayah'].trim() !== now['wilayah'];
    const picked = moved || asksForPlace(typed) ? await pickedPlace(this.wilayah, typed, ['desa']) : NOTHING_PICKED;
    if (asksForPlace(typed)) return renderPage(reply, this.form(ctx, typed, picked, []));
    const fields = Object.fromEntries(
      OWN_FIELDS.flatMap((field) => (typed[field] === undefined ? [] : [[field, typed[field]]])),
    );
    if (moved) fields['wilayahCode'] = pickedCode(picked, typed);
    const problems: FieldProblem[] = [];
    const stated = {};
    for (const question of ownQuestions({ book: this.regulation.book, day: ctx.today, province: null })) {
      const answer = typed[`${OWN_PREFIX}${question.key}`] ?? '';
      if (answer === '') continue;
      const wrong: FieldProblem[] = [];
      Object.assign(stated, question.read({ jawaban: answer }, wrong).enterprise);
      problems.push(...wrong.map(({ message }) => ({ field: `${OWN_PREFIX}${question.key}`, message })));
    }
    try {
      if (problems.length > 0) throw new InvalidInputError('onboarding.invalid', 'Periksa isian', problems);
      await this.proposals.propose(id, { fields, stated, note: typed['note'] ?? '' }, viewerOf(request), ctx.today);
    } catch (error) {
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const found =
        error instanceof InvalidInputError && error.fields.length > 0
          ? error.fields
          : [{ field: 'name', message: error.message }];
      const told = moved ? inPlaceField(found, picked, typed) : found;
      return renderPage(reply, this.form(ctx, typed, picked, told), error.status);
    }
    return seeOther(reply, '/usaha-saya', {
      text: 'Usulan dikirim. Data berubah sesudah petugas menerimanya; kabarnya tampil di Pesan.',
    });
  }

  @Post(':id/tarik')
  async withdraw(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.proposals.withdraw(await this.ownId(request), id, viewerOf(request));
    return seeOther(reply, '/usaha-saya', { text: 'Usulan ditarik; data tidak berubah.' });
  }

  private form(
    ctx: PageContext,
    typed: Readonly<Record<string, string>>,
    picked: PickedPlace,
    problems: readonly FieldProblem[],
  ): VNode {
    return (
      <Page ctx={ctx} title="Apa yang berubah pada usaha Anda?" name="Ubah data usaha" crumbs={[OWN]}>
        <ProposalForm
          ctx={ctx}
          typed={typed}
          picked={picked}
          problems={problems}
          questions={ownQuestions({ book: this.regulation.book, day: ctx.today, province: null })}
        />
      </Page>
    );
  }

  /** The own record as the form's fields hold it. */
  private async now(id: string, ctx: PageContext): Promise<Record<string, string>> {
    const one = await this.queries.get(id, ctx.today);
    const code = one.wilayahCode;
    const words = code === null ? null : ((await this.wilayah.words([code])).get(code) ?? null);
    return { ...typedFrom(one), wilayah: placeText(code, words) };
  }

  /** Throws `onboarding.not-linked`. */
  private async ownId(request: FastifyRequest): Promise<string> {
    const account = await this.accounts.find(viewerOf(request).userId);
    if (!account?.enterpriseId) throw notLinked();
    return account.enterpriseId;
  }
}
