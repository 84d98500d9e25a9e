import { Module } from '@nestjs/common';
import { WilayahLoader } from './wilayah-loader.js';
import { WilayahService } from './wilayah.service.js';

/** Regions: provinces down to desa and kelurahan. */
@Module({
  providers: [WilayahService, WilayahLoader],
  exports: [WilayahService, WilayahLoader],
})
export class WilayahModule {}
