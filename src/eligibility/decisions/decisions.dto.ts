import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isDay } from '../../shared/dates.js';
import {
  EligibilityReadinessDto,
  EligibilityRequirementDto,
  EligibilityStateDto,
  EligibilityWarningDto,
} from '../eligibility.dto.js';
import { StatedEnterpriseDto, StatedOvopDto, StatedProductDto } from '../facts.dto.js';
import { type State, STATES } from '../rules/assess.js';
import { type Platform, PLATFORMS } from '../rules/index.js';
import { type Reason, REASONS } from './decision.js';
import { ABOUT } from './decision.queries.js';
import type { Hindsight } from '../wording/times.js';

const ID = /^\d{1,18}$/;
const PLACE = /^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/;

const ADay = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', description }),
    IsOptional(),
    ValidateBy(
      {
        name: 'dayOfDecision',
        validator: {
          validate: (value: unknown) => typeof value === 'string' && isDay(value) && /^(19|20)/.test(value),
        },
      },
      { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-06-30' },
    ),
  );
const AnId = (description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: String, pattern: ID.source, description }), IsOptional(), Matches(ID));
const APlatform = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: PLATFORMS }),
    IsOptional(),
    IsIn(PLATFORMS, { message: 'Pilih dari v5, v6' }),
  );

export class DecisionQueryDto {
  @ADay('Hari keadaan yang ditanyakan; tanpa isian: hari ini') day?: string;
  @ADay('Hari pengetahuan: hanya keputusan yang sudah dibuat sampai akhir hari itu; tanpa isian: sampai sekarang')
  known?: string;
  @ApiPropertyOptional({ enum: STATES }) @IsOptional() @IsIn(STATES) outcome?: State;
  @ApiPropertyOptional({ example: '53.71', description: 'Kode Kemendagri; semua yang berada di dalamnya' })
  @IsOptional()
  @Matches(PLACE)
  within?: string;
  @APlatform() platform?: Platform;
  @ApiPropertyOptional({ maxLength: 100, description: 'Bagian nama pelaku usaha atau produk' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  text?: string;
  @AnId('Nomor pelaku usaha') enterpriseId?: string;
  @ApiPropertyOptional({ enum: ABOUT, description: 'usaha = usaha saja, produk = bersama satu produk' })
  @IsOptional()
  @IsIn(ABOUT)
  about?: (typeof ABOUT)[number];
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  page = 1;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  size = 50;
}

export class AssessDto {
  @ApiProperty({ pattern: ID.source }) @Matches(ID) enterpriseId: string;
  @AnId('Nomor produk yang dibuatnya; tanpa isian: usaha saja') productId?: string;
  @APlatform() platform: Platform = 'v6';
  @ADay('Hari yang dinilai, paling jauh hari ini; tanpa isian: hari ini') day?: string;
}

export class LookQueryDto {
  @ApiProperty({ pattern: ID.source }) @Matches(ID) enterpriseId: string;
  @AnId('Nomor produk yang dibuatnya; tanpa isian: usaha saja') productId?: string;
  @APlatform() platform: Platform = 'v6';
  @ADay('Hari yang dinilai, juga yang belum tiba; tanpa isian: hari ini') day?: string;
}

class StatementOriginDto {
  @ApiProperty({ maxLength: 200, example: 'Surat pernyataan 12 Mei 2026' }) @IsString() @MaxLength(200) source: string;
  @ApiProperty({ format: 'date', description: 'Hari keterangan itu' }) @IsString() @MaxLength(10) statedOn: string;
  @ApiPropertyOptional({ type: Boolean, description: 'Pencatat melihat suratnya pada sumbernya' })
  @IsOptional()
  @IsBoolean()
  verified?: boolean;
}

export class EnterpriseStatementDto extends StatementOriginDto {
  @AnId('Nomor dokumen pada berkas usaha ini yang menyatakannya') documentId?: string;
  @ApiProperty({ type: StatedEnterpriseDto, description: 'Hanya yang diisi yang dicatat' })
  @IsObject()
  @ValidateNested()
  @Type(() => StatedEnterpriseDto)
  enterprise: StatedEnterpriseDto;
}

export class ProductStatementDto extends StatementOriginDto {
  @ApiPropertyOptional({ type: StatedProductDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StatedProductDto)
  product?: StatedProductDto;
  @ApiPropertyOptional({ type: StatedOvopDto })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => StatedOvopDto)
  ovop?: StatedOvopDto;
}

export class StatementDto {
  @ApiProperty({ example: 'enterprise.integrityPact' }) fact: string;
  @ApiProperty({ type: String, nullable: true }) part: string | null;
  @ApiProperty({
    description:
      'Apa adanya: surat sebagai objek, yang lain teks, bilangan, ya atau tidak; null = dinyatakan tidak ada',
    anyOf: [
      { type: 'object', nullable: true },
      { type: 'string' },
      { type: 'number' },
      { type: 'boolean' },
      { type: 'array', items: {} },
    ],
  })
  value: unknown;
  @ApiProperty() source: string;
  @ApiProperty({ format: 'date' }) statedOn: string;
  @ApiProperty({ description: 'Nama pengguna pencatatnya' }) recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String, nullable: true, description: 'Dokumen pada berkas usaha yang menyatakannya' })
  document: string | null;
}

