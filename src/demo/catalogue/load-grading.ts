import type { INestApplicationContext } from '@nestjs/common';
import { AssessmentsService } from '../../catalogue/grading/assessments.service.js';
import type { WeightedDimension } from '../../catalogue/grading/rubric.js';
import { StarsService } from '../../catalogue/grading/stars.service.js';
import { today } from '../../shared/dates.js';
import { Chance } from '../random.js';
import type { DemoProduct } from './invent.js';

const MOST_JUDGED = 36;
const ASSESSOR = 'Tim penilai contoh';

/** Some products are judged by the rubric in force, some of those not to the end; the best have a star of an older round. */
export async function loadGrading(
  app: INestApplicationContext,
  seed: number,
  products: readonly DemoProduct[],
  ids: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const chance = new Chance(seed, 'penilaian');
  const [assessments, stars] = [app.get(AssessmentsService), app.get(StarsService)];
  // The profiles are in force since a day of their own, which the invented year may not have reached.
  const day = today('Asia/Makassar');
  for (const product of products.filter(({ quality }) => quality !== null).slice(0, MOST_JUDGED)) {
    const id = ids.get(product.ref) ?? '';
    // A start that was cut short goes on where it stopped.
    if ((await assessments.ofProduct(id)).length > 0) continue;
    const quality = product.quality ?? 0;
    const { id: assessment, profile } = await assessments.open(id, by, day);
    const unfinished = chance.happens(0.2);
    const judged = unfinished ? profile.dimensions.filter(() => chance.happens(0.5)) : profile.dimensions;
    await assessments.answer(
      assessment,
      { assessor: ASSESSOR, judgedOn: day },
      judged.map((dimension) => answerOf(chance, dimension, quality)),
      by,
      day,
    );
    if (!unfinished) await assessments.close(assessment, by, day);
    if (!unfinished && quality > 0.55)
      await stars.add(
        id,
        {
          scheme: '1-5',
          stars: quality > 0.85 ? 5 : quality > 0.7 ? 4 : 3,
          decidedBy: 'kementerian',
          decidedOn: '2025-10-20',
          source: 'Contoh, bukan keputusan sebenarnya',
        },
        by,
        day,
      );
  }
}

type Answer = Parameters<AssessmentsService['answer']>[2][number];

function answerOf(chance: Chance, dimension: WeightedDimension, quality: number): Answer {
  const answer = { dimension: dimension.code, version: 0, evidence: 'Contoh: dilihat saat kunjungan' };
  if (dimension.mayNotApply && chance.happens(0.15)) return { ...answer, state: 'tidak-berlaku' };
  const reached = Math.min(1, Math.max(0, quality + 0.18 * chance.bell()));
  if (dimension.choice === 'multiple') {
    const items = dimension.levels.filter(() => chance.happens(reached)).map(({ number }) => number);
    return { ...answer, state: 'dinilai', items };
  }
  return { ...answer, state: 'dinilai', level: 1 + Math.round(reached * (dimension.levels.length - 1)) };
}
