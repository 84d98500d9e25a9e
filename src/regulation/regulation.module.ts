import { Module } from '@nestjs/common';
import { RegulationService } from './regulation.service.js';

/** Law as dated data. */
@Module({ providers: [RegulationService], exports: [RegulationService] })
export class RegulationModule {}
