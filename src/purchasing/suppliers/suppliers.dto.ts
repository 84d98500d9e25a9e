import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { senToDecimal } from '../../shared/money.js';
import { type Umk, UMK_STATES } from '../spending.js';
import {
  SUPPLIER_SCHEMES,
  SUPPLIER_SORTS,
  type SupplierDecision,
  type SupplierDetail,
  type SupplierItem,
  type SupplierPage,
  type SupplierScheme,
  type SupplierSort,
  type UkmWord,
} from './suppliers.js';

export class SupplierQueryDto {
  /** Kode KLPD, atau "all". Tanpa isian: KLPD instansi ini. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(160) klpd?: string;

  /** Tahun anggaran, atau "all". Tanpa isian: tahun anggaran instansi ini. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^(20\d{2}|all)$/, { message: 'year: isi tahun empat angka, misalnya 2026, atau "all"' })
  year?: string;

  @ApiPropertyOptional({ enum: SUPPLIER_SCHEMES })
  @IsOptional()
  @IsIn(SUPPLIER_SCHEMES)
  scheme?: SupplierScheme;

  @ApiPropertyOptional({ enum: UMK_STATES }) @IsOptional() @IsIn(UMK_STATES) umk?: Umk;

  /** Bagian dari nama atau kunci. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;

  /** unknown: nilai yang kelasnya belum diketahui, terbesar dahulu. */
  @ApiPropertyOptional({ enum: SUPPLIER_SORTS, default: 'unknown' })
  @IsOptional()
  @IsIn(SUPPLIER_SORTS)
  sort: SupplierSort = 'unknown';

  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) size = 50;
}

export class OneSupplierQueryDto {
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) @IsIn(SUPPLIER_SCHEMES) scheme: SupplierScheme;
  @ApiProperty() @IsString() @MaxLength(200) key: string;
}

export class SupplierDecisionDto {
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) @IsString() @MaxLength(40) scheme: string;
  /** kd_penyedia, kode_penyedia, SIKaP id, atau nama pedagang Toko Daring. */
  @ApiProperty() @IsString() @MaxLength(2000) key: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) name?: string;
  @ApiProperty({ enum: [...UMK_STATES, 'source'], description: 'source: tanpa keputusan biro, kembali ke sumber' })
  @IsString()
  @MaxLength(20)
  umk: string;
  /** Tanggal pesanan pertama yang terkena; tanpa isian sejak awal. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validFrom?: string;
  /** Tanggal pesanan terakhir yang terkena; tanpa isian seterusnya. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validTo?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class UkmWordDto {
  @ApiProperty({ example: 'Usaha Kecil' }) @IsString() @MaxLength(200) word: string;
  @ApiProperty({ enum: UMK_STATES }) @IsString() @MaxLength(20) umk: string;
}

export class SupplierItemDto {
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) scheme: SupplierScheme;
  /** Kosong: pesanan yang tidak menyebut penyedia. */
  @ApiProperty() key: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true }) sikapId: string | null;
  @ApiProperty({ enum: UMK_STATES }) umk: Umk;
  /** Apa dasarnya. */
  @ApiProperty() basis: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) since: string | null;
  @ApiProperty() packages: number;
  @ApiProperty({ example: '1500000.00' }) value: string;
  @ApiProperty({ example: '0.00' }) unknownValue: string;
}

export class SupplierTotalDto {
  @ApiProperty() suppliers: number;
  @ApiProperty() unknownSuppliers: number;
  @ApiProperty() value: string;
  @ApiProperty() unknown: string;
  /** Bagian sepuluh penyedia terbesar dari `unknown`. */
  @ApiProperty() topUnknown: string;
}

export class SupplierPageDto {
  @ApiProperty({ type: [SupplierItemDto] }) items: SupplierItemDto[];
  @ApiProperty({ type: SupplierTotalDto }) total: SupplierTotalDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class SupplierDecisionViewDto implements SupplierDecision {
  @ApiProperty() id: string;
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) scheme: SupplierScheme;
  @ApiProperty() key: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ enum: UMK_STATES }) umk: Umk;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
}

export class SupplierStateDto {
  @ApiProperty({ enum: UMK_STATES }) umk: Umk;
  @ApiProperty() basis: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validFrom: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
}

export class SupplierNameDto {
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) scheme: SupplierScheme;
  @ApiProperty() key: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
}

export class SupplierDetailDto implements SupplierDetail {
  @ApiProperty({ enum: SUPPLIER_SCHEMES }) scheme: SupplierScheme;
  @ApiProperty() key: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true }) sikapId: string | null;
  @ApiProperty({ type: [SupplierStateDto] }) states: SupplierStateDto[];
  @ApiProperty({ type: [SupplierDecisionViewDto] }) decisions: SupplierDecisionViewDto[];
  @ApiProperty({ type: [SupplierNameDto] }) sameSikap: SupplierNameDto[];
}

export class UkmWordViewDto implements UkmWord {
  @ApiProperty() wordKey: string;
  @ApiProperty() word: string;
  @ApiProperty({ enum: UMK_STATES, nullable: true }) umk: Umk | null;
  @ApiProperty() suppliers: number;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
}

export function pageView({ items, total, page, pages, size }: SupplierPage): SupplierPageDto {
  const { suppliers, unknownSuppliers, value, unknown, topUnknown } = total;
  return {
    items: items.map(itemView),
    total: {
      suppliers,
      unknownSuppliers,
      value: senToDecimal(value),
      unknown: senToDecimal(unknown),
      topUnknown: senToDecimal(topUnknown),
    },
    page,
    pages,
    size,
  };
}

function itemView(item: SupplierItem): SupplierItemDto {
  const { scheme, key, name, sikapId, umk, basis, since, packages, value, unknownValue } = item;
  return {
    scheme,
    key,
    name,
    sikapId,
    umk,
    basis,
    since,
    packages,
    value: senToDecimal(value),
    unknownValue: senToDecimal(unknownValue),
  };
}
