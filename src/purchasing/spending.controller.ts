import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiNotModifiedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { scopeKey } from '../access/scope.js';
import { accessOf, scopeOf } from '../access/viewer.js';
import { today } from '../shared/dates.js';
import { NotFoundError } from '../shared/errors.js';
import { unlessKnown } from '../shared/etag.js';
import { senToDecimal } from '../shared/money.js';
import { SPENDING_DEFINITIONS, spendingDefinitionReferences } from './definitions.js';
import { packageDetailJson, packageJson } from './spending.answers.js';
import {
  FigureDefinitionDto,
  PackageDetailDto,
  PackagePageDto,
  PackageQueryDto,
  SourceRowDto,
  SpendingAnswerDto,
  SpendingChoicesDto,
  type SpendingDefaults,
  spendingFilter,
  SpendingQueryDto,
} from './spending.dto.js';
import { spendingJson } from './spending.export.js';
import { SpendingQueries } from './spending.queries.js';

/** The figures on spending, their packages and lines. Amounts are decimal text; every answer names its definitions. */
@ApiTags('Belanja')
@Allow('spending.read')
@Controller('api/v1')
export class SpendingController {
  constructor(private readonly spending: SpendingQueries) {}

  @Get('spending')
  @ApiOperation({ summary: 'Belanja menurut perangkat daerah, satker, sumber, status, katalog, bulan dan lainnya' })
  @ApiOkResponse({ type: SpendingAnswerDto })
  @ApiNotModifiedResponse({ description: 'Data belum berubah sejak ETag yang dikirim' })
  async report(
    @Query() query: SpendingQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SpendingAnswerDto | undefined> {
    const filter = spendingFilter(query, defaultsOf(request));
    const scope = scopeOf(request);
    const { version: dataVersion } = await this.spending.dataVersion();
    const definition = spendingDefinitionReferences();
    return unlessKnown(request, reply, [dataVersion, definition, query.by, filter, scopeKey(scope)], async () => ({
      ...spendingJson(await this.spending.report(query.by, filter, scope)),
      dataVersion,
      filter,
    }));
  }

  @Get('spending/choices')
  @ApiOperation({ summary: 'Pilihan saringan menurut data yang ada' })
  @ApiOkResponse({ type: SpendingChoicesDto })
  async choices(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SpendingChoicesDto | undefined> {
    const scope = scopeOf(request);
    const { version: dataVersion } = await this.spending.dataVersion();
    return unlessKnown(request, reply, [dataVersion, scopeKey(scope)], async () => ({
      dataVersion,
      ...(await this.spending.choices(scope)),
    }));
  }

  @Get('spending/definition')
  @Allow('definition.read')
  @ApiOperation({ summary: 'Bagaimana setiap angka belanja dihitung' })
  @ApiOkResponse({ type: [FigureDefinitionDto] })
  definition(): readonly FigureDefinitionDto[] {
    return SPENDING_DEFINITIONS;
  }

  @Get('packages')
  @ApiOperation({ summary: 'Paket di balik angka belanja, per halaman' })
  @ApiOkResponse({ type: PackagePageDto })
  @ApiNotModifiedResponse({ description: 'Data belum berubah sejak ETag yang dikirim' })
  async packages(
    @Query() query: PackageQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PackagePageDto | undefined> {
    const filter = spendingFilter(query, defaultsOf(request));
    const { page, size, sort } = query;
    const scope = scopeOf(request);
    const { version: dataVersion } = await this.spending.dataVersion();
    const definition = spendingDefinitionReferences();
    return unlessKnown(
      request,
      reply,
      [dataVersion, definition, filter, page, size, sort, scopeKey(scope)],
      async () => {
        const found = await this.spending.packages(filter, { page, size, sort }, scope);
        return {
          definition,
          dataVersion,
          filter,
          items: found.items.map(packageJson),
          total: { packages: found.total.packages, value: senToDecimal(found.total.value) },
          page: found.page,
          pages: found.pages,
          size: found.size,
        };
      },
    );
  }

  @Get('packages/:id')
  @ApiOperation({ summary: 'Satu paket dengan baris, RUP, dasar UMK dan OVOP' })
  @ApiOkResponse({ type: PackageDetailDto })
  async package(@Param('id') id: string, @Req() request: FastifyRequest): Promise<PackageDetailDto> {
    const { version: dataVersion } = await this.spending.dataVersion();
    const detail = await this.spending.package(idOf(id, 'package.not-found', 'Paket'), scopeOf(request));
    return { definition: spendingDefinitionReferences(), dataVersion, ...packageDetailJson(detail) };
  }

  @Get('lines/:id/source-row')
  @ApiOperation({ summary: 'Baris sumber seperti diimpor, tanpa data pribadi' })
  @ApiOkResponse({ type: SourceRowDto })
  async sourceRow(@Param('id') id: string, @Req() request: FastifyRequest): Promise<SourceRowDto> {
    const lineId = idOf(id, 'line.not-found', 'Baris');
    const { batchId, rowNo, row } = await this.spending.sourceRow(lineId, scopeOf(request));
    return { lineId, batchId, rowNo, row };
  }
}

/** What the question leaves open is answered by the instance: its own KLPD, its fiscal year or the present one. */
function defaultsOf(request: FastifyRequest): SpendingDefaults {
  const { instance } = accessOf(request);
  return {
    klpd: instance.klpdCode,
    year: instance.fiscalYear ?? Number(today(instance.timeZone).slice(0, 4)),
  };
}

/** Ids are whole numbers as text; anything else cannot exist, and must not reach the database as a number. */
function idOf(text: string, code: string, thing: string): string {
  if (!/^\d{1,18}$/.test(text)) throw new NotFoundError(code, `${thing} ${text.slice(0, 40)} tidak ada`);
  return text;
}
