import { Body, Controller, Delete, Get, HttpCode, Param, ParseIntPipe, Post, Put, Query, Req } from '@nestjs/common';
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
import { whoOf } from './programmes.controller.js';
import {
  RoadmapChangeDto,
  RoadmapDto,
  roadmapView,
  RoadmapViewDto,
  StageChangeDto,
  stageView,
  StageViewDto,
  TargetChangeDto,
  TargetDto,
  TargetQueryDto,
  TargetRemoveDto,
  targetView,
  TargetViewDto,
} from './roadmap.dto.js';
import { RoadmapService } from './roadmap.service.js';
import type { Target } from './target.js';
import { TargetsService } from './targets.service.js';

/** The five-year roadmap, and what each year is to reach. */
@ApiTags('Peta jalan')
@ApiCookieAuth()
@Controller('api/v1')
export class RoadmapController {
  constructor(
    private readonly roadmaps: RoadmapService,
    private readonly targets: TargetsService,
  ) {}

  @Get('roadmaps')
  @Allow('roadmap.read')
  @ApiOperation({ summary: 'Peta jalan dengan tahapnya, yang terbaru lebih dahulu' })
  @ApiOkResponse({ type: [RoadmapViewDto] })
  async list(): Promise<RoadmapViewDto[]> {
    return (await this.roadmaps.list()).map(roadmapView);
  }

  @Get('roadmaps/:id')
  @Allow('roadmap.read')
  @ApiOperation({ summary: 'Satu peta jalan' })
  @ApiOkResponse({ type: RoadmapViewDto })
  async one(@Param('id') id: string): Promise<RoadmapViewDto> {
    return roadmapView(await this.roadmaps.get(id));
  }

  @Post('roadmaps')
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Membuat peta jalan lima tahun dari template' })
  @ApiCreatedResponse({ type: RoadmapViewDto })
  @ApiConflictResponse({ description: 'Nama itu sudah ada' })
  async create(@Body() body: RoadmapDto, @Req() request: FastifyRequest): Promise<RoadmapViewDto> {
    return roadmapView(await this.roadmaps.create(body, whoOf(request)));
  }

  @Put('roadmaps/:id')
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Mengubah peta jalan' })
  @ApiOkResponse({ type: RoadmapViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau nama itu sudah ada' })
  async change(
    @Param('id') id: string,
    @Body() { version, ...input }: RoadmapChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<RoadmapViewDto> {
    return roadmapView(await this.roadmaps.change(id, version, input, whoOf(request)));
  }

  @Put('roadmaps/:id/stages/:yearNo')
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Mengubah satu tahap: kegiatan, penanggung jawab, kemajuan dengan buktinya' })
  @ApiOkResponse({ type: StageViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async changeStage(
    @Param('id') id: string,
    @Param('yearNo', ParseIntPipe) yearNo: number,
    @Body() { version, ...input }: StageChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<StageViewDto> {
    return stageView(await this.roadmaps.changeStage(id, yearNo, version, input, whoOf(request)));
  }

  @Get('targets')
  @Allow('roadmap.read')
  @ApiOperation({ summary: 'Target partisipasi di samping yang tercapai' })
  @ApiOkResponse({ type: [TargetViewDto] })
  async targetsOf(@Query() query: TargetQueryDto, @Req() request: FastifyRequest): Promise<TargetViewDto[]> {
    const { from, to } = query;
    const years = from === undefined && to === undefined ? null : { from: from ?? 2000, to: to ?? 2100 };
    return (await this.targets.list(years, whoOf(request).today)).map(targetView);
  }

  @Post('targets')
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Menetapkan target satu ukuran untuk satu tahun' })
  @ApiCreatedResponse({ type: TargetViewDto })
  @ApiConflictResponse({ description: 'Target ukuran itu untuk tahun itu sudah ada' })
  async set(@Body() body: TargetDto, @Req() request: FastifyRequest): Promise<TargetViewDto> {
    return this.shown(await this.targets.create(body, whoOf(request)), request);
  }

  @Put('targets/:id')
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Mengubah target' })
  @ApiOkResponse({ type: TargetViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau target itu sudah ada' })
  async changeTarget(
    @Param('id') id: string,
    @Body() { version, ...input }: TargetChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<TargetViewDto> {
    return this.shown(await this.targets.change(id, version, input, whoOf(request)), request);
  }

  @Delete('targets/:id')
  @HttpCode(204)
  @Allow('roadmap.write')
  @ApiOperation({ summary: 'Menghapus target' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async removeTarget(
    @Param('id') id: string,
    @Query() { version }: TargetRemoveDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.targets.remove(id, version, whoOf(request));
  }

  private async shown(target: Target, request: FastifyRequest): Promise<TargetViewDto> {
    return targetView(await this.targets.line(target, whoOf(request).today));
  }
}
