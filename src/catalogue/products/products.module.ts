import { Module } from '@nestjs/common';
import { ProductGroups } from './product-groups.js';
import { ProductService } from './product.service.js';
import { ProductsController } from './products.controller.js';
import { ProductSearch } from './search/product-search.js';

/** The products of the villages: kept, found and shown. */
@Module({
  controllers: [ProductsController],
  providers: [ProductGroups, ProductService, ProductSearch],
  exports: [ProductGroups, ProductService, ProductSearch],
})
export class ProductsModule {}
