import { Module } from '@nestjs/common';
import { WilayahModule } from '../../wilayah/wilayah.module.js';
import { WilayahController } from './wilayah.controller.js';

/** The map of the villages: what each could make, how far its mapping is, and how much of the region is covered. */
@Module({ imports: [WilayahModule], controllers: [WilayahController], exports: [WilayahModule] })
export class VillagesModule {}
