import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../../access/allow.js';
import { CoverageDto, CoverageQueryDto, coverageView, MatrixDto, matrixView } from './coverage.dto.js';
import { CoverageQueries } from './coverage.queries.js';
import { placeView, WilayahCodeDto } from './wilayah.dto.js';

/** How far the villages are mapped, with definitions and both denominators. */
@ApiTags('Desa')
@ApiCookieAuth()
@Controller('api/v1/coverage')
@Allow('village.read')
export class CoverageController {
  constructor(private readonly coverage: CoverageQueries) {}

  @Get()
  @ApiOperation({ summary: 'Cakupan per kabupaten/kota, kecamatan, atau desa' })
  @ApiOkResponse({ type: CoverageDto })
  async list(@Query() { within, level }: CoverageQueryDto): Promise<CoverageDto> {
    return coverageView(await this.coverage.coverage(within ?? null, level ?? null));
  }

  @Get('matrix/:code')
  @ApiOperation({ summary: 'Jenis produk menurut desa dalam satu kecamatan' })
  @ApiOkResponse({ type: MatrixDto })
  async matrix(@Param() { code }: WilayahCodeDto): Promise<MatrixDto> {
    const { place, matrix } = await this.coverage.matrix(code);
    return matrixView(placeView(place), matrix);
  }
}
