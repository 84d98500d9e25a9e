import { Module } from '@nestjs/common';
import { DutyQueries } from './duty.queries.js';
import { DutySettings } from './duty-settings.service.js';

/** Only how tourism places stand to the duty, for modules above that need nothing else of the etalase. */
@Module({ providers: [DutyQueries, DutySettings], exports: [DutyQueries, DutySettings] })
export class DutyModule {}
