import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
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
import { ATTRIBUTION } from '../../wilayah/area-data.js';
import { PotentialsService } from './potentials.service.js';
import { StepsService } from './steps.service.js';
import {
  ChangePotentialDto,
  PotentialDto,
  potentialView,
  PotentialViewDto,
  StepDto,
  stepView,
  StepViewDto,
  PotentialVersionDto,
  VillageCodeDto,
  VillageDto,
  VillagePartDto,
  villageView,
  WithdrawStepDto,
} from './villages.dto.js';
import { VillagesService } from './villages.service.js';

const CHANGED = { description: 'Sudah diubah orang lain, atau tidak sesuai dengan yang sudah tercatat' };
const WRONG = { description: 'Isian tidak dapat diterima' };

/** One desa or kelurahan: what it could make, what it makes and who, how far its map is. */
@ApiTags('Desa')
@ApiCookieAuth()
@Controller('api/v1/villages/:code')
@Allow('village.read')
export class VillagesController {
  constructor(
    private readonly villages: VillagesService,
    private readonly potentials: PotentialsService,
    private readonly steps: StepsService,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Potensi, produk, pembuat, dan langkah pemetaan sebuah desa atau kelurahan' })
  @ApiOkResponse({ type: VillageDto })
  async one(@Param() { code }: VillageCodeDto): Promise<VillageDto> {
    return villageView(await this.villages.get(code), ATTRIBUTION);
  }

  @Post('potentials')
  @Allow('village.write')
  @ApiOperation({ summary: 'Mencatat potensi desa' })
  @ApiCreatedResponse({ type: PotentialViewDto })
  @ApiConflictResponse(CHANGED)
  @ApiUnprocessableEntityResponse(WRONG)
  async addPotential(
    @Param() { code }: VillageCodeDto,
    @Body() body: PotentialDto,
    @Req() request: FastifyRequest,
  ): Promise<PotentialViewDto> {
    return potentialView(await this.potentials.create(code, body, viewerOf(request).username));
  }

  @Put('potentials/:id')
  @Allow('village.write')
  @ApiOperation({ summary: 'Mengubah potensi desa; ditolak bila orang lain sudah mengubahnya' })
  @ApiOkResponse({ type: PotentialViewDto })
  @ApiConflictResponse(CHANGED)
  @ApiUnprocessableEntityResponse(WRONG)
  async changePotential(
    @Param() { code, id }: VillagePartDto,
    @Body() { version, ...input }: ChangePotentialDto,
    @Req() request: FastifyRequest,
  ): Promise<PotentialViewDto> {
    return potentialView(await this.potentials.change(code, id, input, version, viewerOf(request).username));
  }

  @Delete('potentials/:id')
  @HttpCode(204)
  @Allow('village.write')
  @ApiOperation({ summary: 'Menghapus potensi desa; jejaknya tetap ada' })
  @ApiNoContentResponse()
  @ApiConflictResponse(CHANGED)
  async removePotential(
    @Param() { code, id }: VillagePartDto,
    @Query() { version }: PotentialVersionDto,
  ): Promise<void> {
    await this.potentials.remove(code, id, version);
  }

  @Post('steps')
  @Allow('village.write')
  @ApiOperation({ summary: 'Mencatat usulan, verifikasi, atau validasi oleh Dinas PMD, menurut urutannya' })
  @ApiCreatedResponse({ type: StepViewDto })
  @ApiConflictResponse(CHANGED)
  @ApiUnprocessableEntityResponse(WRONG)
  async addStep(
    @Param() { code }: VillageCodeDto,
    @Body() body: StepDto,
    @Req() request: FastifyRequest,
  ): Promise<StepViewDto> {
    const day = today(accessOf(request).instance.timeZone);
    return stepView(await this.steps.add(code, body, viewerOf(request).username, day));
  }

  @Post('steps/:id/withdraw')
  @HttpCode(200)
  @Allow('village.write')
  @ApiOperation({ summary: 'Menarik langkah dengan alasan; langkah tetap tercatat' })
  @ApiOkResponse({ type: StepViewDto })
  @ApiConflictResponse(CHANGED)
  @ApiUnprocessableEntityResponse(WRONG)
  async withdraw(
    @Param() { code, id }: VillagePartDto,
    @Body() { why }: WithdrawStepDto,
    @Req() request: FastifyRequest,
  ): Promise<StepViewDto> {
    return stepView(await this.steps.withdraw(code, id, why, viewerOf(request).username));
  }
}
