import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { OVOP_KINDS, type OvopKind, type OvopScheme } from '../../catalogue/ovop-entry.js';
import { OVOP_KEY_SCHEMES } from '../../enterprise/ovop-keys.js';
import type { CatalogueEntry } from './catalogue-entries.js';
import { MarkCountDto, markCountView } from './ovop.dto.js';

const ORIGINS = ['produk', 'penyedia'] as const;
const STATES = ['now', 'ended', 'later'] as const;
const MAX_SIZE = 200;

export class CatalogueEntriesQueryDto {
  @ApiPropertyOptional({ enum: ORIGINS, description: 'produk = tayangan produk; penyedia = kunci penyedia' })
  @IsOptional()
  @IsIn(ORIGINS)
  origin?: (typeof ORIGINS)[number];

  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  @ApiPropertyOptional({ description: 'Bagian dari kode, nama, atau desa' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  text?: string;

  @ApiPropertyOptional({ default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'page: isi nomor halaman' })
  @Min(1, { message: 'page: halaman pertama ialah 1' })
  @Max(1_000_000, { message: 'page: terlalu besar' })
  page = 1;

  @ApiPropertyOptional({ default: 50, maximum: MAX_SIZE })
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'size: isi banyaknya baris per halaman' })
  @Min(1, { message: 'size: paling sedikit 1' })
  @Max(MAX_SIZE, { message: `size: paling banyak ${MAX_SIZE}` })
  size = 50;
}

class EntryEnterpriseDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

class DecidedDto {
  @ApiProperty() by: string;
  @ApiProperty({ format: 'date' }) on: string;
}

class CatalogueEntryDto {
  @ApiProperty({ example: 'produk-34', description: 'Nama entri dalam saringan ovop_entry' }) ref: string;
  @ApiProperty({ enum: ORIGINS }) origin: string;
  @ApiProperty({ enum: OVOP_KINDS }) kind: OvopKind;
  @ApiProperty({ enum: ['', 'v5', 'v6'] }) scheme: OvopScheme;
  @ApiProperty() value: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) village: string | null;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty({ type: String, nullable: true }) productId: string | null;
  @ApiProperty({ type: EntryEnterpriseDto, nullable: true }) enterprise: EntryEnterpriseDto | null;
  @ApiProperty({ type: DecidedDto, nullable: true, description: 'Siapa menandai kunci penyedia, dan kapan' })
  decided: DecidedDto | null;
  @ApiProperty({ type: [String], description: 'Entri biro yang sama; yang menandai ialah katalog' }) also: string[];
  @ApiProperty({ type: MarkCountDto }) marks: MarkCountDto;
}

export class CatalogueEntriesDto {
  @ApiProperty({ type: [CatalogueEntryDto] }) items: CatalogueEntryDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class OvopSupplierDto {
  @ApiProperty({ enum: OVOP_KEY_SCHEMES })
  @IsIn(OVOP_KEY_SCHEMES)
  scheme: string;

  @ApiProperty({ description: 'Kode penyedia, atau nama pedagang Toko Daring', example: '12345' })
  @IsString()
  @MaxLength(200)
  key: string;

  @ApiProperty({ description: 'true = hanya menjual produk OVOP dengan kunci ini' })
  @IsBoolean()
  marks: boolean;
}

export class OvopSupplierViewDto {
  @ApiProperty({ example: 'penyedia-5' }) ref: string;
  @ApiProperty() enterprise: string;
  @ApiProperty() marks: boolean;
}

export function catalogueEntryView(entry: CatalogueEntry): CatalogueEntryDto {
  return {
    ref: entry.ref,
    origin: entry.origin,
    kind: entry.kind,
    scheme: entry.scheme,
    value: entry.value,
    label: entry.label,
    village: entry.village,
    validFrom: entry.validFrom,
    validTo: entry.validTo,
    productId: entry.productId,
    enterprise: entry.enterprise && { id: entry.enterprise.id, name: entry.enterprise.name },
    decided: entry.decided && { by: entry.decided.by, on: entry.decided.on },
    also: entry.also,
    marks: markCountView(entry.marks),
  };
}
