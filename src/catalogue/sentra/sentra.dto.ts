import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import {
  type Finding,
  type JudgedCondition,
  type JudgedCriterion,
  openCriteria,
  type SentraCriteria,
  STATEMENT_ANSWERS,
  type StatementAnswer,
} from './sentra-criteria.js';
import type { JudgedSentra, Statement } from './sentra.js';

const FINDINGS = ['met', 'missing', 'unknown'] as const;

export class SentraQueryDto {
  /** Bagian dari nama sentra atau jenis produknya. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;
  /** Kode Kemendagri; sentra di dalam wilayah itu. */
  @ApiPropertyOptional({ example: '53.01' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/, { message: 'Tulis kode Kemendagri dengan titik, contoh 53.01' })
  within?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(60) groupCode?: string;
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) size = 50;
}

export class SentraDto {
  @ApiProperty({ example: 'Sentra Tenun Ikat Contoh' }) @IsString() @MaxLength(2000) name: string;
  /** Kode Kemendagri desa/kelurahan, kecamatan, atau kabupaten/kota. */
  @ApiProperty({ example: '53.01.04.2003' }) @IsString() @MaxLength(20) wilayahCode: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(60) groupCode?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) productKind?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) foundedOn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class SentraChangeDto extends SentraDto {
  /** Versi yang dibaca. */
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class StatementChangeDto {
  @ApiProperty({ example: 'bahan-baku' }) @IsString() @MaxLength(60) condition: string;
  @ApiProperty({ enum: STATEMENT_ANSWERS }) @IsIn(STATEMENT_ANSWERS) answer: StatementAnswer;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) evidence?: string;
  /** Versi yang dibaca; 0 bila belum pernah dinyatakan. */
  @ApiProperty() @IsInt() @Min(0) @Max(2_000_000_000) version: number;
}

export class StatementsDto {
  @ApiProperty() @IsString() @MaxLength(120) statedBy: string;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) statedOn: string;
  @ApiProperty({ type: [StatementChangeDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => StatementChangeDto)
  answers: StatementChangeDto[];
}

export class ChampionDto {
  /** Bukti kesediaannya, misalnya nomor surat pernyataan. */
  @ApiProperty() @IsString() @MaxLength(2000) evidence: string;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) statedOn: string;
}

export class JudgedConditionDto {
  @ApiProperty() code: string;
  @ApiProperty({ enum: ['stated', 'count'] }) kind: 'stated' | 'count';
  @ApiProperty() text: string;
  @ApiProperty({ type: Number, nullable: true }) minimum: number | null;
  /** null = belum ada yang dicatat untuk dihitung. */
  @ApiProperty({ type: Number, nullable: true }) counted: number | null;
  @ApiProperty({ enum: FINDINGS }) finding: Finding;
}

export class JudgedCriterionDto {
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: FINDINGS }) finding: Finding;
  /** Hanya diharapkan sumbernya; tidak menentukan. */
  @ApiProperty() expectedOnly: boolean;
  @ApiProperty({ type: [JudgedConditionDto] }) conditions: JudgedConditionDto[];
}

export class SentraViewDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() wilayahCode: string;
  @ApiProperty() place: string;
  @ApiProperty({ type: String, nullable: true }) groupCode: string | null;
  @ApiProperty({ type: String, nullable: true }) productKind: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) foundedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() version: number;
  /** Anggota tercatat hari ini. */
  @ApiProperty() members: number;
  @ApiProperty() champions: number;
  /** Dari semua kriteria yang menentukan. */
  @ApiProperty({ enum: FINDINGS }) finding: Finding;
  @ApiProperty() criteriaVersion: number;
  @ApiProperty({ type: [JudgedCriterionDto] }) criteria: JudgedCriterionDto[];
  /** Kode kriteria yang belum terpenuhi dan masih perlu. */
  @ApiProperty({ type: [String] }) open: string[];
}

export class SentraPageDto {
  @ApiProperty({ type: [SentraViewDto] }) items: SentraViewDto[];
  @ApiProperty() found: number;
  @ApiProperty() page: number;
  @ApiProperty() size: number;
}

