import { Inject, Injectable } from '@nestjs/common';
import { RegulationService } from '../regulation/regulation.service.js';
import { isDay, today } from '../shared/dates.js';
import type { Env } from '../shared/env.js';
import { InvalidInputError } from '../shared/errors.js';
import { ENV } from '../shared/tokens.js';
import type { EligibilityAssessmentDto, EligibilityCheckDto } from './eligibility.dto.js';
import { explained, inWords } from './explained.js';
import { statedEnterprise, statedProduct } from './facts.dto.js';
import { assess } from './rules/assess.js';
import { PURPOSES } from './rules/rule.js';
import { readinessSentence, STATE_WORDS } from './wording/wording.js';

/** Judges what somebody states. Nothing of it is stored, and nothing is logged. */
@Injectable()
export class EligibilityService {
  constructor(
    private readonly regulation: RegulationService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  check({ platform, day: asked, enterprise, product, ovop }: EligibilityCheckDto): EligibilityAssessmentDto {
    const day = asked ?? today(this.env.timeZone);
    if (!isDay(day))
      throw new InvalidInputError('eligibility.no-such-day', `Tanggal ${day} tidak ada dalam kalender.`, [
        { field: 'day', message: 'Tanggal ini tidak ada dalam kalender' },
      ]);
    const { book } = this.regulation;
    const facts = {
      enterprise: statedEnterprise(enterprise),
      product: statedProduct(product),
      ovop,
      service: { provinceCode: this.provinceCode() },
    };
    const assessed = assess(facts, platform, day, book);
    return {
      day,
      platform,
      ruleSet: assessed.ruleSet,
      states: PURPOSES.map((purpose) => ({
        purpose,
        state: assessed.states[purpose],
        text: STATE_WORDS[assessed.states[purpose]],
      })),
      readiness: { ...assessed.readiness, text: readinessSentence(assessed.readiness) },
      warnings: assessed.warnings.map(inWords),
      validUntil: assessed.validUntil,
      requirements: assessed.requirements.map((one) => explained(one, book)),
    };
  }

  /** Local is the first province that the service runs for; one that runs for all has none. */
  private provinceCode(): string | undefined {
    const { wilayahProvinces } = this.env;
    return wilayahProvinces === 'all' ? undefined : wilayahProvinces[0];
  }
}
