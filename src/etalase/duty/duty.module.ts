import { Module } from '@nestjs/common';
import { DutyQueries } from './duty.queries.js';

/** Only how tourism places stand to the duty, for modules above that need nothing else of the etalase. */
@Module({ providers: [DutyQueries], exports: [DutyQueries] })
export class DutyModule {}
