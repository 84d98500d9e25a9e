import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { ProductService } from '../../../catalogue/products/product.service.js';
import type { Looked } from '../../../eligibility/decisions/decision.js';
import { DecisionsService } from '../../../eligibility/decisions/decisions.service.js';
import { sendDocument } from '../../../enterprise/documents/document-answer.js';
import { DocumentsService } from '../../../enterprise/documents/documents.service.js';
import { uploadedForm } from '../../../enterprise/documents/uploaded-form.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { AccountsService, notLinked } from '../../../onboarding/accounts.service.js';
import { ClaimDto } from '../../../onboarding/onboarding.dto.js';
import type { Account } from '../../../onboarding/onboarding.js';
import { ProposalsService } from '../../../onboarding/proposals.service.js';
import { RequestsService } from '../../../onboarding/requests.service.js';
import { AppError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { checked } from '../../../shared/validation.js';
import { WilayahService } from '../../../wilayah/wilayah.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { placesIn } from './proposal.view.js';
import { OwnView } from './own.view.js';
import { UnlinkedView } from './own-unlinked.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** Products that are judged on the page; of more only the first, the others on their own pages of the bureau. */
const MOST_PRODUCTS = 20;

interface Failed {
  section: 'pengakuan' | 'dokumen' | 'permintaan';
  typed: Record<string, string>;
  problems: readonly FieldProblem[];
}

/**
 * Usaha saya: the file of the enterprise that a clerk linked to the account. No address here names an enterprise, so
 * nobody can ask for another one's.
 */
@ApiExcludeController()
@Controller('usaha-saya')
@Allow('own-file.write')
export class OwnEnterprisePage {
  constructor(
    private readonly accounts: AccountsService,
    private readonly requests: RequestsService,
    private readonly proposals: ProposalsService,
    private readonly enterprises: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly documents: DocumentsService,
    private readonly products: ProductService,
    private readonly decisions: DecisionsService,
    private readonly wilayah: WilayahService,
  ) {}

  @Get()
  async show(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, request, null));
  }

  @Post('pengakuan')
  async claimAgain(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, request, reply, 'pengakuan', body, 'Isian disimpan. Petugas akan melihatnya.', () =>
      this.accounts.claimAgain(viewerOf(request), checked(ClaimDto, body)),
    );
  }

  @Post('surel')
  async resend(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const sent = await this.accounts.resend(viewerOf(request).userId, request.ip);
    return seeOther(
      reply,
      '/usaha-saya',
      sent
        ? { text: 'Tautan baru dikirim; yang lama tidak berlaku lagi.' }
        : { text: 'Tautan belum dapat dikirim. Coba lagi nanti, atau hubungi petugas.', kind: 'warn' },
    );
  }

  @Post('dokumen')
  async addDocument(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const id = await this.ownId(request);
    const { fields, file } = await uploadedForm(request, 'berkas');
    return this.act(
      ctx,
      request,
      reply,
      'dokumen',
      fields,
      'Dokumen disimpan. Petugas akan mencocokkannya.',
      async () => {
        if (!file) {
          const message = 'Pilih foto atau pindaian dokumennya';
          throw new InvalidInputError('onboarding.file-missing', message, [{ field: 'berkas', message }]);
        }
        // The newest state is what the person means to add to: an added document takes nothing away from anybody.
        const { version } = await this.enterprises.get(id, ctx.today);
        await this.desk.addDocument(id, version, { ...fields, kind: fields['kind'] ?? '' }, file, editorOf(request));
      },
    );
  }

  @Get('dokumen/:documentId/berkas')
  async openDocument(
    @Param('documentId') documentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendDocument(reply, await this.documents.open(await this.ownId(request), documentId));
  }

  /** Only what nobody has seen at its source yet. */
  @Post('dokumen/:documentId/tarik')
  async withdrawDocument(
    @Context() ctx: PageContext,
    @Param('documentId') documentId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const id = await this.ownId(request);
    return this.act(ctx, request, reply, 'dokumen', {}, 'Dokumen ditarik.', async () => {
      const { version } = await this.enterprises.get(id, ctx.today);
      await this.desk.withdrawDocument(id, version, documentId, editorOf(request));
    });
  }

  @Post('permintaan')
  async ask(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const id = await this.ownId(request);
    return this.act(ctx, request, reply, 'permintaan', body, 'Berkas diajukan. Kabarnya tampil di Pesan.', () =>
      this.requests.submit(id, textOf(body['note']), viewerOf(request)),
    );
  }

  @Post('permintaan/:id/tarik')
  async withdraw(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.requests.withdraw(await this.ownId(request), id, viewerOf(request));
    return seeOther(reply, '/usaha-saya', { text: 'Permintaan ditarik.' });
  }

  /** The enterprise of whoever asks. Throws `onboarding.not-linked`. */
  private async ownId(request: FastifyRequest): Promise<string> {
    const account = await this.accounts.find(viewerOf(request).userId);
    if (!account?.enterpriseId) throw notLinked();
    return account.enterpriseId;
  }

  private async act(
    ctx: PageContext,
    request: FastifyRequest,
    reply: FastifyReply,
    section: Failed['section'],
    body: Fields,
    done: string,
    work: () => Promise<void>,
  ): Promise<FastifyReply> {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof AppError) || ![409, 422].includes(error.status)) throw error;
      const problems =
        error instanceof InvalidInputError && error.fields.length > 0
          ? error.fields
          : [{ field: section, message: error.message }];
      const typed = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, textOf(value)]));
      return renderPage(reply, await this.page(ctx, request, { section, typed, problems }), error.status);
    }
    return seeOther(reply, '/usaha-saya', { text: done });
  }

  private async page(ctx: PageContext, request: FastifyRequest, failed: Failed | null): Promise<VNode> {
    const { userId } = viewerOf(request);
    const account = await this.accounts.find(userId);
    const steps = account ? await this.accounts.steps(userId) : [];
    if (!account?.enterpriseId)
      return (
        <Page ctx={ctx} title="Usaha saya" name="Usaha saya">
          <UnlinkedView ctx={ctx} account={account} steps={steps} byMail={this.accounts.byMail} failed={failed} />
        </Page>
      );
    return this.linked(ctx, { ...account, enterpriseId: account.enterpriseId }, failed);
  }

  private async linked(
    ctx: PageContext,
    { enterpriseId }: Account & { enterpriseId: string },
    failed: Failed | null,
  ): Promise<VNode> {
    const one = await this.enterprises.detail(enterpriseId, ctx.today);
    const products = [];
    for (const { id } of one.products.slice(0, MOST_PRODUCTS)) {
      const product = await this.products.find(id);
      if (product) products.push({ product, judged: await this.look(enterpriseId, product.id) });
    }
    const proposals = await this.proposals.ofEnterprise(enterpriseId);
    return (
      <Page
        ctx={ctx}
        title={one.name}
        name="Usaha saya"
        meta={[one.place ?? 'Desanya belum tercatat', one.nib === null ? 'NIB belum tercatat' : `NIB ${one.nib}`]}
      >
        <OwnView
          ctx={ctx}
          one={one}
          judged={await this.look(enterpriseId, null)}
          products={products}
          requests={await this.requests.ofEnterprise(enterpriseId)}
          proposals={proposals}
          places={await this.wilayah.words(placesIn(proposals))}
          failed={failed}
        />
      </Page>
    );
  }

  /** What is on file at this moment comes to; kept decisions are the clerk's. */
  private look(enterpriseId: string, productId: string | null): Promise<Looked> {
    return this.decisions.look({ enterpriseId, productId, platform: 'v6' });
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
