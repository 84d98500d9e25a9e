import { Body, Controller, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { PlacesService } from '../places/places.service.js';
import { EtalaseRecordsDto, NewEtalaseDto, NewInspectionDto, WithdrawInspectionDto } from './inspections.dto.js';
import { InspectionsService } from './inspections.service.js';

const WRONG = { description: 'Isian tidak dapat diterima' };
const NOT_FOUND = { description: 'Lokasi, etalase, atau pemeriksaan tidak ada' };

/** What stands at a tourism place, and who has looked at it. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/wisata-records/:kode')
@Allow('etalase.write')
export class InspectionsController {
  constructor(
    private readonly places: PlacesService,
    private readonly inspections: InspectionsService,
  ) {}

  @Get('etalase')
  @Allow('etalase.read')
  @ApiOperation({ summary: 'Etalase di satu lokasi wisata beserta pemeriksaannya' })
  @ApiOkResponse({ type: EtalaseRecordsDto })
  @ApiNotFoundResponse(NOT_FOUND)
  records(@Param('kode') kode: string): Promise<EtalaseRecordsDto> {
    return this.recordsOf(kode);
  }

  @Post('etalase')
  @ApiOperation({ summary: 'Mencatat etalase yang berdiri di sana' })
  @ApiCreatedResponse({ type: EtalaseRecordsDto })
  @ApiConflictResponse({ description: 'Nama sudah tercatat di lokasi ini' })
  @ApiNotFoundResponse(NOT_FOUND)
  @ApiUnprocessableEntityResponse(WRONG)
  async add(
    @Param('kode') kode: string,
    @Body() { name, location, manager, since }: NewEtalaseDto,
    @Req() request: FastifyRequest,
  ): Promise<EtalaseRecordsDto> {
    const input = { name, location, manager: manager ?? '', since: since ?? '' };
    await this.inspections.add(kode, input, viewerOf(request).username, dayOf(request));
    return this.recordsOf(kode);
  }

  @Post('inspections')
  @ApiOperation({ summary: 'Mencatat pemeriksaan etalase, atau bahwa tidak ada etalase ditemukan' })
  @ApiCreatedResponse({ type: EtalaseRecordsDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain sejak versi yang dibaca' })
  @ApiNotFoundResponse(NOT_FOUND)
  @ApiUnprocessableEntityResponse(WRONG)
  async record(
    @Param('kode') kode: string,
    @Body() body: NewInspectionDto,
    @Req() request: FastifyRequest,
  ): Promise<EtalaseRecordsDto> {
    const input = {
      etalaseId: body.etalaseId ?? '',
      inspectedOn: body.inspectedOn,
      inspector: body.inspector,
      result: body.result,
      productsShown: body.productsShown === undefined || body.productsShown === null ? '' : String(body.productsShown),
      note: body.note ?? '',
      productIds: body.productIds ?? [],
    };
    await this.inspections.record(kode, body.version, input, viewerOf(request).username, dayOf(request));
    return this.recordsOf(kode);
  }

  @Post('inspections/:id/withdraw')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mencabut pemeriksaan dengan alasan; ia tetap tersimpan' })
  @ApiOkResponse({ type: EtalaseRecordsDto })
  @ApiNotFoundResponse(NOT_FOUND)
  @ApiUnprocessableEntityResponse(WRONG)
  async withdraw(
    @Param('kode') kode: string,
    @Param('id') id: string,
    @Body() { why }: WithdrawInspectionDto,
    @Req() request: FastifyRequest,
  ): Promise<EtalaseRecordsDto> {
    await this.inspections.withdraw(kode, id, why, viewerOf(request).username);
    return this.recordsOf(kode);
  }

  private async recordsOf(kode: string): Promise<EtalaseRecordsDto> {
    const place = await this.places.get(kode);
    const [etalase, inspections] = [
      await this.inspections.etalase(place.id),
      await this.inspections.inspections(place.id),
    ];
    return {
      version: place.version,
      etalase: etalase.map(({ id, name, location, manager, since, closedOn, closedWhy, hasPhoto, version }) => ({
        id,
        name,
        location,
        manager,
        since,
        closedOn,
        closedWhy,
        hasPhoto,
        version,
      })),
      inspections,
    };
  }
}

function dayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}