export class SentraStatementDto {
  @ApiProperty() condition: string;
  @ApiProperty() text: string;
  @ApiProperty({ enum: STATEMENT_ANSWERS }) answer: StatementAnswer;
  @ApiProperty({ type: String, nullable: true }) evidence: string | null;
  @ApiProperty({ type: String, nullable: true }) statedBy: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) statedOn: string | null;
  @ApiProperty() version: number;
}

export class CriteriaDecisionDto {
  @ApiProperty() what: string;
  @ApiProperty() why: string;
}

export class OtherSourceDto {
  @ApiProperty() what: string;
  @ApiProperty() source: string;
  @ApiProperty() membersMin: number;
}

export class CriterionConditionDto {
  @ApiProperty() code: string;
  @ApiProperty({ enum: ['stated', 'count'] }) kind: 'stated' | 'count';
  @ApiProperty() text: string;
  @ApiProperty({ type: Number, nullable: true }) minimum: number | null;
}

export class CriterionDto {
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty() text: string;
  @ApiProperty() expectedOnly: boolean;
  @ApiProperty({ type: [CriterionConditionDto] }) conditions: CriterionConditionDto[];
}

export class SentraCriteriaDto {
  @ApiProperty() version: number;
  @ApiProperty({ format: 'date' }) effectiveFrom: string;
  @ApiProperty() title: string;
  @ApiProperty() source: string;
  @ApiProperty({ type: [CriteriaDecisionDto] }) decisions: CriteriaDecisionDto[];
  @ApiProperty({ type: [OtherSourceDto] }) otherSources: OtherSourceDto[];
  /** Dari setiap daftar cukup satu kriteria. */
  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string' } } }) alternatives: string[][];
  @ApiProperty({ type: [CriterionDto] }) criteria: CriterionDto[];
}

export function sentraView(sentra: JudgedSentra): SentraViewDto {
  const { id, name, wilayahCode, place, groupCode, productKind, foundedOn, note, version, counts, judgement } = sentra;
  return {
    id,
    name,
    wilayahCode,
    place,
    groupCode,
    productKind,
    foundedOn,
    note,
    version,
    members: counts.members,
    champions: counts.champions,
    finding: judgement.finding,
    criteriaVersion: sentra.reference.version,
    criteria: judgement.criteria.map(criterionView),
    open: openCriteria(sentra.reference, judgement).map(({ criterion }) => criterion.code),
  };
}

function criterionView({ criterion, finding, conditions }: JudgedCriterion): JudgedCriterionDto {
  const { code, title, expectedOnly } = criterion;
  return { code, title, expectedOnly, finding, conditions: conditions.map(conditionView) };
}

function conditionView({ condition, finding, counted }: JudgedCondition): JudgedConditionDto {
  const { code, kind, text } = condition;
  return { code, kind, text, minimum: condition.kind === 'count' ? condition.minimum : null, counted, finding };
}

export function statementView(statement: Statement): SentraStatementDto {
  const { condition, text, answer, evidence, statedBy, statedOn, version } = statement;
  return { condition, text, answer, evidence, statedBy, statedOn, version };
}

export function criteriaView(reference: SentraCriteria): SentraCriteriaDto {
  const { version, effectiveFrom, title, source, decisions, otherSources, alternatives, criteria } = reference;
  return {
    version,
    effectiveFrom,
    title,
    source,
    decisions: decisions.map(({ what, why }) => ({ what, why })),
    otherSources: otherSources.map((one) => ({ what: one.what, source: one.source, membersMin: one.membersMin })),
    alternatives: alternatives.map((codes) => [...codes]),
    criteria: criteria.map((criterion) => ({
      code: criterion.code,
      title: criterion.title,
      text: criterion.text,
      expectedOnly: criterion.expectedOnly,
      conditions: criterion.conditions.map((one) => ({
        code: one.code,
        kind: one.kind,
        text: one.text,
        minimum: one.kind === 'count' ? one.minimum : null,
      })),
    })),
  };
}
