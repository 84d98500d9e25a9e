import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import type { AnswerState, Share } from './rubric.js';
import { DUE_STATES, type DueState } from './grading.queries.js';
import { SELECTION_ANSWERS, SELECTION_LISTS, type SelectionAnswer, type SelectionList } from './selection.js';
import { STAR_SCHEMES, type StarScheme } from '../stars.js';
import { STAR_DECIDERS, type StarDecider } from './stars.service.js';

const ANSWER_STATES = ['dinilai', 'tidak-berlaku', 'belum-dinilai'] as const;
const MOST_VERSION = 2_000_000_000;

export class RankingQueryDto {
  /** Kode satu profil; peringkat tidak pernah mencampur dua profil. */
  @ApiProperty({ type: String, example: 'makanan-minuman' }) @IsOptional() profile?: unknown;
  /** Satu versi profil itu. */
  @ApiProperty({ type: String, example: '1' }) @IsOptional() version?: unknown;
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) size = 50;
}

export class DueQueryDto {
  @ApiPropertyOptional({ enum: DUE_STATES }) @IsOptional() @IsIn(DUE_STATES) state?: DueState;
  /** Bagian dari nama produk. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) size = 50;
}

class JudgingDto {
  /** Nama penilai atau tim penilai. */
  @ApiProperty({ example: 'Tim penilai Dinas Perindustrian' }) @IsString() @MaxLength(120) assessor: string;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) judgedOn: string;
}

export class SelectionChangeDto {
  @ApiProperty({ enum: SELECTION_LISTS }) @IsIn(SELECTION_LISTS) list: SelectionList;
  @ApiProperty({ example: 'i' }) @IsString() @MaxLength(10) code: string;
  @ApiProperty({ enum: SELECTION_ANSWERS }) @IsIn(SELECTION_ANSWERS) answer: SelectionAnswer;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) evidence?: string;
  /** Versi yang dibaca; 0 bila belum pernah dijawab. */
  @ApiProperty() @IsInt() @Min(0) @Max(MOST_VERSION) version: number;
}

