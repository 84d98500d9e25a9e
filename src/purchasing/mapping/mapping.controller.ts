import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { klpdCode } from '../../shared/text.js';
import {
  AssignDto,
  ConfirmDto,
  CountDto,
  MappingPageDto,
  MappingQueryDto,
  mappingView,
  MergeDto,
  NewPerangkatDaerahDto,
  PerangkatDaerahDto,
  RenameDto,
  SatkerHistoryDto,
  SatkerKeyDto,
} from './mapping.dto.js';
import { MappingService } from './mapping.service.js';

/** Which perangkat daerah each satker belongs to. */
@ApiTags('Pemetaan satker')
@ApiCookieAuth()
@Controller('api/v1')
export class MappingController {
  constructor(private readonly mapping: MappingService) {}

  @Get('satker-assignments')
  @Allow('mapping.read')
  @ApiOperation({ summary: 'Semua satker dalam data dengan perangkat daerah, keadaan pemetaan, dan belanjanya' })
  @ApiOkResponse({ type: MappingPageDto })
  async list(@Query() query: MappingQueryDto, @Req() request: FastifyRequest): Promise<MappingPageDto> {
    const { instance } = accessOf(request);
    const day = today(instance.timeZone);
    const { klpd, year: asked, state, perangkatDaerahId, text, onlyBuying, page, size, sort } = query;
    const year = asked === 'all' ? null : Number(asked ?? instance.fiscalYear ?? day.slice(0, 4));
    const found = await this.mapping.list(
      {
        klpd: klpd === 'all' ? null : klpd ? klpdCode(klpd) : instance.klpdCode,
        year,
        day: year === null ? day : `${year}-12-31`,
        state,
        perangkatDaerahId,
        text,
        onlyBuying,
      },
      { page, size, sort },
    );
    return mappingView(found);
  }

  @Get('satker-assignments/history')
  @Allow('mapping.read')
  @ApiOperation({ summary: 'Riwayat pemetaan satu satker dan semua sebutannya dalam sumber' })
  @ApiOkResponse({ type: SatkerHistoryDto })
  history(@Query() { klpd, satkerKey }: SatkerKeyDto): Promise<SatkerHistoryDto> {
    return this.mapping.history(klpdCode(klpd), satkerKey);
  }

  @Post('satker-assignments/confirm')
  @HttpCode(200)
  @Allow('mapping.write')
  @ApiOperation({ summary: 'Memastikan usulan' })
  @ApiOkResponse({ type: CountDto })
  async confirm(@Body() { klpd, satkerKeys }: ConfirmDto, @Req() request: FastifyRequest): Promise<CountDto> {
    return { satkers: await this.mapping.confirm(klpdCode(klpd), satkerKeys, viewerOf(request).username) };
  }

  @Post('satker-assignments')
  @HttpCode(200)
  @Allow('mapping.write')
  @ApiOperation({ summary: 'Memindahkan satker ke perangkat daerah lain mulai suatu tanggal pesanan' })
  @ApiOkResponse({ type: CountDto })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  async assign(@Body() body: AssignDto, @Req() request: FastifyRequest): Promise<CountDto> {
    const input = { ...body, klpd: klpdCode(body.klpd) };
    return { satkers: await this.mapping.assign(input, viewerOf(request).username) };
  }

  @Get('perangkat-daerah')
  @Allow('mapping.read')
  @ApiOperation({ summary: 'Perangkat daerah dan banyaknya satkernya' })
  @ApiOkResponse({ type: [PerangkatDaerahDto] })
  perangkatDaerah(@Req() request: FastifyRequest): Promise<PerangkatDaerahDto[]> {
    return this.mapping.perangkatDaerah(accessOf(request).instance.klpdCode);
  }

  @Post('perangkat-daerah')
  @Allow('mapping.write')
  @ApiOperation({ summary: 'Menambah perangkat daerah' })
  @ApiCreatedResponse({ type: PerangkatDaerahDto })
  @ApiConflictResponse({ description: 'Nama sudah dipakai' })
  create(@Body() { klpd, name }: NewPerangkatDaerahDto): Promise<PerangkatDaerahDto> {
    return this.mapping.createPerangkatDaerah(klpdCode(klpd), name);
  }

  @Put('perangkat-daerah/:id')
  @Allow('mapping.write')
  @ApiOperation({ summary: 'Mengganti nama perangkat daerah' })
  @ApiOkResponse({ type: PerangkatDaerahDto })
  @ApiConflictResponse({ description: 'Nama sudah dipakai' })
  rename(@Param('id') id: string, @Body() { name }: RenameDto): Promise<PerangkatDaerahDto> {
    return this.mapping.renamePerangkatDaerah(id, name);
  }

  @Post('perangkat-daerah/:id/merge')
  @HttpCode(200)
  @Allow('mapping.write')
  @ApiOperation({ summary: 'Menggabungkan perangkat daerah ke perangkat daerah lain' })
  @ApiOkResponse({ type: CountDto })
  async merge(@Param('id') id: string, @Body() { into }: MergeDto, @Req() request: FastifyRequest): Promise<CountDto> {
    return { satkers: await this.mapping.mergePerangkatDaerah(id, into, viewerOf(request).username) };
  }
}
