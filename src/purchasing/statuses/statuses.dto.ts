import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { senToDecimal } from '../../shared/money.js';
import { type Source, SOURCES } from '../intake/rows.js';
import { RULE_STANDINGS, type RuleStanding, type StatusOverview } from './statuses.service.js';

export class StatusQueryDto {
  /** Kode KLPD, atau "all". Tanpa isian: KLPD instansi ini. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(160)
  klpd?: string;

  /** Tahun anggaran, atau "all". Tanpa isian: semua tahun. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^(20\d{2}|all)$/, { message: 'year: isi tahun empat angka, misalnya 2026, atau "all"' })
  year?: string;
}

export class StatusRuleDto {
  @ApiProperty({ enum: SOURCES }) @IsString() @MaxLength(40) source: string;
  /** Status menurut sumber, huruf kecil dengan garis bawah. */
  @ApiProperty({ example: 'on_process' }) @IsString() @MaxLength(120) statusKey: string;
  @ApiProperty({ enum: RULE_STANDINGS }) @IsString() @MaxLength(20) standing: string;
  /** Tanggal pesanan pertama yang terkena; tanpa isian sejak awal. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validFrom?: string;
  /** Tanggal pesanan terakhir yang terkena; tanpa isian seterusnya. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validTo?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class StatusRuleViewDto {
  @ApiProperty() id: string;
  @ApiProperty() label: string;
  @ApiProperty({ enum: RULE_STANDINGS }) standing: RuleStanding;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
}

export class StatusOverviewDto {
  @ApiProperty({ enum: SOURCES }) source: Source;
  @ApiProperty() statusKey: string;
  @ApiProperty() label: string;
  @ApiProperty() packages: number;
  @ApiProperty({ example: '1500000.00' }) value: string;
  @ApiProperty({ enum: RULE_STANDINGS }) standing: RuleStanding;
  @ApiProperty({ type: [StatusRuleViewDto] }) rules: StatusRuleViewDto[];
}

export function statusView({ value, rules, ...status }: StatusOverview): StatusOverviewDto {
  const { source, statusKey, label, packages, standing } = status;
  return { source, statusKey, label, packages, value: senToDecimal(value), standing, rules };
}
