import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { accessOf, scopeOf, viewerOf } from '../access/viewer.js';
import { today } from '../shared/dates.js';
import {
  CircularInputDto,
  CircularPreviewDto,
  CircularVersionDto,
  CircularViewDto,
  EndCircularDto,
  ReplaceCircularDto,
} from './circular.dto.js';
import type { CircularInput } from './circular.js';
import { CircularService } from './circular.service.js';

/** Circulars: whom they bind, to what, since when. An issued one is corrected or ended with a note, never deleted. */
@ApiTags('Edaran')
@Controller('api/v1/circulars')
@Allow('circular.read')
export class CircularController {
  constructor(private readonly circulars: CircularService) {}

  @Get()
  @ApiOperation({ summary: 'Semua edaran, yang terbaru dahulu' })
  @ApiOkResponse({ type: [CircularViewDto] })
  list(@Req() request: FastifyRequest): Promise<CircularViewDto[]> {
    return this.circulars.list(accessOf(request).instance.klpdCode, dayOf(request), scopeOf(request));
  }

  @Get(':id')
  @ApiOperation({ summary: 'Satu edaran dengan butir, yang dituju dan pengecualiannya' })
  @ApiOkResponse({ type: CircularViewDto })
  get(@Param('id') id: string, @Req() request: FastifyRequest): Promise<CircularViewDto> {
    return this.circulars.get(id, dayOf(request), scopeOf(request));
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'Setiap versi edaran seperti berlakunya' })
  @ApiOkResponse({ type: [CircularVersionDto] })
  versions(@Param('id') id: string, @Req() request: FastifyRequest): Promise<CircularVersionDto[]> {
    return this.circulars.versions(id, scopeOf(request));
  }

  @Post()
  @Allow('circular.write')
  @ApiOperation({ summary: 'Catat edaran, sebagai draf atau langsung terbit' })
  @ApiCreatedResponse({ type: CircularViewDto })
  @ApiUnprocessableEntityResponse({ description: 'Isian belum dapat diterima; fields menyebut yang mana' })
  create(@Body() body: CircularInputDto, @Req() request: FastifyRequest): Promise<CircularViewDto> {
    return this.circulars.create(inputOf(body, request), viewerOf(request).username, dayOf(request));
  }

  @Post('preview')
  @HttpCode(200)
  @Allow('circular.write')
  @ApiOperation({ summary: 'Berapa perangkat daerah yang akan diikat, dan apa yang perlu diperiksa; tidak menyimpan' })
  @ApiOkResponse({ type: CircularPreviewDto })
  preview(@Body() body: CircularInputDto, @Req() request: FastifyRequest): Promise<CircularPreviewDto> {
    return this.circulars.preview(inputOf(body, request));
  }

  @Put(':id')
  @Allow('circular.write')
  @ApiOperation({ summary: 'Ubah draf, terbitkan, atau betulkan edaran yang sudah terbit dengan catatan' })
  @ApiOkResponse({ type: CircularViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain sejak versi yang dibaca' })
  replace(
    @Param('id') id: string,
    @Body() body: ReplaceCircularDto,
    @Req() request: FastifyRequest,
  ): Promise<CircularViewDto> {
    const { version, changeNote } = body;
    const by = viewerOf(request).username;
    return this.circulars.replace(id, inputOf(body, request), { version, changeNote }, by, dayOf(request));
  }

  @Post(':id/end')
  @HttpCode(200)
  @Allow('circular.write')
  @ApiOperation({ summary: 'Akhiri edaran yang sudah terbit' })
  @ApiOkResponse({ type: CircularViewDto })
  end(@Param('id') id: string, @Body() body: EndCircularDto, @Req() request: FastifyRequest): Promise<CircularViewDto> {
    const { version, lastDay, changeNote } = body;
    return this.circulars.end(id, lastDay, { version, changeNote }, viewerOf(request).username, dayOf(request));
  }

  @Delete(':id')
  @HttpCode(204)
  @Allow('circular.write')
  @ApiOperation({ summary: 'Hapus draf' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah terbit: akhiri edarannya' })
  remove(@Param('id') id: string): Promise<void> {
    return this.circulars.remove(id);
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}

/** Every field named: what else the body carries (version, note) is no part of the circular. */
function inputOf(body: CircularInputDto, request: FastifyRequest): CircularInput {
  const { type, number, subject, issuerPosition, issuedOn, effectiveFrom, effectiveTo, state, note } = body;
  const { all, perangkatDaerahIds, excludedIds } = body.addressees;
  return {
    klpd: body.klpd ?? accessOf(request).instance.klpdCode,
    type,
    number,
    subject,
    issuerPosition,
    issuedOn,
    effectiveFrom,
    effectiveTo,
    state,
    note,
    documentSha256: body.documentSha256,
    addressees: { all, perangkatDaerahIds, excludedIds },
    obligations: body.obligations.map((one) => ({
      code: one.code,
      title: one.title,
      kind: one.kind,
      numerator: one.numerator,
      denominator: one.denominator,
      threshold: one.threshold,
      accountPrefixes: one.accountPrefixes,
      // Nothing of it is about purchases, and whoever says nothing means all their sources.
      sources: one.kind === 'etalase_tersedia' ? [] : one.sources,
      ...(one.responsible === undefined
        ? {}
        : { responsible: one.responsible.map(({ perangkatDaerahId, wilayah }) => ({ perangkatDaerahId, wilayah })) }),
    })),
    exemptions: body.exemptions.map((one) => ({
      perangkatDaerahId: one.perangkatDaerahId,
      obligationCode: one.obligationCode,
      validFrom: one.validFrom,
      validTo: one.validTo,
      reason: one.reason,
      decidedBy: one.decidedBy,
    })),
  };
}
