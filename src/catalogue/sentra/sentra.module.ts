import { Module } from '@nestjs/common';
import { WilayahModule } from '../../wilayah/wilayah.module.js';
import { SentraController } from './sentra.controller.js';
import { SentraFactsService } from './sentra-facts.service.js';
import { SentraService } from './sentra.service.js';

/** Sentra and the criteria by which a region is proposed as one. */
@Module({
  imports: [WilayahModule],
  controllers: [SentraController],
  providers: [SentraService, SentraFactsService],
  exports: [SentraService, SentraFactsService],
})
export class SentraModule {}
