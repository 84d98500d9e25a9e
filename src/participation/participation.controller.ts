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
  BaselineDto,
  FunnelDto,
  FunnelQueryDto,
  funnelView,
  baselineView,
  ParticipationDto,
  participationFilter,
  ParticipationOwnQueryDto,
  ParticipationQueryDto,
  ParticipationSellersDto,
  participationView,
  SellersQueryDto,
  sellersView,
} from './participation.dto.js';
import { ParticipationService } from './participation.service.js';
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
