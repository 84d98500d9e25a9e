import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiNotModifiedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../access/allow.js';
import { scopeKey } from '../access/scope.js';
import { accessOf, scopeOf } from '../access/viewer.js';
import { SpendingQueries } from '../purchasing/spending.queries.js';
import { today } from '../shared/dates.js';
import { unlessKnown } from '../shared/etag.js';
import { senToDecimal } from '../shared/money.js';
import {
  ComplianceAnswerDto,
  type ComplianceDefaults,
  CompliancePackagesDto,
  CompliancePackagesQueryDto,
  complianceQuestion,
  ComplianceQueryDto,
} from './compliance.dto.js';
import { obligationJson } from './compliance.report.js';
import { etalaseJson } from './etalase/etalase-compliance.report.js';
import { ComplianceService } from './compliance.service.js';

/** Who keeps which obligation, and the packages behind each number. Amounts are decimal text. */
@ApiTags('Kepatuhan')
@Controller('api/v1/compliance')
@Allow('compliance.read')
export class ComplianceController {
  constructor(
    private readonly compliance: ComplianceService,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Kepatuhan setiap perangkat daerah, butir demi butir, yang paling jauh dari batas dahulu' })
  @ApiOkResponse({ type: ComplianceAnswerDto })
  @ApiNotModifiedResponse({ description: 'Data belum berubah sejak ETag yang dikirim' })
  async report(
    @Query() query: ComplianceQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ComplianceAnswerDto | undefined> {
    const question = complianceQuestion(query, defaultsOf(request));
    const scope = scopeOf(request);
    const { version: dataVersion } = await this.spending.dataVersion();
    // Places and inspections have a version of their own; what is judged of them is part of the tag instead.
    const etalase = (await this.compliance.etalase(question, scope)).map(etalaseJson);
    return unlessKnown(request, reply, [dataVersion, question, scopeKey(scope), etalase], async () => {
      const { year, klpd, until, obligations } = await this.compliance.report(question, scope);
      return { dataVersion, year, klpd, until, obligations: obligations.map(obligationJson), etalase };
    });
  }

  @Get('packages')
  @ApiOperation({ summary: 'Paket di balik satu angka kepatuhan, dengan alasan tiap barisnya' })
  @ApiOkResponse({ type: CompliancePackagesDto })
  async packages(
    @Query() query: CompliancePackagesQueryDto,
    @Req() request: FastifyRequest,
  ): Promise<CompliancePackagesDto> {
    const question = complianceQuestion(query, defaultsOf(request));
    const { obligationId, pd, part, page, size } = query;
    const { version: dataVersion } = await this.spending.dataVersion();
    const found = await this.compliance.packages(
      question,
      { obligationId, perangkatDaerahId: pd, part, page, size },
      scopeOf(request),
    );
    return {
      dataVersion,
      circularId: found.circular.id,
      obligation: found.obligation,
      part: found.part,
      perangkatDaerah: found.perangkatDaerah,
      items: found.items.map((item) => ({
        id: item.id,
        source: item.source,
        sourceKey: item.sourceKey,
        packageNo: item.packageNo,
        name: item.name,
        orderedOn: item.orderedOn,
        satkerName: item.satkerName,
        status: item.status,
        accounts: item.accounts,
        value: senToDecimal(item.value),
        packageValue: item.packageValue === null ? null : senToDecimal(item.packageValue),
        because: item.because,
        lines: item.lines.map(({ lineId, value, membership, numerator, because }) => ({
          lineId,
          value: value === null ? null : senToDecimal(value),
          membership,
          numerator,
          because,
        })),
      })),
      total: { packages: found.total.packages, value: senToDecimal(found.total.value) },
      page: found.page,
      pages: found.pages,
      size: found.size,
    };
  }
}

function defaultsOf(request: FastifyRequest): ComplianceDefaults {
  const { instance } = accessOf(request);
  const day = today(instance.timeZone);
  return { klpd: instance.klpdCode, year: instance.fiscalYear ?? Number(day.slice(0, 4)), today: day };
}