/** Which statement is taken away. */
export class StatementKeyDto {
  @ApiProperty({ maxLength: 80, example: 'enterprise.integrityPact' }) @IsString() @MaxLength(80) fact: string;
  @ApiPropertyOptional({ type: String, maxLength: 80, description: 'Jenis dokumen, bila keterangannya menurut jenis' })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  part?: string;
}

export class ListedDecisionDto {
  @ApiProperty() id: string;
  @ApiProperty() enterpriseId: string;
  @ApiProperty() enterpriseName: string;
  @ApiProperty({ type: String, nullable: true }) wilayahCode: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'null = usaha saja' }) productId: string | null;
  @ApiProperty({ type: String, nullable: true }) productName: string | null;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty({ enum: STATES }) outcome: State;
  @ApiProperty({ type: [EligibilityStateDto] }) states: EligibilityStateDto[];
  @ApiProperty({ type: EligibilityReadinessDto }) readiness: EligibilityReadinessDto;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ description: 'Masa berlakunya lewat pada hari yang ditanyakan, dan belum dinilai ulang' })
  outOfDate: boolean;
}

export class DecisionPageDto {
  @ApiProperty({ type: [ListedDecisionDto] }) items: ListedDecisionDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'Hari pertama yang keputusannya disimpan; untuk hari sebelumnya tidak ada keputusan, hanya penilaian dengan data sekarang',
  })
  firstDay: string | null;
}

export class DecisionFactDto {
  @ApiProperty({ example: 'enterprise.documents/nib' }) path: string;
  @ApiProperty() name: string;
  @ApiProperty({ description: 'Dalam kata-kata' }) value: string;
  @ApiProperty() source: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) on: string | null;
}

export class DecidedRequirementDto extends EligibilityRequirementDto {
  @ApiProperty({ type: [DecisionFactDto], description: 'Keterangan yang dipakai, dengan sumber dan harinya' })
  facts: DecisionFactDto[];
}

/** The two axes of time of what was judged. */
class JudgedTimesDto {
  @ApiProperty({ format: 'date', description: 'Hari pengetahuan: data seperti tercatat pada hari ini dipakai' })
  knownOn: string;
  @ApiProperty({
    enum: ['same-day', 'looked-back', 'looked-ahead'],
    description: 'looked-back = hari yang dinilai mendahului hari pengetahuan: dinilai dengan data yang lebih baru',
  })
  hindsight: Hindsight;
  @ApiProperty({ description: 'Kedua sumbu waktu dalam kata-kata' }) timesText: string;
}

/** What an assessment from what is on file says; nothing of it is stored. */
export class LookDto extends JudgedTimesDto {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ type: String, nullable: true }) ruleSet: string | null;
  @ApiProperty({ type: [EligibilityStateDto] }) states: EligibilityStateDto[];
  @ApiProperty({ type: EligibilityReadinessDto }) readiness: EligibilityReadinessDto;
  @ApiProperty({ type: [EligibilityWarningDto] }) warnings: EligibilityWarningDto[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ type: [DecidedRequirementDto] }) requirements: DecidedRequirementDto[];
}

export class DecisionChangeDto {
  @ApiProperty() code: string;
  @ApiProperty() title: string;
  @ApiProperty() before: string;
  @ApiProperty() after: string;
  @ApiProperty() why: string;
}

export class DecisionHistoryDto {
  @ApiProperty() id: string;
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty() decidedBy: string;
  @ApiProperty({ enum: REASONS }) reason: Reason;
  @ApiProperty({ enum: STATES }) outcome: State;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ type: [DecisionChangeDto] }) changes: DecisionChangeDto[];
}

export class DecisionDto extends JudgedTimesDto {
  @ApiProperty() id: string;
  @ApiProperty() enterpriseId: string;
  @ApiProperty() enterpriseName: string;
  @ApiProperty({ type: String, nullable: true }) productId: string | null;
  @ApiProperty({ type: String, nullable: true }) productName: string | null;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty() decidedBy: string;
  @ApiProperty({ enum: REASONS }) reason: Reason;
  @ApiProperty({ type: String, nullable: true }) ruleSet: string | null;
  @ApiProperty({ type: 'object', additionalProperties: { type: 'integer' } }) ruleVersions: Record<string, number>;
  @ApiProperty({ description: 'SHA-256 dari berkas hukum yang dipakai' }) lawDigest: string;
  @ApiProperty({ description: 'SHA-256 dari keterangan yang dipakai' }) factsDigest: string;
  @ApiProperty({ enum: STATES }) outcome: State;
  @ApiProperty({ type: [EligibilityStateDto] }) states: EligibilityStateDto[];
  @ApiProperty({ type: EligibilityReadinessDto }) readiness: EligibilityReadinessDto;
  @ApiProperty({ type: [EligibilityWarningDto] }) warnings: EligibilityWarningDto[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ description: 'Alamat pemeriksaan oleh siapa pun' }) verificationPath: string;
  @ApiProperty({ type: [DecidedRequirementDto] }) requirements: DecidedRequirementDto[];
  @ApiProperty({ type: [DecisionHistoryDto], description: 'Yang terbaru dahulu' }) history: DecisionHistoryDto[];
}