export class SelectionDto extends JudgingDto {
  @ApiProperty({ type: [SelectionChangeDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => SelectionChangeDto)
  answers: SelectionChangeDto[];
}

export class AnswerChangeDto {
  @ApiProperty({ example: 'merek' }) @IsString() @MaxLength(60) dimension: string;
  @ApiProperty({ enum: ANSWER_STATES }) @IsIn(ANSWER_STATES) state: AnswerState;
  /** Tingkat, bagi dimensi pilihan tunggal. */
  @ApiPropertyOptional() @IsOptional() @IsInt() @Min(1) @Max(9) level?: number;
  /** Butir yang terpenuhi, bagi dimensi pilihan ganda. */
  @ApiPropertyOptional({ type: [Number] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(9)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(9, { each: true })
  items?: number[];
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) evidence?: string;
  /** Versi yang dibaca; 0 bila belum pernah dijawab. */
  @ApiProperty() @IsInt() @Min(0) @Max(MOST_VERSION) version: number;
}

export class AnswersDto extends JudgingDto {
  @ApiProperty({ type: [AnswerChangeDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => AnswerChangeDto)
  answers: AnswerChangeDto[];
}

export class WhyDto {
  /** Alasan, paling sedikit 5 huruf. */
  @ApiProperty() @IsString() @MaxLength(2000) why: string;
}

export class StarDto {
  @ApiProperty({ enum: STAR_SCHEMES }) @IsString() @MaxLength(10) scheme: string;
  @ApiProperty() @IsInt() @Min(1) @Max(5) stars: number;
  @ApiProperty({ enum: STAR_DECIDERS }) @IsString() @MaxLength(20) decidedBy: string;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) decidedOn: string;
  /** Nomor keputusan, atau tempat keputusan itu terbit. */
  @ApiProperty() @IsString() @MaxLength(2000) source: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

/** An exact share, and the same in percent for reading. */
export class ExactShareDto {
  @ApiProperty({ example: '17' }) numerator: string;
  @ApiProperty({ example: '24' }) denominator: string;
  /** Persen dengan satu angka di belakang koma, dibulatkan hanya untuk dibaca. */
  @ApiProperty({ example: '70.8' }) percent: string;
}

export class LevelDto {
  @ApiProperty() number: number;
  @ApiProperty() text: string;
  /** Nomor tingkat dalam tabel sumber; null = ditambahkan, lihat mends. */
  @ApiProperty({ type: Number, nullable: true }) printed: number | null;
}

export class MendDto {
  @ApiProperty() what: string;
  @ApiProperty() why: string;
}

export class DimensionDto {
  @ApiProperty() code: string;
  @ApiProperty({ example: 'A2.D2' }) printed: string;
  @ApiProperty() aspect: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: ['single', 'multiple'] }) choice: 'single' | 'multiple';
  @ApiProperty() weight: number;
  @ApiProperty() mayNotApply: boolean;
  @ApiProperty({ type: [LevelDto] }) levels: LevelDto[];
  @ApiProperty({ type: [MendDto] }) mends: MendDto[];
}

export class ProfileHeadDto {
  @ApiProperty() code: string;
  @ApiProperty() version: number;
  @ApiProperty() title: string;
  @ApiProperty({ format: 'date' }) effectiveFrom: string;
  @ApiProperty() validMonths: number;
  @ApiProperty() minimumCompletenessPercent: number;
  @ApiProperty({ type: [String] }) assumptions: string[];
}

export class DefectDto {
  @ApiProperty() what: string;
  @ApiProperty() handled: string;
}

export class LeftOutDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() why: string;
}

export class ProfileDto extends ProfileHeadDto {
  @ApiProperty() source: string;
  @ApiProperty() dimensionsSource: string;
  @ApiProperty({ type: [DimensionDto] }) dimensions: DimensionDto[];
  @ApiProperty({ type: [LeftOutDto] }) leavesOut: LeftOutDto[];
  @ApiProperty({ type: [DefectDto] }) defects: DefectDto[];
}

export class SelectionEntryDto {
  @ApiProperty({ enum: SELECTION_LISTS }) list: SelectionList;
  @ApiProperty() code: string;
  @ApiProperty() text: string;
  @ApiProperty({ type: [String] }) dimensions: string[];
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ enum: SELECTION_ANSWERS }) answer: SelectionAnswer;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true }) assessor: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) judgedOn: string | null;
  @ApiProperty() version: number;
}

export class AssessmentHeadDto {
  @ApiProperty() id: string;
  @ApiProperty() productId: string;
  @ApiProperty() profileCode: string;
  @ApiProperty() profileVersion: number;
  @ApiProperty({ enum: ['terbuka', 'ditutup', 'dibatalkan'] }) state: string;
  @ApiProperty() openedBy: string;
  @ApiProperty({ format: 'date-time' }) openedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) closedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) closedBy: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
  /** Saat ditutup; null = belum dapat dinilai, bukan nol. */
  @ApiProperty({ type: ExactShareDto, nullable: true }) score: ExactShareDto | null;
  @ApiProperty({ type: Number, nullable: true }) judgedWeight: number | null;
  @ApiProperty({ type: Number, nullable: true }) applicableWeight: number | null;
  @ApiProperty({ type: Number, nullable: true }) totalWeight: number | null;
  @ApiProperty({ type: String, nullable: true }) cancelledWhy: string | null;
  /** false: berkas profilnya diubah sesudahnya. */
  @ApiProperty() profileUnchanged: boolean;
}

export class AnswerDto {
  @ApiProperty() dimension: string;
  @ApiProperty({ enum: ANSWER_STATES }) state: AnswerState;
  @ApiProperty({ type: Number, nullable: true }) level: number | null;
  @ApiProperty({ type: [Number] }) items: number[];
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true }) assessor: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) judgedOn: string | null;
  @ApiProperty() version: number;
}

export class ScoreDto {
  @ApiProperty({ type: ExactShareDto, nullable: true }) score: ExactShareDto | null;
  @ApiProperty({ enum: ['scored', 'too-little-judged', 'nothing-applies'] }) because: string;
  @ApiProperty({ type: ExactShareDto, nullable: true }) least: ExactShareDto | null;
  @ApiProperty({ type: ExactShareDto, nullable: true }) most: ExactShareDto | null;
  @ApiProperty() judgedWeight: number;
  @ApiProperty() applicableWeight: number;
  @ApiProperty() totalWeight: number;
}

