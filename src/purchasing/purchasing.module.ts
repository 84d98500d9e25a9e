import { Module } from '@nestjs/common';
import { PurchasingIntake } from './intake/purchasing-intake.js';
import { Refresh } from './refresh.js';
import { SpendingController } from './spending.controller.js';
import { SpendingQueries } from './spending.queries.js';

@Module({
  controllers: [SpendingController],
  providers: [Refresh, PurchasingIntake, SpendingQueries],
  exports: [Refresh, PurchasingIntake, SpendingQueries],
})
export class PurchasingModule {}
