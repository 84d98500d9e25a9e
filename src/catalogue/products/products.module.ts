import { Module } from '@nestjs/common';
import { CertificatesService } from './certificates.service.js';
import { ListingsService } from './listings.service.js';
import { ProductPartsController } from './parts.controller.js';
import { PhotosService } from './photos/photos.service.js';
import { ProductGroups } from './product-groups.js';
import { ProductService } from './product.service.js';
import { ProductsController } from './products.controller.js';
import { ProductSearch } from './search/product-search.js';
import { SearchUpkeep } from './search/search-upkeep.js';

const SERVICES = [CertificatesService, ListingsService, PhotosService, ProductGroups, ProductService, ProductSearch];

/** The products of the villages: kept, found and shown. */
@Module({
  controllers: [ProductsController, ProductPartsController],
  providers: [...SERVICES, SearchUpkeep],
  exports: SERVICES,
})
export class ProductsModule {}
