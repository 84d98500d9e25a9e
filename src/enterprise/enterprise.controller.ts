import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { accessOf, viewerOf } from '../access/viewer.js';
import { today } from '../shared/dates.js';
import { ListImportDto } from '../shared/list-import.dto.js';
import { uploadedBytes } from '../shared/upload.js';
import { EnterpriseDesk } from './enterprise-desk.js';
import {
  ClassDecisionDto,
  ClassVerificationDto,
  CreatedDto,
  detailView,
  EnterpriseChangeDto,
  EnterpriseDetailDto,
  EnterpriseInputDto,
  EnterprisePageDto,
  EnterpriseQueryDto,
  FigureInputDto,
  KeyInputDto,
  KeyRemovalDto,
  EnterpriseMergeDto,
  MergeInputDto,
  pageView,
  ProposalDto,
  TellApartDto,
} from './enterprise.dto.js';
import { EnterpriseQueries } from './enterprise.queries.js';
import type { Editor } from './enterprise.service.js';
import { EnterpriseImportService } from './import/import.service.js';
import { MergingService } from './merging/merging.service.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** Pelaku usaha. */
@ApiTags('Pelaku usaha')
@ApiCookieAuth()
@Controller('api/v1/enterprises')
@Allow('enterprise.write')
export class EnterpriseController {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly desk: EnterpriseDesk,
    private readonly imports: EnterpriseImportService,
    private readonly merging: MergingService,
  ) {}

  @Get()
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Pelaku usaha dengan kelas yang berlaku hari ini dan dasarnya' })
  @ApiOkResponse({ type: EnterprisePageDto })
  async list(@Query() query: EnterpriseQueryDto, @Req() request: FastifyRequest): Promise<EnterprisePageDto> {
    const { page, size, ...filter } = query;
    return pageView(await this.queries.list({ ...filter, day: editorOf(request).day }, { page, size }));
  }

  @Get('duplicates')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Pasangan yang mungkin usaha yang sama, yang paling pasti dahulu' })
  @ApiOkResponse({ type: [ProposalDto] })
  duplicates(): Promise<ProposalDto[]> {
    return this.merging.proposals();
  }

  @Get('merges')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Penggabungan yang pernah dibuat, yang terbaru dahulu' })
  @ApiOkResponse({ type: [EnterpriseMergeDto] })
  merges(): Promise<EnterpriseMergeDto[]> {
    return this.merging.merges();
  }

  @Post('merges')
  @ApiOperation({ summary: 'Menggabungkan dua catatan usaha yang sama; dapat dibatalkan' })
  @ApiCreatedResponse({ type: CreatedDto })
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  async merge(@Body() body: MergeInputDto, @Req() request: FastifyRequest): Promise<CreatedDto> {
    return { id: await this.desk.merge(body, editorOf(request)) };
  }

  @Post('merges/:id/undo')
  @HttpCode(200)
  @ApiOperation({ summary: 'Membatalkan penggabungan; ditolak bila ada perubahan sesudahnya yang bertumpu padanya' })
  @ApiOkResponse({ type: EnterpriseMergeDto })
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  undoMerge(@Param('id') id: string, @Req() request: FastifyRequest): Promise<EnterpriseMergeDto> {
    return this.desk.undoMerge(id, editorOf(request));
  }

  @Post('distinct')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mencatat bahwa dua catatan bukan usaha yang sama, agar tidak diusulkan lagi' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  tellApart(@Body() { oneId, otherId }: TellApartDto, @Req() request: FastifyRequest): Promise<void> {
    return this.desk.tellApart(oneId, otherId, editorOf(request));
  }

  @Post('import/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar pelaku usaha; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  @ApiUnprocessableEntityResponse()
  async preview(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.imports.preview(await uploadedBytes(request));
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mengimpor daftar pelaku usaha XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  @ApiUnprocessableEntityResponse()
  async import(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.desk.import(await uploadedBytes(request), viewerOf(request).username);
  }

  @Post()
  @ApiOperation({ summary: 'Menambah pelaku usaha' })
  @ApiCreatedResponse({ type: CreatedDto })
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  async create(@Body() body: EnterpriseInputDto, @Req() request: FastifyRequest): Promise<CreatedDto> {
    return { id: await this.desk.create(body, editorOf(request)) };
  }

  @Get(':id')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Satu pelaku usaha dengan angka, kelas, dokumen, sentra, dan kode penyedianya' })
  @ApiOkResponse({ type: EnterpriseDetailDto })
  @ApiNotFoundResponse()
  async get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<EnterpriseDetailDto> {
    return detailView(await this.queries.detail(id, editorOf(request).day));
  }

  @Put(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mengubah seluruh isian; bertentangan bila sudah diubah orang lain' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  change(
    @Param('id') id: string,
    @Body() { version, ...input }: EnterpriseChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.change(id, version, input, editorOf(request));
  }

  @Put(':id/figures')
  @HttpCode(204)
  @ApiOperation({ summary: 'Modal atau penjualan suatu tahun; jumlah kosong menghapus' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  putFigure(
    @Param('id') id: string,
    @Body() { version, ...given }: FigureInputDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.putFigure(id, version, given, editorOf(request));
  }

  @Put(':id/supplier-keys')
  @HttpCode(204)
  @ApiOperation({ summary: 'Kode penyedia dalam katalog atau Toko Daring; angka belanja ikut diperbarui' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  addKey(
    @Param('id') id: string,
    @Body() { version, ...given }: KeyInputDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.addKey(id, version, given, editorOf(request));
  }

  @Delete(':id/supplier-keys')
  @HttpCode(204)
  @ApiOperation({ summary: 'Melepas kode penyedia; angka belanja ikut diperbarui' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  removeKey(
    @Param('id') id: string,
    @Body() { version, ...given }: KeyRemovalDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.removeKey(id, version, given, editorOf(request));
  }

  @Post(':id/class-decisions')
  @HttpCode(204)
  @Allow('enterprise.decide')
  @ApiOperation({ summary: 'Keputusan biro tentang kelas usaha; angka UMK dalam belanja ikut diperbarui' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  decideClass(
    @Param('id') id: string,
    @Body() { version, ...given }: ClassDecisionDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.decideClass(id, version, given, editorOf(request));
  }

  @Post(':id/class-verifications')
  @HttpCode(204)
  @ApiOperation({ summary: 'Mencatat kelas menurut PP 7/2021 dari modal atau penjualan yang tercatat' })
  @ApiNoContentResponse()
  @ApiNotFoundResponse()
  @ApiConflictResponse()
  @ApiUnprocessableEntityResponse()
  verifyClass(
    @Param('id') id: string,
    @Body() { version, ...given }: ClassVerificationDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.desk.verifyClass(id, version, given, editorOf(request));
  }
}

export function editorOf(request: FastifyRequest): Editor {
  const { timeZone } = accessOf(request).instance;
  return { by: viewerOf(request).username, day: today(timeZone), timeZone };
}
