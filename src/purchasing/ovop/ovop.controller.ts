import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { uploadedBytes } from '../../shared/upload.js';
import {
  entryView,
  matchesView,
  OvopEntryDto,
  OvopEntryViewDto,
  OvopImportDto,
  OvopMatchesDto,
  OvopQueryDto,
} from './ovop.dto.js';
import {
  CatalogueEntriesDto,
  CatalogueEntriesQueryDto,
  catalogueEntryView,
  OvopSupplierDto,
  OvopSupplierViewDto,
} from './catalogue-entries.dto.js';
import { OvopCatalogueEntries } from './catalogue-entries.js';
import { OvopListService } from './ovop-list.service.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** The bureau's OVOP list, and how much each entry marks. */
@ApiTags('Daftar OVOP')
@ApiCookieAuth()
@Controller('api/v1/ovop-entries')
export class OvopController {
  constructor(
    private readonly ovop: OvopListService,
    private readonly fromCatalogue: OvopCatalogueEntries,
  ) {}

  @Get()
  @Allow('ovop.read')
  @ApiOperation({ summary: 'Entri daftar OVOP dengan belanja yang ditandainya' })
  @ApiOkResponse({ type: [OvopEntryViewDto] })
  async list(@Query() query: OvopQueryDto, @Req() request: FastifyRequest): Promise<OvopEntryViewDto[]> {
    return (await this.ovop.list({ ...query, day: dayOf(request) })).map(entryView);
  }

  @Get('catalogue')
  @Allow('ovop.read')
  @ApiOperation({
    summary: 'Yang masuk daftar OVOP dari katalog: tayangan produk dan penyedia yang hanya menjual OVOP',
  })
  @ApiOkResponse({ type: CatalogueEntriesDto })
  async catalogue(
    @Query() query: CatalogueEntriesQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<CatalogueEntriesDto> {
    const { page, size } = query;
    const { entries, found, pages } = await this.fromCatalogue.list({ ...query, day: dayOf(request) });
    return { items: entries.map(catalogueEntryView), total: found, page, pages, size };
  }

  @Put('suppliers')
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Menyatakan bahwa seorang pelaku usaha hanya menjual produk OVOP, atau mencabutnya' })
  @ApiOkResponse({ type: OvopSupplierViewDto })
  async markSupplier(@Body() body: OvopSupplierDto, @Req() request: FastifyRequest): Promise<OvopSupplierViewDto> {
    const marked = await this.fromCatalogue.markKey(body, viewerOf(request).username, dayOf(request));
    return { ...marked, marks: body.marks };
  }

  @Get(':id')
  @Allow('ovop.read')
  @ApiOperation({ summary: 'Satu entri daftar OVOP' })
  @ApiOkResponse({ type: OvopEntryViewDto })
  async one(@Param('id') id: string): Promise<OvopEntryViewDto> {
    return entryView(await this.ovop.get(id));
  }

  @Post()
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Menambah entri; tanda OVOP pada belanja ikut diperbarui' })
  @ApiCreatedResponse({ type: OvopEntryViewDto })
  @ApiConflictResponse({ description: 'Kode atau kata yang sama sudah berlaku pada masa itu' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  async create(@Body() body: OvopEntryDto, @Req() request: FastifyRequest): Promise<OvopEntryViewDto> {
    return entryView(await this.ovop.create(body, viewerOf(request).username));
  }

  @Post('matches')
  @HttpCode(200)
  @Allow('ovop.read')
  @ApiOperation({ summary: 'Berapa belanja yang akan cocok dengan sebuah entri; tidak ada yang disimpan' })
  @ApiOkResponse({ type: OvopMatchesDto })
  async matches(@Body() body: OvopEntryDto): Promise<OvopMatchesDto> {
    const facts = this.ovop.check(body);
    return matchesView(await this.ovop.matches(facts), await this.ovop.warnings(facts));
  }

  @Post('import/preview')
  @HttpCode(200)
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar XLSX atau CSV; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: OvopImportDto })
  async preview(@Req() request: FastifyRequest): Promise<OvopImportDto> {
    return this.ovop.preview(await uploadedBytes(request));
  }

  @Post('import')
  @HttpCode(200)
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Mengimpor daftar XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: OvopImportDto })
  async import(@Req() request: FastifyRequest): Promise<OvopImportDto> {
    return this.ovop.import(await uploadedBytes(request), viewerOf(request).username);
  }

  @Put(':id')
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Mengubah entri, juga mengakhiri masa berlakunya' })
  @ApiOkResponse({ type: OvopEntryViewDto })
  async change(@Param('id') id: string, @Body() body: OvopEntryDto): Promise<OvopEntryViewDto> {
    return entryView(await this.ovop.change(id, body));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('ovop.write')
  @ApiOperation({ summary: 'Menghapus entri yang tidak menandai belanja apa pun' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Entri menandai belanja; akhiri masa berlakunya' })
  remove(@Param('id') id: string): Promise<void> {
    return this.ovop.remove(id);
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}
