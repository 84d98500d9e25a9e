import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { RegulationModule } from '../regulation/regulation.module.js';
import { OcdsController } from './ocds/ocds.controller.js';
import { OcdsService } from './ocds/ocds.service.js';
import { OrdersQueries } from './ocds/orders.queries.js';

/** Open data out. */
@Module({
  imports: [AccessModule, RegulationModule],
  controllers: [OcdsController],
  providers: [OcdsService, OrdersQueries],
  exports: [OcdsService],
})
export class ExchangeModule {}
