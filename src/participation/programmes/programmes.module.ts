import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { WilayahModule } from '../../wilayah/wilayah.module.js';
import { ParticipationModule } from '../participation.module.js';
import { AchievedFigures } from './achieved.js';
import { OutcomeQueries } from './outcome.queries.js';
import { ParticipantsService } from './participants.service.js';
import { ProgrammesController } from './programmes.controller.js';
import { ProgrammesService } from './programmes.service.js';
import { RoadmapController } from './roadmap.controller.js';
import { RoadmapService } from './roadmap.service.js';
import { TargetsService } from './targets.service.js';

const SERVICES = [ProgrammesService, ParticipantsService, OutcomeQueries, RoadmapService, TargetsService];

/** Pembinaan and where it is to lead: programmes with who took part, the roadmap, the targets. */
@Module({
  imports: [AccessModule, ParticipationModule, WilayahModule],
  controllers: [ProgrammesController, RoadmapController],
  providers: [...SERVICES, AchievedFigures],
  exports: SERVICES,
})
export class ProgrammesModule {}
