import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, scopeOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { ListImportDto } from '../../shared/list-import.dto.js';
import { uploadedBytes } from '../../shared/upload.js';
import { OutcomeMembersDto, OutcomeMembersQueryDto } from './outcome.dto.js';
import { OutcomeQueries } from './outcome.queries.js';
import { ParticipantsService } from './participants.service.js';
import type { By } from './programme.js';
import {
  OutcomeDto,
  outcomeView,
  ParticipantAddDto,
  ParticipantChangeDto,
  ParticipantRemoveDto,
  ParticipantViewDto,
  participantView,
  PembinaanReferenceDto,
  ProgrammeCallOffDto,
  ProgrammeChangeDto,
  ProgrammeDto,
  ProgrammePageDto,
  ProgrammeQueryDto,
  programmeView,
  ProgrammeViewDto,
  referenceView,
} from './programmes.dto.js';
import { ProgrammesService } from './programmes.service.js';

const PAGE_SIZE = 100;

/** Programmes of pembinaan, who took part, and what became of them. */
@ApiTags('Program pembinaan')
@ApiCookieAuth()
@Controller('api/v1/programmes')
export class ProgrammesController {
  constructor(
    private readonly programmes: ProgrammesService,
    private readonly participants: ParticipantsService,
    private readonly outcomes: OutcomeQueries,
  ) {}

  @Get()
  @Allow('programme.read')
  @ApiOperation({ summary: 'Program pembinaan, yang terbaru lebih dahulu' })
  @ApiOkResponse({ type: ProgrammePageDto })
  async list(@Query() query: ProgrammeQueryDto, @Req() request: FastifyRequest): Promise<ProgrammePageDto> {
    const { page, size, ...filter } = query;
    const { items, found } = await this.programmes.list(filter, whoOf(request).today, page, size);
    return { items: items.map(programmeView), found, page, size };
  }

  @Get('reference')
  @Allow('programme.read')
  @ApiOperation({ summary: 'Lima bidang, sepuluh jenis program, dan tugas dinas' })
  @ApiOkResponse({ type: PembinaanReferenceDto })
  reference(): PembinaanReferenceDto {
    return referenceView(this.programmes.reference);
  }

  @Get(':id')
  @Allow('programme.read')
  @ApiOperation({ summary: 'Satu program' })
  @ApiOkResponse({ type: ProgrammeViewDto })
  async one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ProgrammeViewDto> {
    return programmeView(await this.programmes.get(id, whoOf(request).today));
  }

  @Post()
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mencatat program' })
  @ApiCreatedResponse({ type: ProgrammeViewDto })
  @ApiConflictResponse({ description: 'Program itu sudah ada' })
  async create(@Body() body: ProgrammeDto, @Req() request: FastifyRequest): Promise<ProgrammeViewDto> {
    return programmeView(await this.programmes.create(body, whoOf(request)));
  }

  @Put(':id')
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mengubah program; ditolak bila orang lain sudah mengubahnya sejak dibaca' })
  @ApiOkResponse({ type: ProgrammeViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain, atau program itu sudah ada' })
  async change(
    @Param('id') id: string,
    @Body() { version, ...input }: ProgrammeChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<ProgrammeViewDto> {
    return programmeView(await this.programmes.change(id, version, input, whoOf(request)));
  }

  @Put(':id/cancellation')
  @Allow('programme.write')
  @ApiOperation({ summary: 'Membatalkan program dengan alasannya, atau mencabut pembatalan' })
  @ApiOkResponse({ type: ProgrammeViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async callOff(
    @Param('id') id: string,
    @Body() { version, why }: ProgrammeCallOffDto,
    @Req() request: FastifyRequest,
  ): Promise<ProgrammeViewDto> {
    return programmeView(await this.programmes.callOff(id, version, why, whoOf(request)));
  }

  @Get(':id/outcome')
  @Allow('programme.read')
  @ApiOperation({ summary: 'Apa yang terjadi pada peserta sesudahnya, di samping yang tidak ikut program mana pun' })
  @ApiOkResponse({ type: OutcomeDto })
  @ApiConflictResponse({ description: 'Program belum dimulai' })
  async outcome(@Param('id') id: string, @Req() request: FastifyRequest): Promise<OutcomeDto> {
    const day = whoOf(request).today;
    const outcome = await this.outcomes.of(await this.programmes.begun(id, day), day, scopeOf(request));
    if (!outcome) throw new Error('A programme that has begun has an outcome');
    return outcomeView(outcome);
  }

  @Get(':id/outcome/enterprises')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Pelaku usaha di balik satu angka hasilnya' })
  @ApiOkResponse({ type: OutcomeMembersDto })
  @ApiConflictResponse({ description: 'Program belum dimulai' })
  async outcomeMembers(
    @Param('id') id: string,
    @Query() query: OutcomeMembersQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<OutcomeMembersDto> {
    const day = whoOf(request).today;
    const { side = 'peserta', reached = 'semua', page = 1 } = query;
    return this.outcomes.members(
      await this.programmes.begun(id, day),
      day,
      { side, reached, page, size: PAGE_SIZE },
      scopeOf(request),
    );
  }

  @Get(':id/participants')
  @Allow('enterprise.read')
  @ApiOperation({ summary: 'Peserta program, dengan yang tercatat sesudahnya' })
  @ApiOkResponse({ type: [ParticipantViewDto] })
  async participantsOf(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ParticipantViewDto[]> {
    return (await this.participants.list(id, whoOf(request).today)).map(participantView);
  }

  @Post(':id/participants')
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mencatat peserta' })
  @ApiCreatedResponse({ type: ParticipantViewDto })
  @ApiConflictResponse({ description: 'Sudah tercatat sebagai peserta' })
  async add(
    @Param('id') id: string,
    @Body() { enterpriseId, ...input }: ParticipantAddDto,
    @Req() request: FastifyRequest,
  ): Promise<ParticipantViewDto> {
    return participantView(await this.participants.add(id, enterpriseId, input, whoOf(request)));
  }

  @Post(':id/participants/import')
  @HttpCode(200)
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mengimpor daftar peserta (XLSX atau CSV): seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } })
  @ApiOkResponse({ type: ListImportDto })
  async import(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ListImportDto> {
    return this.participants.import(id, await uploadedBytes(request), whoOf(request));
  }

  @Put(':id/participants/:enterpriseId')
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mengubah catatan peserta' })
  @ApiOkResponse({ type: ParticipantViewDto })
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async changeParticipant(
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Body() { version, ...input }: ParticipantChangeDto,
    @Req() request: FastifyRequest,
  ): Promise<ParticipantViewDto> {
    return participantView(await this.participants.change(id, enterpriseId, version, input, whoOf(request)));
  }

  @Delete(':id/participants/:enterpriseId')
  @HttpCode(204)
  @Allow('programme.write')
  @ApiOperation({ summary: 'Mengeluarkan peserta dari daftar' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah diubah orang lain' })
  async remove(
    @Param('id') id: string,
    @Param('enterpriseId') enterpriseId: string,
    @Query() { version }: ParticipantRemoveDto,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    await this.participants.remove(id, enterpriseId, version, whoOf(request));
  }
}

/** Who asks, and on which day of the region. */
export function whoOf(request: FastifyRequest): By {
  const { timeZone } = accessOf(request).instance;
  return { by: viewerOf(request).username, today: today(timeZone), timeZone };
}
