import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { ANSWERS, CorrectionsService } from '../../../access/personal/corrections.service.js';
import { PersonalInventoryService } from '../../../access/personal/inventory.service.js';
import { fieldNamed, ownerNamed } from '../../../access/personal/personal.controller.js';
import { type PersonalOwner, PersonalVault } from '../../../access/personal/personal-vault.js';
import { viewerOf } from '../../../access/viewer.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { InventoryView, OwnerView, RequestsView, type Unmasked } from './personal.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** What is held of people, for those who look after it: the inventory, requests, and single values with a reason. */
@ApiExcludeController()
@Controller()
@Allow('personal.read')
export class PersonalPages {
  constructor(
    private readonly vault: PersonalVault,
    private readonly corrections: CorrectionsService,
    private readonly inventory: PersonalInventoryService,
  ) {}

  @Get('inventaris-data')
  async showInventory(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(
      reply,
      <Page ctx={ctx} title="Data pribadi apa yang ada di sini?" name="Inventaris data pribadi">
        <InventoryView entries={await this.inventory.list()} />
      </Page>,
    );
  }

  @Get('permintaan-data')
  async showRequests(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.requestsPage(ctx, []));
  }

  @Post('permintaan-data/:id')
  @Allow('personal.write')
  async answer(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const state = ANSWERS.find((one) => one === body['state']);
      const message = 'Pilih dipenuhi atau ditolak';
      if (!state) throw new InvalidInputError('correction.state', `${message}.`, [{ field: 'state', message }]);
      await this.corrections.answer(id, state, text(body['answer']), viewerOf(request));
      return seeOther(reply, '/permintaan-data', { text: `Permintaan nomor ${id} dijawab.` });
    } catch (error) {
      if (error instanceof ConflictError)
        return seeOther(reply, '/permintaan-data', { text: error.message, kind: 'bad' });
      if (!(error instanceof InvalidInputError)) throw error;
      const problems = error.fields.map(({ field, message }) => ({ field: `${field}-${id}`, message }));
      return renderPage(reply, await this.requestsPage(ctx, problems), 422);
    }
  }

  @Get('data-pribadi/:ownerKind/:ownerId')
  async showOwner(
    @Context() ctx: PageContext,
    @Param('ownerKind') kind: string,
    @Param('ownerId') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.ownerPage(ctx, ownerNamed(kind, id), {}));
  }

  /** The value stands in the answer itself, once; nothing keeps the page. */
  @Post('data-pribadi/:ownerKind/:ownerId/:field/buka')
  @Allow('personal.unmask')
  async unmask(
    @Context() ctx: PageContext,
    @Param('ownerKind') kind: string,
    @Param('ownerId') id: string,
    @Param('field') name: string,
    @Body() body: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const owner = ownerNamed(kind, id);
    const field = fieldNamed(name);
    try {
      const value = await this.vault.unmask(owner, field, text(body[`reason-${field}`]));
      return renderPage(reply, await this.ownerPage(ctx, owner, { unmasked: { field, value } }));
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      const problems = error.fields.map((problem) => ({ ...problem, field: `${problem.field}-${field}` }));
      return renderPage(reply, await this.ownerPage(ctx, owner, { problems }), 422);
    }
  }

  private async requestsPage(ctx: PageContext, problems: readonly FieldProblem[]): Promise<VNode> {
    return (
      <Page ctx={ctx} title="Siapa yang meminta perbaikan?" name="Permintaan data">
        <RequestsView ctx={ctx} requests={await this.corrections.list()} problems={problems} />
      </Page>
    );
  }

  private async ownerPage(
    ctx: PageContext,
    owner: PersonalOwner,
    state: { unmasked?: Unmasked; problems?: readonly FieldProblem[] },
  ): Promise<VNode> {
    return (
      <Page
        ctx={ctx}
        title="Data pribadi apa yang disimpan?"
        name="Data pribadi"
        crumbs={[{ href: '/inventaris-data', text: 'Inventaris data pribadi' }]}
      >
        <OwnerView ctx={ctx} owner={owner} values={await this.vault.masked(owner)} {...state} />
      </Page>
    );
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 5000) : '';
}
