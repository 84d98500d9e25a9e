import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { KEY_SCHEMES, type SupplierKey } from '../../../access/scope.js';
import { ClassesService } from '../../../enterprise/class/classes.service.js';
import { sendDocument } from '../../../enterprise/documents/document-answer.js';
import { DocumentsService } from '../../../enterprise/documents/documents.service.js';
import { uploadedForm } from '../../../enterprise/documents/uploaded-form.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { SalesQueries } from '../../../purchasing/sales/sales.queries.js';
import { ConflictError, type FieldProblem } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { EnterpriseView } from './enterprise.view.js';
import { problemsOf, textsOf, USAHA, versionOf, type Fields } from './enterprise-forms.js';

/** One enterprise on a page of its own, with what can be done to each section of it. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class EnterprisePage {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly classes: ClassesService,
    private readonly documents: DocumentsService,
    private readonly sales: SalesQueries,
  ) {}

  @Get(':id')
  @Allow('enterprise.read')
  async show(@Context() ctx: PageContext, @Param('id') id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return renderPage(reply, await this.onePage(ctx, id, null));
  }

  @Post(':id/dokumen')
  async addDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.queries.get(id, ctx.today);
    const { fields, file } = await uploadedForm(request, 'dokumen-berkas');
    return this.act(ctx, reply, id, 'dokumen', fields, (typed, version) =>
      this.desk.addDocument(id, version, { ...typed, kind: typed['kind'] ?? '' }, file, editorOf(request)),
    );
  }

  @Get(':id/dokumen/:documentId/berkas')
  @Allow('document.read')
  async openDocument(
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendDocument(reply, await this.documents.open(id, documentId));
  }

  @Post(':id/dokumen/:documentId/lihat')
  verifyDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'dokumen', body, (_typed, version) =>
      this.desk.verifyDocument(id, version, documentId, editorOf(request)),
    );
  }

  @Post(':id/dokumen/:documentId/hapus')
  removeDocument(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'dokumen', body, (_typed, version) =>
      this.desk.removeDocument(id, version, documentId, editorOf(request)),
    );
  }

  @Post(':id/angka')
  putFigure(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'angka', body, ({ kind = '', year = '', amount = '', source }, version) =>
      this.desk.putFigure(id, version, { kind, year, amount, source }, editorOf(request)),
    );
  }

  @Post(':id/kode')
  addKey(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'kode', body, (typed, version) =>
      this.desk.addKey(
        id,
        version,
        { ...typed, scheme: typed['scheme'] ?? '', key: typed['key'] ?? '' },
        editorOf(request),
      ),
    );
  }

  @Post(':id/kode/lepas')
  removeKey(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const { scheme = '', key = '' } = textsOf(body);
    return this.act(ctx, reply, id, 'kode', body, (_typed, version) =>
      this.desk.removeKey(id, version, { scheme, key }, editorOf(request)),
    );
  }

  @Post(':id/kelas')
  @Allow('enterprise.decide')
  decideClass(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'keputusan', body, (typed, version) =>
      this.desk.decideClass(id, version, { ...typed, class: typed['class'] ?? '' }, editorOf(request)),
    );
  }

  @Post(':id/kelas/verifikasi')
  verifyClass(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'verifikasi', body, ({ validFrom = '', validTo }, version) =>
      this.desk.verifyClass(id, version, { validFrom, validTo }, editorOf(request)),
    );
  }

  @Post(':id/sentra')
  addMembership(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'sentra', body, (typed, version) =>
      this.desk.addMembership(id, version, typed, editorOf(request)),
    );
  }

  @Post(':id/sentra/:membershipId/hapus')
  removeMembership(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Param('membershipId') membershipId: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.act(ctx, reply, id, 'sentra', body, (_typed, version) =>
      this.desk.removeMembership(id, version, membershipId, editorOf(request)),
    );
  }

  /** Does one thing with an enterprise, or shows its page again with what was typed and why not. */
  private async act(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    section: string,
    body: Fields,
    work: (typed: Record<string, string>, version: number) => Promise<void>,
  ): Promise<FastifyReply> {
    const prefix = `${section}-`;
    const typed = Object.fromEntries(
      Object.entries(textsOf(body)).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
      ),
    );
    try {
      await work(typed, versionOf(body));
    } catch (error) {
      const problems = problemsOf(error);
      const status = error instanceof ConflictError ? 409 : 422;
      return renderPage(reply, await this.onePage(ctx, id, { section, typed, problems }), status);
    }
    return seeOther(reply, `/usaha/${id}`, { text: 'Perubahan disimpan.' });
  }

  private async onePage(
    ctx: PageContext,
    id: string,
    failed: { section: string; typed: Record<string, string>; problems: readonly FieldProblem[] } | null,
  ): Promise<VNode> {
    const one = await this.queries.detail(id, ctx.today);
    return (
      <Page
        ctx={ctx}
        title={one.name}
        crumbs={[USAHA]}
        meta={[`Nomor ${one.id}`, one.place ?? 'Desanya belum tercatat']}
      >
        <EnterpriseView
          ctx={ctx}
          one={one}
          verdict={this.classes.verdict(one, one.figures, ctx.today)}
          suggested={ctx.can('enterprise.write') ? await this.queries.suggestedKeys(one.name) : []}
          sentras={await this.queries.sentras()}
          sold={ctx.can('sales.read') ? await this.sold(one.keys) : new Map()}
          failed={failed}
        />
      </Page>
    );
  }

  /** What was sold under each key of the marketplaces, transactions that count. */
  private async sold(keys: readonly { scheme: string; key: string }[]): Promise<Map<string, bigint>> {
    const found = new Map<string, bigint>();
    for (const { scheme, key } of keys) {
      const known = KEY_SCHEMES.find((one) => one === scheme);
      if (!known) continue;
      const supplier: SupplierKey = { scheme: known, key };
      const { byYear } = await this.sales.sales([supplier], { year: null, standing: null, page: 1, size: 1 });
      const counted = byYear.filter(({ standing }) => standing === 'committed' || standing === 'completed');
      found.set(
        `${scheme}|${key}`,
        counted.reduce((sum, { value }) => sum + value, 0n),
      );
    }
    return found;
  }
}
