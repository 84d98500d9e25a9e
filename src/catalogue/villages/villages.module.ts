import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { WilayahModule } from '../../wilayah/wilayah.module.js';
import { CoverageController } from './coverage.controller.js';
import { CoverageQueries } from './coverage.queries.js';
import { PotentialsController } from './potentials.controller.js';
import { PotentialsService } from './potentials.service.js';
import { StepsService } from './steps.service.js';
import { VillagesController } from './villages.controller.js';
import { VillagesService } from './villages.service.js';
import { WilayahController } from './wilayah.controller.js';

/** The map of the villages: what each could make, how far its mapping is, and how much of the region is covered. */
@Module({
  imports: [AccessModule, WilayahModule],
  controllers: [WilayahController, CoverageController, VillagesController, PotentialsController],
  providers: [CoverageQueries, PotentialsService, StepsService, VillagesService],
  exports: [WilayahModule, CoverageQueries, PotentialsService, StepsService, VillagesService],
})
export class VillagesModule {}
