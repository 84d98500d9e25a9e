import { Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { viewerOf } from '../../access/viewer.js';
import { ListImportDto } from '../../shared/list-import.dto.js';
import { uploadedBytes } from '../../shared/upload.js';
import { PotentialsService } from './potentials.service.js';
import { PotentialPageDto, PotentialQueryDto, potentialView } from './villages.dto.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** What all villages could make, as one list. */
@ApiTags('Desa')
@ApiCookieAuth()
@Controller('api/v1/village-potentials')
@Allow('village.read')
export class PotentialsController {
  constructor(private readonly potentials: PotentialsService) {}

  @Get()
  @ApiOperation({ summary: 'Potensi desa dan kelurahan menurut wilayah, kelompok, dan jenis produk' })
  @ApiOkResponse({ type: PotentialPageDto })
  async list(@Query() query: PotentialQueryDto): Promise<PotentialPageDto> {
    const { within, group, text, flagship, page = 1, size = 100 } = query;
    const filter = { within, group, text, flagship: flagship && flagship === 'ya' };
    const { items, total } = await this.potentials.list(filter, { page, size });
    return { total, items: items.map(potentialView) };
  }

  @Post('import/preview')
  @HttpCode(200)
  @Allow('village.write')
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar potensi XLSX atau CSV; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async preview(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.potentials.preview(await uploadedBytes(request));
  }

  @Post('import')
  @HttpCode(200)
  @Allow('village.write')
  @ApiOperation({ summary: 'Mengimpor daftar potensi XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async import(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.potentials.import(await uploadedBytes(request), viewerOf(request).username);
  }
}
