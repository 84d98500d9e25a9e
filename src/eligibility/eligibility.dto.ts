import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsObject, Matches, ValidateIf, ValidateNested } from 'class-validator';
import { STANDINGS, type Standing } from '../regulation/book.js';
import { StatedEnterpriseDto, StatedOvopDto, StatedProductDto } from './facts.dto.js';
import { type State, STATES } from './rules/assess.js';
import { type Platform, PLATFORMS } from './rules/index.js';
import { type Outcome, OUTCOMES, type Purpose, PURPOSES } from './rules/rule.js';

export class EligibilityCheckDto {
  @ApiPropertyOptional({ enum: PLATFORMS, default: 'v6' })
  @ValidateIf((_, value) => value !== undefined)
  @IsIn(PLATFORMS, { message: 'Pilih dari v5, v6' })
  platform: Platform = 'v6';
  @ApiPropertyOptional({ type: String, format: 'date', description: 'Hari yang dinilai; tanpa isian: hari ini' })
  @ValidateIf((_, value) => value !== undefined)
  @Matches(/^(19|20)\d\d-\d\d-\d\d$/, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' })
  day?: string;
  @ApiPropertyOptional({ type: StatedEnterpriseDto, description: 'Yang tidak diisi dianggap tidak diketahui' })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => StatedEnterpriseDto)
  enterprise: StatedEnterpriseDto = new StatedEnterpriseDto();
  @ApiPropertyOptional({ type: StatedProductDto })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => StatedProductDto)
  product: StatedProductDto = new StatedProductDto();
  @ApiPropertyOptional({ type: StatedOvopDto })
  @ValidateIf((_, value) => value !== undefined)
  @IsObject()
  @ValidateNested()
  @Type(() => StatedOvopDto)
  ovop: StatedOvopDto = new StatedOvopDto();
}

export class EligibilityStateDto {
  @ApiProperty({ enum: PURPOSES }) purpose: Purpose;
  @ApiProperty({ enum: STATES }) state: State;
  @ApiProperty({ description: 'Dalam kata-kata' }) text: string;
}

export class EligibilityReadinessDto {
  @ApiProperty() met: number;
  @ApiProperty() unmet: number;
  @ApiProperty() unknown: number;
  @ApiProperty({ description: 'met + unmet + unknown' }) asked: number;
  @ApiProperty({ description: 'Dari hukum yang belum dipastikan, dan belum terpenuhi atau belum diketahui' })
  unconfirmed: number;
  @ApiProperty() doesNotApply: number;
  @ApiProperty() text: string;
}

export class EligibilityEvidenceDto {
  @ApiProperty() name: string;
  @ApiProperty() value: string;
}

export class EligibilityWarningDto {
  @ApiProperty() code: string;
  @ApiProperty() text: string;
}

export class EligibilityCitationDto {
  @ApiProperty() source: string;
  @ApiProperty({ type: String, nullable: true }) article: string | null;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  @ApiProperty({ description: 'Dalam kata-kata' }) text: string;
}

export class EligibilityNextStepDto {
  @ApiProperty() act: string;
  @ApiProperty() where: string;
  @ApiProperty({ type: [String] }) documents: string[];
}

export class EligibilityRequirementDto {
  @ApiProperty({ example: 'KEL-104' }) code: string;
  @ApiProperty() title: string;
  @ApiProperty({ enum: PURPOSES }) purpose: Purpose;
  @ApiProperty({ enum: ['enterprise', 'product', 'ovop'] }) about: 'enterprise' | 'product' | 'ovop';
  @ApiProperty({ enum: OUTCOMES }) outcome: Outcome;
  @ApiProperty({ description: 'Hasil dalam kata-kata' }) outcomeText: string;
  @ApiProperty({ example: 'halal-none' }) because: string;
  @ApiProperty({ description: 'Alasannya dalam kata-kata' }) text: string;
  @ApiProperty({ type: [EligibilityEvidenceDto] }) evidence: EligibilityEvidenceDto[];
  @ApiProperty({ type: [EligibilityWarningDto] }) warnings: EligibilityWarningDto[];
  @ApiProperty({ type: [EligibilityCitationDto] }) sources: EligibilityCitationDto[];
  @ApiProperty({ description: 'Semua hukum yang dipakai sudah dipastikan' }) binding: boolean;
  @ApiProperty({ type: EligibilityNextStepDto, nullable: true }) next: EligibilityNextStepDto | null;
  @ApiProperty({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Hari terakhir hasil ini tetap; null = tidak diketahui batasnya',
  })
  until: string | null;
}

/** What is public of a decision, for whoever holds the address on its paper. */
export class VerifiedDecisionDto {
  @ApiProperty() enterprise: string;
  @ApiProperty({ type: String, nullable: true, description: 'null = usaha saja' }) product: string | null;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ enum: STATES }) outcome: State;
  @ApiProperty({ format: 'date', description: 'Hari yang dinilai' }) day: string;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'Hari terakhir hasilnya tetap' })
  validUntil: string | null;
  @ApiProperty({ description: 'Keputusan yang lebih baru menggantikannya' }) replaced: boolean;
}

export class EligibilityAssessmentDto {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ type: String, nullable: true, description: 'null = tidak ada aturan platform itu untuk hari itu' })
  ruleSet: string | null;
  @ApiProperty({ type: [EligibilityStateDto] }) states: EligibilityStateDto[];
  @ApiProperty({ type: EligibilityReadinessDto }) readiness: EligibilityReadinessDto;
  @ApiProperty({ type: [EligibilityWarningDto] }) warnings: EligibilityWarningDto[];
  @ApiProperty({ type: String, format: 'date', nullable: true }) validUntil: string | null;
  @ApiProperty({ type: [EligibilityRequirementDto] }) requirements: EligibilityRequirementDto[];
}
