import { Module } from '@nestjs/common';
import { CatalogueService } from './catalogue.service.js';

/** The bureau's OVOP list. */
@Module({ providers: [CatalogueService], exports: [CatalogueService] })
export class CatalogueModule {}
