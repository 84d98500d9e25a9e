import { Controller, Get, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { writeXlsx } from '../../shared/spreadsheet.js';
import { Allow } from '../allow.js';
import { accessOf } from '../viewer.js';
import { AuditFilterDto, AuditPageDto, AuditQueryDto, AuditStateDto } from './audit.dto.js';
import { auditSheets } from './audit-sheet.js';
import { AuditTrail } from './audit-trail.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** The trail, for auditors and administrators. There is no other verb: nobody changes it. */
@ApiTags('audit')
@ApiCookieAuth()
@Controller('api/v1')
@Allow('audit.read')
export class AuditController {
  constructor(private readonly trail: AuditTrail) {}

  @Get('audit')
  @ApiOperation({ summary: 'Jejak audit: siapa, kapan, dari mana, apa; yang terbaru dahulu' })
  @ApiOkResponse({ type: AuditPageDto })
  list(@Query() query: AuditQueryDto, @Req() request: FastifyRequest): Promise<AuditPageDto> {
    const { before, size, ...filter } = query;
    return this.trail.list(filter, before ?? null, size, accessOf(request).instance.timeZone);
  }

  @Get('audit.xlsx')
  @ApiOperation({ summary: 'Catatan yang sama sebagai XLSX, paling banyak 20.000 yang terbaru' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async xlsx(@Query() filter: AuditFilterDto, @Req() request: FastifyRequest): Promise<StreamableFile> {
    const sheets = await auditSheets(this.trail, filter, accessOf(request).instance.timeZone);
    return new StreamableFile(await writeXlsx({ sheets }), {
      type: XLSX,
      disposition: 'attachment; filename="jejak-audit.xlsx"',
    });
  }

  @Get('audit/state')
  @ApiOperation({ summary: 'Segel terakhir, dan pemeriksaan cepat atas seribu catatan terakhir' })
  @ApiOkResponse({ type: AuditStateDto })
  state(): Promise<AuditStateDto> {
    return this.trail.state();
  }
}
