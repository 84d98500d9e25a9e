import { Injectable } from '@nestjs/common';
import type { Achieved } from './target.js';
import type { TargetMetric } from './target-metrics.js';

/** What a metric came to in a year: asked of the figures of participation, never worked out here. */
@Injectable()
export class AchievedFigures {
  /** From 1 January of the year to its end, or to `today` while it lasts. Nothing tells the metrics yet. */
  of(_metric: TargetMetric, year: number, today: string): Promise<Achieved> {
    const end = `${year}-12-31`;
    const whole = end < today;
    return Promise.resolve({ amount: null, said: null, until: whole ? end : today, whole });
  }
}
