import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { DefinitionReferenceDto } from '../purchasing/spending.dto.js';
import { senToDecimal } from '../shared/money.js';
import {
  type Funnel,
  FUNNEL_DIMENSIONS,
  FUNNEL_STEPS,
  type FunnelCounts,
  type FunnelDimension,
  type FunnelStep,
  TIME_STEPS,
  type TimeStep,
} from './funnel.queries.js';
import {
  type FunnelMember,
  type FunnelMembers,
  MEMBER_DIMENSIONS,
  type MemberDimension,
  type StepDuration,
  type StepDurations,
  type UnregisteredSeller,
} from './funnel-rows.queries.js';
import { metricReferences } from './metrics.js';
import type { RowsPage } from './rows-page.js';
import { asText, IsCalendarDay, PageNumber } from './participation-query.dto.js';

const ORDERS = ['forward', 'reversed'] as const;

export class FunnelQueryDto {
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;
  @ApiPropertyOptional({ enum: FUNNEL_DIMENSIONS })
  @asText()
  @IsOptional()
  @IsIn(FUNNEL_DIMENSIONS)
  by?: FunnelDimension;
}

/** Angka mana yang dibuka. */
export class FunnelMembersQueryDto {
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;
  @ApiProperty({ enum: FUNNEL_STEPS }) @IsIn(FUNNEL_STEPS) step: FunnelStep;
  @ApiPropertyOptional({ enum: MEMBER_DIMENSIONS })
  @asText()
  @IsOptional()
  @IsIn(MEMBER_DIMENSIONS)
  by?: MemberDimension;

  /** Kunci baris rinciannya; tanpa isian: semua. */
  @ApiPropertyOptional({ example: '53.05' })
  @asText()
  @IsOptional()
  @Matches(/^[\w.-]{1,40}$/, { message: 'key: isi kunci salah satu baris rincian, contoh 53.05' })
  key?: string;

  @PageNumber() page?: number;
}

export class FunnelDurationsQueryDto {
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;
  @ApiProperty({ enum: TIME_STEPS }) @IsIn(TIME_STEPS) step: TimeStep;

  /** reversed: yang urutannya terbalik, jadi tidak dihitung. */
  @ApiPropertyOptional({ enum: ORDERS, default: 'forward' })
  @asText()
  @IsOptional()
  @IsIn(ORDERS)
  order?: (typeof ORDERS)[number];

  @PageNumber() page?: number;
}

export class UnregisteredQueryDto {
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;
  @PageNumber() page?: number;
}

/** null: langkah itu tidak tersedia, bukan nol. */
export class FunnelCountsDto implements FunnelCounts {
  @ApiProperty({ type: 'integer', nullable: true }) known: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) contacted: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) registered: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) eligible: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) listed: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) sold: number | null;
  @ApiProperty({ type: 'integer', nullable: true }) again: number | null;
}

export class FunnelRowDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: FunnelCountsDto }) counts: FunnelCountsDto;
}

export class FunnelTimeDto {
  @ApiProperty({ enum: TIME_STEPS }) step: string;
  /** Hari. */
  @ApiProperty({ type: 'integer', nullable: true }) median: number | null;
  @ApiProperty({ type: 'integer' }) known: number;
  @ApiProperty({ type: 'integer' }) reversed: number;
}

export class FunnelDto {
  @ApiProperty({ type: [DefinitionReferenceDto] }) definitions: DefinitionReferenceDto[];
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: FUNNEL_DIMENSIONS }) by: FunnelDimension;
  @ApiProperty({ type: FunnelCountsDto }) all: FunnelCountsDto;
  @ApiProperty({ type: [FunnelRowDto] }) rows: FunnelRowDto[];
  @ApiProperty({ type: 'integer' }) unregisteredSellers: number;
  @ApiProperty({ type: [FunnelTimeDto] }) times: FunnelTimeDto[];
}

export function funnelView(funnel: Funnel): FunnelDto {
  return {
    definitions: metricReferences(['P10', 'P11']),
    day: funnel.day,
    by: funnel.by,
    all: funnel.all,
    rows: funnel.rows.map(({ key, label, counts }) => ({ key, label, counts })),
    unregisteredSellers: funnel.unregisteredSellers,
    times: funnel.times.map(({ step, median, known, reversed }) => ({ step, median, known, reversed })),
  };
}

export class FunnelMemberDto implements FunnelMember {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
  /** Pada tanggal keadaannya. */
  @ApiProperty({ example: 'mikro' }) class: string;
  /** Hari pertama ikut pembinaan. */
  @ApiProperty({ type: String, nullable: true, format: 'date' }) contactedOn: string | null;
  @ApiProperty() registered: boolean;
  /** null: belum, atau sumbernya tidak menyebut tanggal. */
  @ApiProperty({ type: String, nullable: true, format: 'date' }) registeredOn: string | null;
  /** Menurut keputusan terakhir; null: belum ada keputusan kelayakan siapa pun. */
  @ApiProperty({ type: Boolean, nullable: true }) eligible: boolean | null;
  /** Keputusan layak yang pertama. */
  @ApiProperty({ type: String, nullable: true, format: 'date' }) eligibleOn: string | null;
  /** null: belum ada tayangan siapa pun. */
  @ApiProperty({ type: Boolean, nullable: true }) listed: boolean | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) listedOn: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) firstSaleOn: string | null;
  @ApiProperty({ type: 'integer' }) packages: number;
}

export class FunnelMembersDto implements FunnelMembers {
  @ApiProperty({ type: [FunnelMemberDto] }) items: FunnelMemberDto[];
  /** null: langkah itu tidak tersedia, bukan nol. */
  @ApiProperty({ type: 'integer', nullable: true }) total: number | null;
  /** Langkah yang tidak tersedia: belum ada sumbernya. */
  @ApiProperty({ enum: FUNNEL_STEPS, isArray: true }) untold: FunnelStep[];
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export class StepDurationDto implements StepDuration {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
  @ApiProperty({ format: 'date' }) fromDay: string;
  @ApiProperty({ format: 'date' }) toDay: string;
  @ApiProperty({ type: 'integer' }) days: number;
}

export class StepDurationsDto implements StepDurations {
  @ApiProperty({ type: [StepDurationDto] }) items: StepDurationDto[];
  /** Hari, dari semua yang terdaftar di sini. */
  @ApiProperty({ type: 'integer', nullable: true }) median: number | null;
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export class UnregisteredSellerDto {
  @ApiProperty() name: string;
  @ApiProperty({ example: 'v6' }) scheme: string;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) firstOn: string | null;
  @ApiProperty({ type: 'integer' }) packages: number;
  @ApiProperty({ example: '1234.50' }) value: string;
}

export class UnregisteredSellersDto implements RowsPage<UnregisteredSellerDto> {
  @ApiProperty({ type: [UnregisteredSellerDto] }) items: UnregisteredSellerDto[];
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export function unregisteredView({ items, ...rest }: RowsPage<UnregisteredSeller>): UnregisteredSellersDto {
  return {
    items: items.map(({ name, scheme, firstOn, packages, value }) => ({
      name,
      scheme,
      firstOn,
      packages,
      value: senToDecimal(value),
    })),
    ...rest,
  };
}
