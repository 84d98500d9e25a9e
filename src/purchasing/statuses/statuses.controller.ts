import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import {
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
import { klpdCode } from '../../shared/text.js';
import { StatusOverviewDto, StatusQueryDto, StatusRuleDto, statusView } from './statuses.dto.js';
import { StatusesService } from './statuses.service.js';

/** What each status of each source counts as. */
@ApiTags('Status transaksi')
@ApiCookieAuth()
@Controller('api/v1/status-rules')
export class StatusesController {
  constructor(private readonly statuses: StatusesService) {}

  @Get()
  @Allow('status.read')
  @ApiOperation({ summary: 'Semua status yang masuk per sumber, dengan paket, nilai, dan aturannya' })
  @ApiOkResponse({ type: [StatusOverviewDto] })
  async list(@Query() query: StatusQueryDto, @Req() request: FastifyRequest): Promise<StatusOverviewDto[]> {
    const { instance } = accessOf(request);
    const klpd = query.klpd === 'all' ? null : query.klpd ? klpdCode(query.klpd) : instance.klpdCode;
    const year = query.year && query.year !== 'all' ? Number(query.year) : null;
    return (await this.statuses.overview(klpd, year, today(instance.timeZone))).map(statusView);
  }

  @Post()
  @HttpCode(204)
  @Allow('status.write')
  @ApiOperation({ summary: 'Menetapkan bagaimana sebuah status dihitung; semua angka ikut diperbarui' })
  @ApiNoContentResponse()
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  decide(@Body() body: StatusRuleDto, @Req() request: FastifyRequest): Promise<void> {
    return this.statuses.decide(body, viewerOf(request).username);
  }
}
