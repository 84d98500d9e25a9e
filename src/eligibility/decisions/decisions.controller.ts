import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import {
  ApiCookieAuth,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { DecisionDesk } from './decision-desk.js';
import { AssessDto, DecisionDto, DecisionPageDto, DecisionQueryDto, LookDto, LookQueryDto } from './decisions.dto.js';

/** Where the request reached this service. */
export function originOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}`;
}

const by = (request: FastifyRequest): string => viewerOf(request).username;

/** Decisions on eligibility that are kept. */
@ApiTags('Kelayakan')
@ApiCookieAuth()
@Controller('api/v1/eligibility')
@Allow('eligibility.write')
export class DecisionsController {
  constructor(private readonly desk: DecisionDesk) {}

  @Get('decisions')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Keputusan kelayakan menurut hari keadaan (day) dan hari pengetahuan (known)' })
  @ApiOkResponse({ type: DecisionPageDto })
  list(@Query() query: DecisionQueryDto, @Req() request: FastifyRequest): Promise<DecisionPageDto> {
    const { page, size, day = today(accessOf(request).instance.timeZone), ...filter } = query;
    return this.desk.list({ ...filter, day }, { page, size });
  }

  @Get('assessments')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Menilai dari data yang ada untuk hari mana pun; tidak ada yang disimpan' })
  @ApiOkResponse({ type: LookDto })
  @ApiNotFoundResponse({ description: 'Pelaku usaha itu tidak ada, atau bukan pembuat produk itu' })
  look(@Query() query: LookQueryDto): Promise<LookDto> {
    const { day, productId = null, ...subject } = query;
    return this.desk.look({ ...subject, productId }, day);
  }

  @Get('decisions/:id')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Satu keputusan dengan semua yang mendasarinya dan riwayatnya' })
  @ApiOkResponse({ type: DecisionDto })
  @ApiNotFoundResponse({ description: 'Keputusan itu tidak ada' })
  show(@Param('id') id: string): Promise<DecisionDto> {
    return this.desk.show(id);
  }

  @Get('decisions/:id/certificate')
  @Allow('eligibility.read')
  @ApiOperation({ summary: 'Surat keterangan satu keputusan sebagai PDF, dengan kode QR untuk pemeriksaan umum' })
  @ApiProduces('application/pdf')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ description: 'Keputusan itu tidak ada' })
  async certificate(@Param('id') id: string, @Req() request: FastifyRequest): Promise<StreamableFile> {
    const bytes = await this.desk.certificate(id, accessOf(request).instance, originOf(request));
    return new StreamableFile(bytes, {
      type: 'application/pdf',
      disposition: `attachment; filename="kelayakan-${id}.pdf"`,
    });
  }

  @Post('decisions')
  @HttpCode(200)
  @ApiOperation({ summary: 'Menilai dari data yang ada; hasilnya disimpan bila berbeda dari yang sudah ada' })
  @ApiOkResponse({ type: DecisionDto })
  @ApiNotFoundResponse({ description: 'Pelaku usaha itu tidak ada, atau bukan pembuat produk itu' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  assess(@Body() body: AssessDto, @Req() request: FastifyRequest): Promise<DecisionDto> {
    const { day, productId = null, ...subject } = body;
    return this.desk.assess({ ...subject, productId }, by(request), day);
  }
}
