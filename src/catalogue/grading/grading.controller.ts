import { Body, Controller, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
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
import { AssessmentsService } from './assessments.service.js';
import {
  AnswersDto,
  AssessmentDto,
  AssessmentHeadDto,
  DueListDto,
  DueQueryDto,
  ProductGradingDto,
  ProfileDto,
  ProfileHeadDto,
  RankingDto,
  RankingQueryDto,
  SelectionDto,
  SelectionEntryDto,
  StarDecisionDto,
  StarDto,
  WhyDto,
} from './grading.dto.js';
import { GradingReference } from './grading-reference.js';
import { GradedProducts } from './graded-products.service.js';
import { GradingQueries } from './grading.queries.js';
import * as view from './grading.views.js';
import { SelectionService } from './selection.service.js';
import { StarsService } from './stars.service.js';

const CHANGED = { description: 'Sudah diubah orang lain, atau keadaannya tidak mengizinkan' };

/** Choosing and grading of OVOP products. */
@ApiTags('Penilaian OVOP')
@ApiCookieAuth()
@Controller('api/v1/grading')
export class GradingController {
  constructor(
    private readonly products: GradedProducts,
    private readonly reference: GradingReference,
    private readonly queries: GradingQueries,
    private readonly selections: SelectionService,
    private readonly assessments: AssessmentsService,
    private readonly stars: StarsService,
  ) {}

  @Get('profiles')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Profil penilaian dengan setiap versinya' })
  @ApiOkResponse({ type: [ProfileHeadDto] })
  profiles(): ProfileHeadDto[] {
    return this.reference.profiles.map(view.profileHeadView);
  }

  @Get('profiles/:code/:version')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Satu versi profil: dimensi, tingkat, bobot, dan apa yang diperbaiki dari sumbernya' })
  @ApiOkResponse({ type: ProfileDto })
  profile(@Param('code') code: string, @Param('version') version: string): ProfileDto {
    return view.profileView(this.reference.get(code, /^\d{1,4}$/.test(version) ? Number(version) : 0));
  }

  @Get('ranking')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Peringkat dalam satu versi profil; tidak pernah atas dua versi' })
  @ApiOkResponse({ type: RankingDto })
  async ranking(@Query() query: RankingQueryDto): Promise<RankingDto> {
    return view.rankingView(await this.queries.ranking(query.profile, query.version, query.page, query.size));
  }

  @Get('due')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Produk menurut jatuh tempo penilaiannya, yang paling mendesak dahulu' })
  @ApiOkResponse({ type: DueListDto })
  async due(@Query() query: DueQueryDto, @Req() request: FastifyRequest): Promise<DueListDto> {
    return view.dueView(await this.queries.due({ ...query, day: dayOf(request) }));
  }

  @Get('products/:productId')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Penilaian satu produk: pemilihan, riwayat penilaian, bintang' })
  @ApiOkResponse({ type: ProductGradingDto })
  async product(@Param('productId') productId: string): Promise<ProductGradingDto> {
    const product = await this.products.get(productId);
    return {
      productId: product.id,
      name: product.name,
      group: product.group.name,
      selection: (await this.selections.entries(productId)).map(view.selectionView),
      assessments: (await this.assessments.ofProduct(productId)).map(view.headView),
      stars: (await this.stars.ofProduct(productId)).map(view.starView),
    };
  }

  @Put('products/:productId/selection')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Menjawab lima kriteria dan enam belas unsur; yang tidak disebut dibiarkan' })
  @ApiOkResponse({ type: [SelectionEntryDto] })
  @ApiConflictResponse(CHANGED)
  async select(
    @Param('productId') productId: string,
    @Body() body: SelectionDto,
    @Req() request: FastifyRequest,
  ): Promise<SelectionEntryDto[]> {
    const { answers, ...judging } = body;
    const by = viewerOf(request).username;
    const kept = await this.selections.save(productId, judging, answers, by, dayOf(request));
    return kept.map(view.selectionView);
  }

  @Post('products/:productId/assessments')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Membuka penilaian menurut profil yang berlaku bagi kelompok produknya' })
  @ApiCreatedResponse({ type: AssessmentDto })
  @ApiConflictResponse(CHANGED)
  async open(@Param('productId') productId: string, @Req() request: FastifyRequest): Promise<AssessmentDto> {
    return view.assessmentView(await this.assessments.open(productId, viewerOf(request).username, dayOf(request)));
  }

  @Get('assessments/:id')
  @Allow('grading.read')
  @ApiOperation({ summary: 'Satu penilaian dengan jawabannya' })
  @ApiOkResponse({ type: AssessmentDto })
  async assessment(@Param('id') id: string): Promise<AssessmentDto> {
    return view.assessmentView(await this.assessments.get(id));
  }

  @Put('assessments/:id/answers')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Menjawab dimensi penilaian yang masih terbuka; yang tidak disebut dibiarkan' })
  @ApiOkResponse({ type: AssessmentDto })
  @ApiConflictResponse(CHANGED)
  async answer(
    @Param('id') id: string,
    @Body() body: AnswersDto,
    @Req() request: FastifyRequest,
  ): Promise<AssessmentDto> {
    const { answers, ...judging } = body;
    const by = viewerOf(request).username;
    return view.assessmentView(await this.assessments.answer(id, judging, answers, by, dayOf(request)));
  }

  @Post('assessments/:id/close')
  @HttpCode(200)
  @Allow('grading.write')
  @ApiOperation({ summary: 'Menutup penilaian: jawaban dan skornya tidak dapat diubah lagi' })
  @ApiOkResponse({ type: AssessmentDto })
  @ApiConflictResponse(CHANGED)
  async close(@Param('id') id: string, @Req() request: FastifyRequest): Promise<AssessmentDto> {
    return view.assessmentView(await this.assessments.close(id, viewerOf(request).username, dayOf(request)));
  }

  @Post('assessments/:id/cancel')
  @HttpCode(200)
  @Allow('grading.write')
  @ApiOperation({ summary: 'Membatalkan penilaian dengan alasan; tetap tercatat dan tidak dihitung lagi' })
  @ApiOkResponse({ type: AssessmentHeadDto })
  @ApiConflictResponse(CHANGED)
  async cancel(
    @Param('id') id: string,
    @Body() { why }: WhyDto,
    @Req() request: FastifyRequest,
  ): Promise<AssessmentHeadDto> {
    return view.headView(await this.assessments.cancel(id, why, viewerOf(request).username, dayOf(request)));
  }

  @Post('products/:productId/stars')
  @Allow('grading.write')
  @ApiOperation({ summary: 'Mencatat keputusan bintang dengan skema, sumber, dan tanggalnya; tidak pernah dihitung' })
  @ApiCreatedResponse({ type: [StarDecisionDto] })
  @ApiConflictResponse(CHANGED)
  async star(
    @Param('productId') productId: string,
    @Body() body: StarDto,
    @Req() request: FastifyRequest,
  ): Promise<StarDecisionDto[]> {
    const by = viewerOf(request).username;
    return (await this.stars.add(productId, body, by, dayOf(request))).map(view.starView);
  }

  @Post('stars/:id/withdraw')
  @HttpCode(204)
  @Allow('grading.write')
  @ApiOperation({ summary: 'Mencabut keputusan bintang yang salah dicatat, dengan alasan' })
  @ApiNoContentResponse()
  @ApiConflictResponse(CHANGED)
  async withdraw(@Param('id') id: string, @Body() { why }: WhyDto, @Req() request: FastifyRequest): Promise<void> {
    await this.stars.withdraw(id, why, viewerOf(request).username);
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}
