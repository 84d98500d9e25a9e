import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { ApiNotModifiedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { scopeKey } from '../../access/scope.js';
import { scopeOf } from '../../access/viewer.js';
import { unlessKnown } from '../../shared/etag.js';
import { SpendingQueries } from '../spending.queries.js';
import { salesAsked, SalesDto, salesJson, SalesQueryDto, supplierKeyOf } from './sales.dto.js';
import { SalesQueries, suppliersOf } from './sales.queries.js';

/** What a supplier sold to the government. Amounts are decimal text, over the supplier's own lines only. */
@ApiTags('Penjualan')
@Controller('api/v1/sales')
@Allow('sales.read')
export class SalesController {
  constructor(
    private readonly sales: SalesQueries,
    private readonly spending: SpendingQueries,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Penjualan sendiri menurut tahun dan status, dengan paketnya' })
  @ApiOkResponse({ type: SalesDto })
  @ApiNotModifiedResponse({ description: 'Data belum berubah sejak ETag yang dikirim' })
  async show(
    @Query() query: SalesQueryDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SalesDto | undefined> {
    const scope = scopeOf(request);
    const suppliers = suppliersOf(scope, supplierKeyOf(query.supplier));
    const { version: dataVersion } = await this.spending.dataVersion();
    return unlessKnown(request, reply, [dataVersion, 'sales', { ...query }, suppliers, scopeKey(scope)], async () => ({
      dataVersion,
      ...salesJson(await this.sales.sales(suppliers, salesAsked(query))),
    }));
  }
}
