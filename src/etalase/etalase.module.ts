import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { WilayahModule } from '../wilayah/wilayah.module.js';
import { PlaceLoader } from './places/place-loader.js';
import { PlacesController } from './places/places.controller.js';
import { PlacesService } from './places/places.service.js';

/** The tourism places and what each of them shows of the villages' products. */
@Module({
  imports: [AccessModule, WilayahModule],
  controllers: [PlacesController],
  providers: [PlaceLoader, PlacesService],
  exports: [PlacesService],
})
export class EtalaseModule {}