export class AssessmentDto extends AssessmentHeadDto {
  @ApiProperty({ type: [AnswerDto] }) answers: AnswerDto[];
  /** Menurut jawaban yang ada. */
  @ApiProperty({ type: ScoreDto }) now: ScoreDto;
}

export class StarDecisionDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: STAR_SCHEMES }) scheme: StarScheme;
  @ApiProperty() stars: number;
  @ApiProperty({ enum: STAR_DECIDERS }) decidedBy: StarDecider;
  @ApiProperty({ format: 'date' }) decidedOn: string;
  @ApiProperty() source: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnWhy: string | null;
}

export class ProductGradingDto {
  @ApiProperty() productId: string;
  @ApiProperty() name: string;
  @ApiProperty() group: string;
  @ApiProperty({ type: [SelectionEntryDto] }) selection: SelectionEntryDto[];
  @ApiProperty({ type: [AssessmentHeadDto] }) assessments: AssessmentHeadDto[];
  @ApiProperty({ type: [StarDecisionDto] }) stars: StarDecisionDto[];
}

export class RankedProductDto {
  /** Skor yang sama mendapat peringkat yang sama. */
  @ApiProperty() rank: number;
  @ApiProperty() assessmentId: string;
  @ApiProperty() productId: string;
  @ApiProperty() name: string;
  @ApiProperty() group: string;
  @ApiProperty({ type: String, nullable: true }) places: string | null;
  @ApiProperty({ type: ExactShareDto }) score: ExactShareDto;
  @ApiProperty() judgedWeight: number;
  @ApiProperty() applicableWeight: number;
  @ApiProperty() totalWeight: number;
  @ApiProperty({ format: 'date' }) closedOn: string;
  @ApiProperty({ format: 'date' }) dueOn: string;
  @ApiProperty({ type: String, nullable: true }) newerProfile: string | null;
  @ApiProperty({ type: Number, nullable: true }) newerVersion: number | null;
}

export class RankingDto {
  @ApiProperty({ type: ProfileHeadDto }) profile: ProfileHeadDto;
  @ApiProperty({ type: [RankedProductDto] }) items: RankedProductDto[];
  @ApiProperty() ranked: number;
  @ApiProperty() tooLittleJudged: number;
  @ApiProperty() otherFile: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class DueProductDto {
  @ApiProperty() productId: string;
  @ApiProperty() name: string;
  @ApiProperty() group: string;
  @ApiProperty({ enum: DUE_STATES }) state: DueState;
  @ApiProperty({ type: String, nullable: true }) assessmentId: string | null;
  @ApiProperty({ type: String, nullable: true }) profileCode: string | null;
  @ApiProperty({ type: Number, nullable: true }) profileVersion: number | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) closedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) dueOn: string | null;
  @ApiProperty({ type: ExactShareDto, nullable: true }) score: ExactShareDto | null;
  @ApiProperty({ type: String, nullable: true }) openId: string | null;
  @ApiProperty({ type: String, enum: STAR_SCHEMES, nullable: true }) starScheme: StarScheme | null;
  @ApiProperty({ type: Number, nullable: true }) stars: number | null;
}

export class DueCountsDto {
  @ApiProperty() all: number;
  @ApiProperty() terlambat: number;
  @ApiProperty() segera: number;
  @ApiProperty() 'belum-pernah': number;
  @ApiProperty() berlaku: number;
}

export class DueListDto {
  @ApiProperty({ type: [DueProductDto] }) items: DueProductDto[];
  @ApiProperty() found: number;
  @ApiProperty({ type: DueCountsDto }) counts: DueCountsDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

/** Tenths of a percent, half up. */
export function shareView({ numerator, denominator }: Share): ExactShareDto {
  const tenths = (numerator * 2000n + denominator) / (denominator * 2n);
  return {
    numerator: numerator.toString(),
    denominator: denominator.toString(),
    percent: `${tenths / 10n}.${tenths % 10n}`,
  };
}
