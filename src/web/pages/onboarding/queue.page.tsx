import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { typedFrom } from '../../../enterprise/read-enterprise.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { AccountsService } from '../../../onboarding/accounts.service.js';
import { ProposalsService } from '../../../onboarding/proposals.service.js';
import { RequestsService } from '../../../onboarding/requests.service.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { placesIn, ProposalView } from './proposal.view.js';
import { AccountView, QueueView, RequestView } from './queue.view.js';

type Fields = Readonly<Record<string, unknown>>;
const QUEUE = { href: '/antrean', text: 'Antrean' };

/** What was typed and why it was not taken. */
interface Failed {
  typed: Fields;
  problems: readonly FieldProblem[];
}

/** Antrean: accounts to link and files to look at. Each step has a name and a time, and the enterprise hears of it. */
@ApiExcludeController()
@Controller('antrean')
@Allow('onboarding.write')
export class QueuePage {
  constructor(
    private readonly accounts: AccountsService,
    private readonly requests: RequestsService,
    private readonly proposals: ProposalsService,
    private readonly enterprises: EnterpriseQueries,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  @Allow('onboarding.read')
  async list(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(
      reply,
      <Page ctx={ctx} title="Siapa yang menunggu kita?" name="Antrean">
        <QueueView
          ctx={ctx}
          accounts={await this.accounts.waiting()}
          open={await this.requests.open()}
          proposals={await this.proposals.open()}
          closed={await this.requests.closed()}
        />
      </Page>,
    );
  }

  @Get('akun/:userId')
  @Allow('onboarding.read')
  async account(
    @Context() ctx: PageContext,
    @Param('userId', uuidParam) userId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.accountPage(ctx, userId, null));
  }

  @Post('akun/:userId/hubungkan')
  link(
    @Context() ctx: PageContext,
    @Param('userId', uuidParam) userId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const show = (failed: Failed): Promise<VNode> => this.accountPage(ctx, userId, failed);
    return this.act(reply, body, 'enterprise', 'Akun dihubungkan; orangnya diberi tahu.', '/antrean', show, () =>
      this.accounts.approve(userId, versionOf(body), textOf(body['enterprise']), viewerOf(request)),
    );
  }

  @Post('akun/:userId/kembalikan')
  giveAccountBack(
    @Context() ctx: PageContext,
    @Param('userId', uuidParam) userId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const show = (failed: Failed): Promise<VNode> => this.accountPage(ctx, userId, failed);
    return this.act(reply, body, 'reason', 'Pendaftaran dikembalikan; orangnya diberi tahu.', '/antrean', show, () =>
      this.accounts.giveBack(userId, versionOf(body), textOf(body['reason']), viewerOf(request)),
    );
  }

