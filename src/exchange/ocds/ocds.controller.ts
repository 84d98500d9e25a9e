import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { Allow } from '../../access/allow.js';
import { accessOf } from '../../access/viewer.js';
import { klpdCode } from '../../shared/text.js';
import { OcdsPageQueryDto, OcdsQueryDto, RecordPackageDto, ReleasePackageDto } from './ocds.dto.js';
import { OcdsService } from './ocds.service.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Purchases by the Open Contracting Data Standard 1.1.5, without personal data. */
@ApiTags('Data terbuka')
@Controller('api/v1/ocds')
@Allow('open-data.read')
export class OcdsController {
  constructor(private readonly ocds: OcdsService) {}

  @Get('releases')
  @ApiOperation({ summary: 'Rilis OCDS satu tahun anggaran, halaman demi halaman (links.next)' })
  @ApiOkResponse({ type: ReleasePackageDto })
  async releases(
    @Query() query: OcdsPageQueryDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const klpd = klpdOf(query.klpd, request);
    const size = query.size ?? 200;
    const path = `/api/v1/ocds/releases?year=${query.year}&klpd=${encodeURIComponent(klpd ?? 'all')}&size=${size}`;
    const { json } = await this.ocds.page({ klpd, year: query.year }, query.after ?? '0', size, path, new Date());
    return reply.type(JSON_TYPE).send(json);
  }

  @Get('package')
  @ApiOperation({ summary: 'Seluruh rilis OCDS satu tahun anggaran sebagai satu berkas, dialirkan' })
  @ApiOkResponse({ type: ReleasePackageDto })
  whole(@Query() query: OcdsQueryDto, @Req() request: FastifyRequest, @Res() reply: FastifyReply): FastifyReply {
    const pieces = this.ocds.stream({ klpd: klpdOf(query.klpd, request), year: query.year }, new Date());
    return reply
      .type(JSON_TYPE)
      .header('content-disposition', `attachment; filename="ocds-${query.year}.json"`)
      .send(Readable.from(pieces));
  }

  @Get('records/:ocid')
  @ApiOperation({ summary: 'Semua rilis satu proses pengadaan dan keadaan terakhirnya' })
  @ApiOkResponse({ type: RecordPackageDto })
  async record(@Param('ocid') ocid: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return reply.type(JSON_TYPE).send(await this.ocds.record(ocid, null, new Date()));
  }
}

function klpdOf(asked: string | undefined, request: FastifyRequest): string | null {
  if (asked === 'all') return null;
  return asked === undefined ? accessOf(request).instance.klpdCode : klpdCode(asked);
}
