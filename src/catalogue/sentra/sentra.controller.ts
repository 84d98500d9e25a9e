import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import {
  ChampionDto,
  criteriaView,
  SentraChangeDto,
  SentraCriteriaDto,
  SentraDto,
  SentraPageDto,
  SentraQueryDto,
  SentraViewDto,
  sentraView,
  SentraStatementDto,
  StatementsDto,
  statementView,
} from './sentra.dto.js';
import { SentraFactsService } from './sentra-facts.service.js';
import { SentraService } from './sentra.service.js';

/** Sentra and how they stand to the eight criteria. */
@ApiTags('Sentra')
@ApiCookieAuth()
@Controller('api/v1/sentra')
export class SentraController {
  constructor(
    private readonly sentra: SentraService,
    private readonly facts: SentraFactsService,
  ) {}

  @Get()
  @Allow('grading.read')
  @ApiOperation({ summary: 'Sentra dengan kriteria yang terpenuhi, belum, dan belum diketahui' })
  @ApiOkResponse({ type: SentraPageDto })
  async list(@Query() query: SentraQueryDto, @Req() request: FastifyRequest): Promise<SentraPageDto> {
    const { page, size, ...filter } = query;
    const { items, found } = await this.sentra.list(filter, dayOf(request), page, size);
    return { items: items.map(sentraView), found, page, size };
  }

  @Get('criteria')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Delapan kriteria yang berlaku hari ini, dengan ambang dan keputusannya' })
  @ApiOkResponse({ type: SentraCriteriaDto })
  criteria(@Req() request: FastifyRequest): SentraCriteriaDto {
    return criteriaView(this.sentra.criteria(dayOf(request)));
  }

  @Get(':id')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Satu sentra' })
  @ApiOkResponse({ type: SentraViewDto })
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<SentraViewDto> {
    return sentraView(await this.sentra.get(id, dayOf(request)));
  }

  @Post()
  @Allow('grading.write')
  @ApiOperation({ summary: 'Menambah sentra' })
  @ApiCreatedResponse({ type: SentraViewDto })
  @ApiConflictResponse({ description: 'Nama itu sudah ada di wilayah yang sama' })
  async create(@Body() body: SentraDto, @Req() request: FastifyRequest): Promise<SentraViewDto> {
    return sentraView(await this.sentra.create(body, viewerOf(request).username, dayOf(request)));
  }

  @Put(':id')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Mengubah sentra; ditolak bila orang lain sudah mengubahnya sejak dibaca' })
  @ApiOkResponse({ type: SentraViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau nama itu sudah ada' })
  async change(
    @Param('id') id: string,
    @Body() { version, ...input }: SentraChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<SentraViewDto> {
    const { timeZone } = accessOf(request).instance;
    const when = { today: dayOf(request), timeZone };
    return sentraView(await this.sentra.change(id, version, input, viewerOf(request).username, when));
  }

  @Get(':id/statements')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Yang dinyatakan tentang sentra, dengan buktinya' })
  @ApiOkResponse({ type: [SentraStatementDto] })
  async statements(@Param('id') id: string, @Req() request: FastifyRequest): Promise<SentraStatementDto[]> {
    return (await this.facts.statements(id, dayOf(request))).map(statementView);
  }

  @Put(':id/statements')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Menyatakan terpenuhi atau tidaknya syarat yang tidak dapat dihitung; sisanya dibiarkan' })
  @ApiOkResponse({ type: [SentraStatementDto] })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async state(
    @Param('id') id: string,
    @Body() body: StatementsDto,
    @Req() request: FastifyRequest,
  ): Promise<SentraStatementDto[]> {
    const { answers, ...who } = body;
    const by = viewerOf(request).username;
    return (await this.facts.state(id, who, answers, by, dayOf(request))).map(statementView);
  }

  @Put(':id/champions/:enterpriseId')
  @HttpCode(204)
  @Allow('grading.write')
  @ApiOperation({ summary: 'Mencatat anggota yang bersedia menjadi penggerak' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah dicatat sebagai penggerak' })
  addChampion(
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Body() body: ChampionDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.facts.addChampion(id, enterpriseId, body, viewerOf(request).username, dayOf(request));
  }

  @Delete(':id/champions/:enterpriseId')
  @HttpCode(204)
  @Allow('grading.write')
  @ApiOperation({ summary: 'Mencabut catatan penggerak' })
  @ApiNoContentResponse()
  removeChampion(@Param('id') id: string, @Param('enterpriseId') enterpriseId: string): Promise<void> {
    return this.facts.removeChampion(id, enterpriseId);
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}
