import type { Assessment, AssessmentHead } from './assessments.service.js';
import {
  type AssessmentDto,
  type AssessmentHeadDto,
  type DueListDto,
  type ProfileDto,
  type ProfileHeadDto,
  type RankingDto,
  type SelectionEntryDto,
  shareView,
  type StarDecisionDto,
} from './grading.dto.js';
import type { DueList, Ranking } from './grading.queries.js';
import type { Profile } from './rubric.js';
import type { SelectionEntry } from './selection.service.js';
import type { StarDecision } from './stars.service.js';

/** Each field that leaves through the API, named. */
export function profileHeadView(profile: Profile): ProfileHeadDto {
  const { code, version, title, effectiveFrom, validMonths, minimumCompletenessPercent, assumptions } = profile;
  return {
    code,
    version,
    title,
    effectiveFrom,
    validMonths,
    minimumCompletenessPercent,
    assumptions: [...assumptions],
  };
}

export function profileView(profile: Profile): ProfileDto {
  return {
    ...profileHeadView(profile),
    source: profile.source,
    dimensionsSource: profile.dimensionsSource,
    dimensions: profile.dimensions.map(
      ({ code, printed, aspect, name, choice, weight, mayNotApply, levels, mends }) => ({
        code,
        printed,
        aspect: aspect.name,
        name,
        choice,
        weight,
        mayNotApply,
        levels: levels.map((level) => ({ ...level })),
        mends: mends.map((mend) => ({ ...mend })),
      }),
    ),
    leavesOut: profile.leavesOut.map(({ code, name, why }) => ({ code, name, why })),
    defects: profile.defects.map(({ what, handled }) => ({ what, handled })),
  };
}

export function selectionView(entry: SelectionEntry): SelectionEntryDto {
  const { list, code, text, dimensions, note, answer, evidence, assessor, judgedOn, version } = entry;
  return { list, code, text, dimensions: [...dimensions], note, answer, evidence, assessor, judgedOn, version };
}

export function headView(head: AssessmentHead): AssessmentHeadDto {
  const { id, productId, profileCode, profileVersion, state, openedBy, openedAt, closedOn, closedBy, dueOn } = head;
  const { score, judgedWeight, applicableWeight, totalWeight, cancelledWhy, profileUnchanged } = head;
  return {
    id,
    productId,
    profileCode,
    profileVersion,
    state,
    openedBy,
    openedAt,
    closedOn,
    closedBy,
    dueOn,
    score: score && shareView(score),
    judgedWeight,
    applicableWeight,
    totalWeight,
    cancelledWhy,
    profileUnchanged,
  };
}

export function assessmentView(assessment: Assessment): AssessmentDto {
  const { now, answers } = assessment;
  return {
    ...headView(assessment),
    answers: [...answers].map(([dimension, { state, level, items, evidence, assessor, judgedOn, version }]) => ({
      dimension,
      state,
      level,
      items: [...items],
      evidence,
      assessor,
      judgedOn,
      version,
    })),
    now: {
      score: now.score && shareView(now.score),
      because: now.because,
      least: now.least && shareView(now.least),
      most: now.most && shareView(now.most),
      judgedWeight: now.judgedWeight,
      applicableWeight: now.applicableWeight,
      totalWeight: now.totalWeight,
    },
  };
}

export function starView(star: StarDecision): StarDecisionDto {
  const { id, scheme, stars, decidedBy, decidedOn, source, note, withdrawnWhy } = star;
  return { id, scheme, stars, decidedBy, decidedOn, source, note, withdrawnWhy };
}

export function rankingView(ranking: Ranking): RankingDto {
  const { profile, items, ranked, tooLittleJudged, otherFile, page, pages, size } = ranking;
  return {
    profile: profileHeadView(profile),
    items: items.map(({ score, ...item }) => ({ ...item, score: shareView(score) })),
    ranked,
    tooLittleJudged,
    otherFile,
    page,
    pages,
    size,
  };
}

export function dueView({ items, ...list }: DueList): DueListDto {
  return { ...list, items: items.map(({ score, ...item }) => ({ ...item, score: score && shareView(score) })) };
}
