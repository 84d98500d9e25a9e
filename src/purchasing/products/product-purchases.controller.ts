import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiNotModifiedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { scopeKey } from '../../access/scope.js';
import { accessOf, scopeOf } from '../../access/viewer.js';
import { unlessKnown } from '../../shared/etag.js';
import { SpendingQueries } from '../spending.queries.js';
import { ProductPurchasesDto, productPurchasesJson } from './product-purchases.dto.js';
import { ProductPurchaseQueries } from './product-purchases.js';

/** Who bought a product of the catalogue. */
@ApiTags('Belanja')
@Controller('api/v1/products')
@Allow('spending.read')
export class ProductPurchasesController {
  constructor(
    private readonly purchases: ProductPurchaseQueries,
    private readonly spending: SpendingQueries,
  ) {}

  @Get(':id/purchases')
  @ApiOperation({ summary: 'Siapa membeli sebuah produk katalog: menurut tahun anggaran dan perangkat daerah' })
  @ApiOkResponse({ type: ProductPurchasesDto })
  @ApiNotModifiedResponse({ description: 'Data belum berubah sejak ETag yang dikirim' })
  async purchasesOf(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ProductPurchasesDto | undefined> {
    const scope = scopeOf(request);
    const klpd = accessOf(request).instance.klpdCode;
    const { version: dataVersion } = await this.spending.dataVersion();
    const bought = await this.purchases.of(id, klpd, scope);
    return unlessKnown(request, reply, [dataVersion, bought.product, klpd, scopeKey(scope)], () =>
      Promise.resolve({ dataVersion, ...productPurchasesJson(bought) }),
    );
  }
}
