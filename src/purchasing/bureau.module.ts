import { Module } from '@nestjs/common';
import { CatalogueModule } from '../catalogue/catalogue.module.js';
import { FollowerModule } from './follower.module.js';
import { MappingController } from './mapping/mapping.controller.js';
import { MappingService } from './mapping/mapping.service.js';
import { OvopCatalogueEntries } from './ovop/catalogue-entries.js';
import { OvopController } from './ovop/ovop.controller.js';
import { OvopListService } from './ovop/ovop-list.service.js';
import { OvopMarks } from './ovop/ovop-marks.js';
import { PurchasingModule } from './purchasing.module.js';
import { StatusesController } from './statuses/statuses.controller.js';
import { StatusesService } from './statuses/statuses.service.js';
import { SuppliersController } from './suppliers/suppliers.controller.js';
import { SuppliersService } from './suppliers/suppliers.service.js';

/** What the bureau adds to the feeds: OVOP list, mapping of satker, decisions on suppliers, meaning of statuses. */
@Module({
  imports: [CatalogueModule, FollowerModule, PurchasingModule],
  controllers: [MappingController, OvopController, StatusesController, SuppliersController],
  providers: [MappingService, OvopCatalogueEntries, OvopListService, OvopMarks, StatusesService, SuppliersService],
  exports: [MappingService, OvopCatalogueEntries, OvopListService, OvopMarks, StatusesService, SuppliersService],
})
export class BureauModule {}
