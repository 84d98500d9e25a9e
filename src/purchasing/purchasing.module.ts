import { Module } from '@nestjs/common';
import { AttentionQueries } from './attention.queries.js';
import { SpendingDecisions } from './decisions.service.js';
import { ProductPurchasesController } from './products/product-purchases.controller.js';
import { ProductPurchaseQueries } from './products/product-purchases.js';
import { PurchasingIntake } from './intake/purchasing-intake.js';
import { KlpdListQueries } from './klpd-list.queries.js';
import { Refresh } from './refresh.js';
import { SalesController } from './sales/sales.controller.js';
import { SalesQueries } from './sales/sales.queries.js';
import { SpendingController } from './spending.controller.js';
import { SpendingQueries } from './spending.queries.js';

@Module({
  controllers: [ProductPurchasesController, SpendingController, SalesController],
  providers: [
    AttentionQueries,
    SpendingDecisions,
    KlpdListQueries,
    ProductPurchaseQueries,
    Refresh,
    PurchasingIntake,
    SalesQueries,
    SpendingQueries,
  ],
  exports: [
    AttentionQueries,
    SpendingDecisions,
    KlpdListQueries,
    ProductPurchaseQueries,
    Refresh,
    PurchasingIntake,
    SalesQueries,
    SpendingQueries,
  ],
})
export class PurchasingModule {}
