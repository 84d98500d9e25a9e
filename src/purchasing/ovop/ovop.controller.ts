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
import { OvopListService } from './ovop-list.service.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** The bureau's OVOP list, and how much each entry marks. */
@ApiTags('Daftar OVOP')
@ApiCookieAuth()
@Controller('api/v1/ovop-entries')
export class OvopController {
  constructor(private readonly ovop: OvopListService) {}

  @Get()
  @Allow('ovop.read')
  @ApiOperation({ summary: 'Entri daftar OVOP dengan belanja yang ditandainya' })
  @ApiOkResponse({ type: [OvopEntryViewDto] })
  async list(@Query() query: OvopQueryDto, @Req() request: FastifyRequest): Promise<OvopEntryViewDto[]> {
    const day = today(accessOf(request).instance.timeZone);
    return (await this.ovop.list({ ...query, day })).map(entryView);
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
