import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCookieAuth,
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
import { ListImportDto } from '../../shared/list-import.dto.js';
import { klpdCode } from '../../shared/text.js';
import { uploadedBytes } from '../../shared/upload.js';
import {
  pageView,
  SupplierDecisionDto,
  SupplierDetailDto,
  OneSupplierQueryDto,
  SupplierPageDto,
  SupplierQueryDto,
  UkmWordDto,
  UkmWordViewDto,
} from './suppliers.dto.js';
import { SuppliersService } from './suppliers.service.js';

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** Suppliers that purchases name, and whether they are UMK. */
@ApiTags('Penyedia')
@ApiCookieAuth()
@Controller('api/v1/suppliers')
export class SuppliersController {
  constructor(private readonly suppliers: SuppliersService) {}

  @Get()
  @Allow('supplier.read')
  @ApiOperation({ summary: 'Penyedia dalam belanja e-purchasing, dengan kelas UMK, dasarnya, dan nilainya' })
  @ApiOkResponse({ type: SupplierPageDto })
  async list(@Query() query: SupplierQueryDto, @Req() request: FastifyRequest): Promise<SupplierPageDto> {
    const { instance } = accessOf(request);
    const day = today(instance.timeZone);
    const { klpd, year, scheme, umk, text, page, size, sort } = query;
    const found = await this.suppliers.list(
      {
        klpd: klpd === 'all' ? null : klpd ? klpdCode(klpd) : instance.klpdCode,
        year: year === 'all' ? null : Number(year ?? instance.fiscalYear ?? day.slice(0, 4)),
        scheme,
        umk,
        text,
        day,
      },
      { page, size, sort },
    );
    return pageView(found);
  }

  @Get('detail')
  @Allow('supplier.read')
  @ApiOperation({ summary: 'Satu kunci penyedia: kelas UMK dari masa ke masa dan keputusan biro' })
  @ApiOkResponse({ type: SupplierDetailDto })
  detail(@Query() { scheme, key }: OneSupplierQueryDto): Promise<SupplierDetailDto> {
    return this.suppliers.detail(scheme, key);
  }

  @Post('decisions')
  @HttpCode(204)
  @Allow('supplier.write')
  @ApiOperation({ summary: 'Menyimpan keputusan biro tentang kelas UMK; semua angka ikut diperbarui' })
  @ApiNoContentResponse()
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  decide(@Body() body: SupplierDecisionDto, @Req() request: FastifyRequest): Promise<void> {
    return this.suppliers.decide(body, viewerOf(request).username);
  }

  @Post('decisions/import/preview')
  @HttpCode(200)
  @Allow('supplier.write')
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar keputusan; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async preview(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.suppliers.preview(await uploadedBytes(request));
  }

  @Post('decisions/import')
  @HttpCode(200)
  @Allow('supplier.write')
  @ApiOperation({ summary: 'Mengimpor daftar keputusan XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: ListImportDto })
  async import(@Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.suppliers.import(await uploadedBytes(request), viewerOf(request).username);
  }

  @Get('ukm-words')
  @Allow('supplier.read')
  @ApiOperation({ summary: 'Kata-kata penyedia_ukm dari e-Katalog v5 dan artinya' })
  @ApiOkResponse({ type: [UkmWordViewDto] })
  words(): Promise<UkmWordViewDto[]> {
    return this.suppliers.words();
  }

  @Put('ukm-words')
  @HttpCode(204)
  @Allow('supplier.write')
  @ApiOperation({ summary: 'Menetapkan arti sebuah kata penyedia_ukm; semua angka ikut diperbarui' })
  @ApiNoContentResponse()
  setWord(@Body() { word, umk }: UkmWordDto, @Req() request: FastifyRequest): Promise<void> {
    return this.suppliers.setWord(word, umk, viewerOf(request).username);
  }
}
