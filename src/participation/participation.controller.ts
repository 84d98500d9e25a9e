import { Controller, Get, Query, Req } from '@nestjs/common';
import { ApiCookieAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { accessOf, scopeOf } from '../access/viewer.js';
import { today } from '../shared/dates.js';
import { FigureDefinitionDto } from '../purchasing/spending.dto.js';
import { FunnelQueries } from './funnel.queries.js';
import { METRICS } from './metrics.js';
import {
  FunnelDto,
  FunnelDurationsQueryDto,
  FunnelMembersDto,
  FunnelMembersQueryDto,
  FunnelQueryDto,
  funnelView,
  StepDurationsDto,
  UnregisteredQueryDto,
  UnregisteredSellersDto,
  unregisteredView,
} from './funnel.dto.js';
import { EVERYWHERE, FunnelRowsQueries } from './funnel-rows.queries.js';
import { BaselineDto, baselineView, ParticipationDto, participationView } from './participation.dto.js';
import { participationFilter, ParticipationOwnQueryDto, ParticipationQueryDto } from './participation-query.dto.js';
import { ParticipationService } from './participation.service.js';
import { ParticipationSellersDto, SellersQueryDto, sellersView } from './sellers.dto.js';
import { SellersQueries } from './sellers.queries.js';
import { FOR_ALL } from '../shared/open-api.js';

const PAGE_SIZE = 100;

/** Who sells to the government, year by year. Amounts are decimal text; every figure names its metric and version. */
@ApiTags('Partisipasi')
@Controller('api/v1/participation')
export class ParticipationController {
  constructor(
    private readonly participation: ParticipationService,
    private readonly sellers: SellersQueries,
    private readonly funnels: FunnelQueries,
    private readonly funnelRows: FunnelRowsQueries,
  ) {}

  @Get()
  @Allow('public')
  @ApiOperation({ summary: 'Partisipasi UMK tahun demi tahun, untuk umum', security: FOR_ALL })
  @ApiOkResponse({ type: ParticipationDto })
  async open(@Query() query: ParticipationQueryDto, @Req() request: FastifyRequest): Promise<ParticipationDto> {
    return participationView(await this.participation.open(participationFilter(query, askedFrom(request))));
  }

  @Get('baseline')
  @Allow('public')
  @ApiOperation({ summary: 'Tabel biro 2022 sampai 31 Agustus 2024, dikutip', security: FOR_ALL })
  @ApiOkResponse({ type: BaselineDto })
  baseline(): BaselineDto {
    return baselineView(this.participation.baseline);
  }

  @Get('metrics')
  @Allow('public')
  @ApiOperation({ summary: 'Daftar metrik partisipasi beserta versinya', security: FOR_ALL })
  @ApiOkResponse({ type: [FigureDefinitionDto] })
  metrics(): readonly FigureDefinitionDto[] {
    return METRICS;
  }

  @Get('own')
  @Allow('participation.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Partisipasi menurut wilayah, kelas, kelompok dan lainnya, sejauh hak lihat pemintanya' })
  @ApiOkResponse({ type: ParticipationDto })
  async own(@Query() query: ParticipationOwnQueryDto, @Req() request: FastifyRequest): Promise<ParticipationDto> {
    const filter = participationFilter(query, askedFrom(request));
    return participationView(await this.participation.report(filter, query.by ?? null, scopeOf(request)));
  }

  @Get('funnel')
  @Allow('participation.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Corong: dari dikenal sampai menjual lagi, dan berapa lamanya' })
  @ApiOkResponse({ type: FunnelDto })
  async funnel(@Query() query: FunnelQueryDto, @Req() request: FastifyRequest): Promise<FunnelDto> {
    const { klpd, cutoff } = participationFilter({ cutoff: query.cutoff }, askedFrom(request));
    return funnelView(await this.funnels.funnel({ klpd, cutoff }, query.by ?? 'kabupaten', scopeOf(request)));
  }

  @Get('funnel/enterprises')
  @Allow('participation-names.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Pelaku usaha di balik satu angka corong, dengan hari pertama setiap langkahnya' })
  @ApiOkResponse({ type: FunnelMembersDto })
  members(@Query() query: FunnelMembersQueryDto, @Req() request: FastifyRequest): Promise<FunnelMembersDto> {
    const { step, by = 'kabupaten', key: place = EVERYWHERE, page = 1 } = query;
    return this.funnelRows.members(
      participationFilter({ cutoff: query.cutoff }, askedFrom(request)),
      { step, by, place, page, size: PAGE_SIZE },
      scopeOf(request),
    );
  }

  @Get('funnel/durations')
  @Allow('participation-names.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Pelaku usaha di balik median lama langkah, dari yang tersingkat' })
  @ApiOkResponse({ type: StepDurationsDto })
  durations(@Query() query: FunnelDurationsQueryDto, @Req() request: FastifyRequest): Promise<StepDurationsDto> {
    const { step, order, page = 1 } = query;
    return this.funnelRows.durations(
      participationFilter({ cutoff: query.cutoff }, askedFrom(request)),
      { step, reversed: order === 'reversed', page, size: PAGE_SIZE },
      scopeOf(request),
    );
  }

  @Get('funnel/unregistered-sellers')
  @Allow('participation-names.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Penjual dalam data pembelian yang belum tercatat sebagai pelaku usaha' })
  @ApiOkResponse({ type: UnregisteredSellersDto })
  async unregistered(
    @Query() query: UnregisteredQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<UnregisteredSellersDto> {
    const filter = participationFilter({ cutoff: query.cutoff }, askedFrom(request));
    const asked = { page: query.page ?? 1, size: PAGE_SIZE };
    return unregisteredView(await this.funnelRows.unregistered(filter, asked, scopeOf(request)));
  }

  @Get('sellers')
  @Allow('participation.read')
  @ApiCookieAuth()
  @ApiOperation({ summary: 'Pelaku usaha di balik angka satu tahun' })
  @ApiOkResponse({ type: ParticipationSellersDto })
  async list(@Query() query: SellersQueryDto, @Req() request: FastifyRequest): Promise<ParticipationSellersDto> {
    const { class: band, ...rest } = query;
    const filter = participationFilter(rest, askedFrom(request));
    return sellersView(
      await this.sellers.page(
        filter,
        { year: query.year, state: query.state, band, part: query.part, page: query.page ?? 1, size: PAGE_SIZE },
        scopeOf(request),
      ),
    );
  }
}

function askedFrom(request: FastifyRequest): { klpd: string | null; today: string } {
  const { instance } = accessOf(request);
  return { klpd: instance.klpdCode, today: today(instance.timeZone) };
}
