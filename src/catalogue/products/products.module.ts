import { Module } from '@nestjs/common';
import { WilayahModule } from '../../wilayah/wilayah.module.js';
import { CertificatesService } from './certificates.service.js';
import { ProductLists } from './lists/product-lists.js';
import { ListingsService } from './listings.service.js';
import { ProductPartsController } from './parts.controller.js';
import { PhotosService } from './photos/photos.service.js';
import { ProductLinks } from './product-links.js';
import { ProductGroups } from './product-groups.js';
import { ProductService } from './product.service.js';
import { ProductsController } from './products.controller.js';
import { ProductSearch } from './search/product-search.js';
import { SearchUpkeep } from './search/search-upkeep.js';

const SERVICES = [
  CertificatesService,
  ListingsService,
  PhotosService,
  ProductGroups,
  ProductLinks,
  ProductLists,
  ProductService,
  ProductSearch,
];

/** The products of the villages: kept, found and shown. */
@Module({
  imports: [WilayahModule],
  controllers: [ProductsController, ProductPartsController],
  providers: [...SERVICES, SearchUpkeep],
  exports: SERVICES,
})
export class ProductsModule {}
