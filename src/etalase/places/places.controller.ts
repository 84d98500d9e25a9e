import { Body, Controller, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { viewerOf } from '../../access/viewer.js';
import { ListImportDto } from '../../shared/list-import.dto.js';
import { uploadedBytes } from '../../shared/upload.js';
import { placeRecord, WisataChangeDto, WisataNewDto, WisataRecordDto, WisataStateDto } from './places.dto.js';
import { PlacesService } from './places.service.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;
const CHANGED = { description: 'Sudah diubah orang lain' };
const WRONG = { description: 'Isian tidak dapat diterima' };

/** Keeping of the tourism places. What everybody may read of them is told by the etalase's own controller. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/wisata-records')
@Allow('etalase.write')
export class PlacesController {
  constructor(private readonly places: PlacesService) {}

  @Get(':kode')
  @Allow('etalase.read')
  @ApiOperation({ summary: 'Satu lokasi wisata seperti tersimpan, dengan versinya' })
  @ApiOkResponse({ type: WisataRecordDto })
  @ApiNotFoundResponse({ description: 'Tidak ada' })
  async one(@Param('kode') kode: string): Promise<WisataRecordDto> {
    return placeRecord(await this.places.get(kode));
  }

  @Post()
  @ApiOperation({ summary: 'Menambah lokasi wisata' })
  @ApiCreatedResponse({ type: WisataRecordDto })
  @ApiConflictResponse({ description: 'Kode sudah dipakai' })
  @ApiUnprocessableEntityResponse(WRONG)
  async create(@Body() body: WisataNewDto, @Req() request: FastifyRequest): Promise<WisataRecordDto> {
    return placeRecord(await this.places.create(body, viewerOf(request).username));
  }

  @Put(':kode')
  @ApiOperation({ summary: 'Mengganti isi lokasi wisata; ditolak bila orang lain mengubahnya lebih dahulu' })
  @ApiOkResponse({ type: WisataRecordDto })
  @ApiConflictResponse(CHANGED)
  @ApiUnprocessableEntityResponse(WRONG)
  async change(
    @Param('kode') kode: string,
    @Body() { version, ...body }: WisataChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<WisataRecordDto> {
    return placeRecord(await this.places.change(kode, version, body, viewerOf(request).username));
  }

  @Post(':kode/state')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mengarsipkan lokasi wisata, atau mengembalikannya' })
  @ApiOkResponse({ type: WisataRecordDto })
  @ApiConflictResponse(CHANGED)
  async setState(
    @Param('kode') kode: string,
    @Body() { state, version }: WisataStateDto,
    @Req() request: FastifyRequest,
  ): Promise<WisataRecordDto> {
    return placeRecord(await this.places.setState(kode, version, state, viewerOf(request).username));
  }

  @Post('import/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar lokasi wisata; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async preview(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.places.preview(await uploadedBytes(request));
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mengimpor daftar lokasi wisata XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async import(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.places.import(await uploadedBytes(request), viewerOf(request).username);
  }
}
