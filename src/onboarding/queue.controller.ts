import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { viewerOf } from '../access/viewer.js';
import { editorOf } from '../enterprise/enterprise.controller.js';
import { uuidParam } from '../shared/uuid-param.js';
import { AccountsService } from './accounts.service.js';
import {
  LinkAccountDto,
  QueueDto,
  QueuedAccountDetailDto,
  QueuedProposalDetailDto,
  QueuedRequestDetailDto,
  QueueReasonDto,
  QueueVersionDto,
} from './onboarding.api.dto.js';
import { ProposalsService } from './proposals.service.js';
import { RequestsService } from './requests.service.js';

/** The clerk's queue: accounts to link, files to look at, changes of data to accept; each step has a name and a time. */
@ApiTags('Antrean')
@ApiCookieAuth()
@ApiNotFoundResponse({ description: 'Hal itu tidak ada' })
@Controller('api/v1/onboarding')
@Allow('onboarding.write')
export class QueueController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly requests: RequestsService,
    private readonly proposals: ProposalsService,
  ) {}

  @Get('queue')
  @Allow('onboarding.read')
  @ApiOperation({ summary: 'Yang menunggu petugas, yang paling lama dahulu' })
  @ApiOkResponse({ type: QueueDto })
  async queue(): Promise<QueueDto> {
    return {
      accounts: await this.accounts.waiting(),
      requests: await this.requests.open(),
      proposals: await this.proposals.open(),
    };
  }

  @Get('accounts/:userId')
  @Allow('onboarding.read')
  @ApiOperation({ summary: 'Satu pendaftaran, dengan usaha yang mungkin dimaksud' })
  @ApiOkResponse({ type: QueuedAccountDetailDto })
  async account(@Param('userId', uuidParam) userId: string): Promise<QueuedAccountDetailDto> {
    const account = await this.accounts.get(userId);
    return {
      ...account,
      candidates: await this.accounts.candidates(account),
      steps: await this.accounts.steps(userId),
    };
  }

  @Post('accounts/:userId/link')
  @HttpCode(204)
  @ApiOperation({ summary: 'Menghubungkan akun dengan usaha yang tercatat, atau dengan catatan baru' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah, atau alamat surelnya milik akun usaha lain' })
  link(
    @Param('userId', uuidParam) userId: string,
    @Body() { version, enterprise }: LinkAccountDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.accounts.approve(userId, version, enterprise, viewerOf(request));
  }

  @Post('accounts/:userId/return')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mengembalikan pendaftaran, atau melepaskan hubungannya, dengan alasan' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  @ApiUnprocessableEntityResponse({ description: 'Alasannya kurang' })
  returnAccount(
    @Param('userId', uuidParam) userId: string,
    @Body() { version, reason }: QueueReasonDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.accounts.giveBack(userId, version, reason, viewerOf(request));
  }

  @Get('requests/:id')
  @Allow('onboarding.read')
  @ApiOperation({ summary: 'Satu permintaan periksa berkas, dengan langkahnya' })
  @ApiOkResponse({ type: QueuedRequestDetailDto })
  async request(@Param('id') id: string): Promise<QueuedRequestDetailDto> {
    return { ...(await this.requests.get(id)), steps: await this.requests.steps(id) };
  }

  @Post('requests/:id/begin')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mulai memeriksa berkas' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  begin(@Param('id') id: string, @Body() { version }: QueueVersionDto, @Req() request: FastifyRequest): Promise<void> {
    return this.requests.begin(id, version, viewerOf(request));
  }

  @Post('requests/:id/documents/:documentId/verify')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mencatat bahwa dokumen dilihat di sumbernya; version ialah versi catatan usahanya' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  verify(
    @Param('id') id: string,
    @Param('documentId') documentId: string,
    @Body() { version }: QueueVersionDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.requests.verify(id, version, documentId, viewerOf(request), editorOf(request));
  }

  @Post('requests/:id/return')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mengembalikan berkas dengan alasan' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  @ApiUnprocessableEntityResponse({ description: 'Alasannya kurang' })
  returnRequest(
    @Param('id') id: string,
    @Body() { version, reason }: QueueReasonDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.requests.giveBack(id, version, reason, viewerOf(request));
  }

  @Post('requests/:id/approve')
  @HttpCode(204)
  @ApiOperation({ summary: 'Menyetujui berkas; kelayakan usaha dan produknya dinilai dan disimpan' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  approve(
    @Param('id') id: string,
    @Body() { version }: QueueVersionDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.requests.approve(id, version, viewerOf(request));
  }

  @Get('proposals/:id')
  @Allow('onboarding.read')
  @ApiOperation({ summary: 'Satu usulan perubahan data, dengan langkahnya' })
  @ApiOkResponse({ type: QueuedProposalDetailDto })
  async proposal(@Param('id') id: string): Promise<QueuedProposalDetailDto> {
    return { ...(await this.proposals.get(id)), steps: await this.proposals.steps(id) };
  }

  @Post('proposals/:id/accept')
  @HttpCode(204)
  @ApiOperation({ summary: 'Menerima usulan; data usaha diubah dan pernyataannya dicatat' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah, atau NIB sudah tercatat pada usaha lain' })
  accept(@Param('id') id: string, @Body() { version }: QueueVersionDto, @Req() request: FastifyRequest): Promise<void> {
    return this.proposals.accept(id, version, viewerOf(request), editorOf(request));
  }

  @Post('proposals/:id/return')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mengembalikan usulan dengan alasan; data tidak diubah' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berubah' })
  @ApiUnprocessableEntityResponse({ description: 'Alasannya kurang' })
  returnProposal(
    @Param('id') id: string,
    @Body() { version, reason }: QueueReasonDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.proposals.giveBack(id, version, reason, viewerOf(request));
  }
}
