import { Body, Controller, Delete, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiExtraModels,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
  getSchemaPath,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { unlessKnown } from '../../shared/etag.js';
import { checked } from '../../shared/validation.js';
import { editorOf } from '../enterprise.controller.js';
import { EnterpriseDesk } from '../enterprise-desk.js';
import {
  documentView,
  EnterpriseDocumentInputDto,
  EnterpriseDocumentsDto,
  EnterpriseMembershipsDto,
  EnterpriseVersionQueryDto,
  MembershipInputDto,
  membershipView,
} from '../enterprise.dto.js';
import { EnterpriseQueries } from '../enterprise.queries.js';
import { sendDocument } from './document-answer.js';
import { DocumentsService } from './documents.service.js';
import { uploadedForm } from './uploaded-form.js';

const CONFLICT = { description: 'Sudah diubah orang lain; ambil versi terbarunya' } as const;
const INPUT = { $ref: getSchemaPath(EnterpriseDocumentInputDto) };

/** Documents and memberships of an enterprise. Each answer to a change is the whole list with its new version. */
@ApiTags('Pelaku usaha')
@ApiCookieAuth()
@ApiExtraModels(EnterpriseDocumentInputDto)
@ApiNotFoundResponse()
@Controller('api/v1/enterprises/:id')
@Allow('enterprise.write')
export class EnterprisePartsController {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly scans: DocumentsService,
  ) {}

  @Get('documents')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Dokumen pelaku usaha, tanpa berkasnya' })
  @ApiOkResponse({ type: EnterpriseDocumentsDto })
  async documents(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnterpriseDocumentsDto | undefined> {
    const { version } = await this.queries.get(id, editorOf(request).day);
    return unlessKnown(request, reply, ['documents', id, version], () => this.documentsOf(id, request));
  }

  @Post('documents')
  @ApiOperation({ summary: 'Menambah dokumen, dengan atau tanpa berkas (PDF, JPEG, PNG; paling besar 5 MB)' })
  @ApiConsumes('multipart/form-data', 'application/json')
  @ApiBody({
    schema: { allOf: [INPUT, { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } }] },
  })
  @ApiCreatedResponse({ type: EnterpriseDocumentsDto })
  @ApiConflictResponse(CONFLICT)
  @ApiUnprocessableEntityResponse()
  async addDocument(@Param('id') id: string, @Req() request: FastifyRequest): Promise<EnterpriseDocumentsDto> {
    const { fields, file } = await uploadedForm(request, 'berkas');
    const body = request.isMultipart() ? fields : request.body;
    const { version, ...given } = checked(EnterpriseDocumentInputDto, body);
    await this.desk.addDocument(id, version, given, file, editorOf(request));
    return this.documentsOf(id, request);
  }

  @Delete('documents/:documentId')
  @ApiOperation({ summary: 'Menghapus dokumen beserta berkasnya' })
  @ApiOkResponse({ type: EnterpriseDocumentsDto })
  @ApiConflictResponse(CONFLICT)
  async removeDocument(
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Query() { version }: EnterpriseVersionQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<EnterpriseDocumentsDto> {
    await this.desk.removeDocument(id, version, documentId, editorOf(request));
    return this.documentsOf(id, request);
  }

  @Get('documents/:documentId/file')
  @Allow('document.read')
  @ApiOperation({ summary: 'Berkas sebuah dokumen; siapa yang membukanya dicatat' })
  @ApiOkResponse({ content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } })
  async file(
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return sendDocument(reply, await this.scans.open(id, documentId));
  }

  @Get('memberships')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Sentra dan kelompok tempat pelaku usaha tergabung' })
  @ApiOkResponse({ type: EnterpriseMembershipsDto })
  async memberships(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<EnterpriseMembershipsDto | undefined> {
    const { version } = await this.queries.get(id, editorOf(request).day);
    // Names are those of the sentra, which change without the enterprise: they are part of the tag.
    const items = (await this.queries.memberships(id)).map(membershipView);
    return unlessKnown(request, reply, ['memberships', id, version, items], () => Promise.resolve({ version, items }));
  }

  @Post('memberships')
  @ApiOperation({ summary: 'Menambah keanggotaan sentra atau kelompok' })
  @ApiCreatedResponse({ type: EnterpriseMembershipsDto })
  @ApiConflictResponse(CONFLICT)
  @ApiUnprocessableEntityResponse()
  async addMembership(
    @Param('id') id: string,
    @Body() { version, ...given }: MembershipInputDto,
    @Req() request: FastifyRequest,
  ): Promise<EnterpriseMembershipsDto> {
    await this.desk.addMembership(id, version, given, editorOf(request));
    return this.membershipsOf(id, request);
  }

  @Delete('memberships/:membershipId')
  @ApiOperation({ summary: 'Menghapus keanggotaan yang keliru dicatat' })
  @ApiOkResponse({ type: EnterpriseMembershipsDto })
  @ApiConflictResponse(CONFLICT)
  async removeMembership(
    @Param('id') id: string,
    @Param('membershipId') membershipId: string,
    @Query() { version }: EnterpriseVersionQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<EnterpriseMembershipsDto> {
    await this.desk.removeMembership(id, version, membershipId, editorOf(request));
    return this.membershipsOf(id, request);
  }

  private async documentsOf(id: string, request: FastifyRequest): Promise<EnterpriseDocumentsDto> {
    const { version } = await this.queries.get(id, editorOf(request).day);
    return { version, items: (await this.queries.documents(id)).map(documentView) };
  }

  private async membershipsOf(id: string, request: FastifyRequest): Promise<EnterpriseMembershipsDto> {
    const { version } = await this.queries.get(id, editorOf(request).day);
    return { version, items: (await this.queries.memberships(id)).map(membershipView) };
  }
}