  @Get('berkas/:id')
  @Allow('onboarding.read')
  async request(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.requestPage(ctx, id, null));
  }

  @Post('berkas/:id/periksa')
  begin(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.onFile(ctx, id, body, reply, 'Pemeriksaan dimulai.', () =>
      this.requests.begin(id, versionOf(body), viewerOf(request)),
    );
  }

  @Post('berkas/:id/dokumen/:documentId')
  verify(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.onFile(ctx, id, body, reply, 'Dokumen dicatat sudah dilihat di sumbernya.', () =>
      this.requests.verify(id, versionOf(body), documentId, viewerOf(request), editorOf(request)),
    );
  }

  @Post('berkas/:id/kembalikan')
  giveBack(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.onFile(ctx, id, body, reply, 'Berkas dikembalikan; usahanya diberi tahu.', () =>
      this.requests.giveBack(id, versionOf(body), textOf(body['reason']), viewerOf(request)),
    );
  }

  @Post('berkas/:id/setujui')
  approve(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const done = 'Berkas disetujui; keputusan kelayakan dibuat dan usahanya diberi tahu.';
    return this.onFile(ctx, id, body, reply, done, () => this.requests.approve(id, versionOf(body), viewerOf(request)));
  }

  @Get('usulan/:id')
  @Allow('onboarding.read')
  async proposal(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.proposalPage(ctx, id, null));
  }

  @Post('usulan/:id/terima')
  acceptProposal(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.onProposal(ctx, id, body, reply, 'Usulan diterima; data usaha diubah dan usahanya diberi tahu.', () =>
      this.proposals.accept(id, versionOf(body), viewerOf(request), editorOf(request)),
    );
  }

  @Post('usulan/:id/kembalikan')
  giveProposalBack(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.onProposal(ctx, id, body, reply, 'Usulan dikembalikan; usahanya diberi tahu.', () =>
      this.proposals.giveBack(id, versionOf(body), textOf(body['reason']), viewerOf(request)),
    );
  }

  private onProposal(
    ctx: PageContext,
    id: string,
    body: Fields,
    reply: FastifyReply,
    done: string,
    work: () => Promise<void>,
  ): Promise<FastifyReply> {
    const show = (failed: Failed): Promise<VNode> => this.proposalPage(ctx, id, failed);
    return this.act(reply, body, 'reason', done, '/antrean', show, work);
  }

  private async proposalPage(ctx: PageContext, id: string, failed: Failed | null): Promise<VNode> {
    const proposal = await this.proposals.get(id);
    const now = typedFrom(await this.enterprises.get(proposal.enterpriseId, ctx.today));
    const codes = [...placesIn([proposal]), ...(now.wilayahCode ? [now.wilayahCode] : [])];
    return (
      <Page ctx={ctx} title={`Perubahan data ${proposal.enterpriseName}`} crumbs={[QUEUE]}>
        <ProposalView
          ctx={ctx}
          proposal={proposal}
          now={now}
          places={await this.wilayah.words(codes)}
          steps={await this.proposals.steps(proposal.id)}
          reason={textOf(failed?.typed['reason'])}
          problems={failed?.problems ?? []}
        />
      </Page>
    );
  }

  private onFile(
    ctx: PageContext,
    id: string,
    body: Fields,
    reply: FastifyReply,
    done: string,
    work: () => Promise<void>,
  ): Promise<FastifyReply> {
    const show = (failed: Failed): Promise<VNode> => this.requestPage(ctx, id, failed);
    return this.act(reply, body, 'reason', done, `/antrean/berkas/${encodeURIComponent(id)}`, show, work);
  }

  private async act(
    reply: FastifyReply,
    typed: Fields,
    field: string,
    done: string,
    to: string,
    show: (failed: Failed) => Promise<VNode>,
    work: () => Promise<void>,
  ): Promise<FastifyReply> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const problems =
        error instanceof InvalidInputError && error.fields.length > 0
          ? error.fields
          : [{ field, message: error.message }];
      return renderPage(reply, await show({ typed, problems }), error.status);
    }
    return seeOther(reply, to, { text: done });
  }

  private async accountPage(ctx: PageContext, userId: string, failed: Failed | null): Promise<VNode> {
    const account = await this.accounts.get(userId);
    return (
      <Page ctx={ctx} title={`Usaha mana milik ${account.displayName}?`} name={account.displayName} crumbs={[QUEUE]}>
        <AccountView
          ctx={ctx}
          account={account}
          candidates={await this.accounts.candidates(account)}
          steps={await this.accounts.steps(userId)}
          reason={textOf(failed?.typed['reason'])}
          problems={failed?.problems ?? []}
        />
      </Page>
    );
  }

  private async requestPage(ctx: PageContext, id: string, failed: Failed | null): Promise<VNode> {
    const request = await this.requests.get(id);
    const one = await this.enterprises.detail(request.enterpriseId, ctx.today);
    return (
      <Page
        ctx={ctx}
        title={`Berkas ${request.enterpriseName}`}
        crumbs={[QUEUE]}
        meta={[one.place ?? 'Desanya belum tercatat']}
      >
        <RequestView
          ctx={ctx}
          request={request}
          one={one}
          steps={await this.requests.steps(request.id)}
          reason={textOf(failed?.typed['reason'])}
          problems={failed?.problems ?? []}
        />
      </Page>
    );
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function versionOf(body: Fields): number {
  return /^\d{1,9}$/.test(textOf(body['version'])) ? Number(body['version']) : 0;
}
