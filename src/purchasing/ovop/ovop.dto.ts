import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { OVOP_KINDS, type OvopKind, type OvopScheme } from '../../catalogue/ovop-entry.js';
import { ListImportDto } from '../../shared/list-import.dto.js';
import { senToDecimal } from '../../shared/money.js';
import type { MarkCount } from './ovop-marks.js';
import type { ListedEntry, Matches, OvopImportResult, OvopWarning } from './ovop-list.service.js';

const STATES = ['now', 'ended', 'later'] as const;

export class OvopQueryDto {
  @ApiPropertyOptional({ enum: OVOP_KINDS })
  @IsOptional()
  @IsIn(OVOP_KINDS)
  kind?: OvopKind;

  /** now = berlaku hari ini; ended = sudah berakhir; later = belum berlaku. */
  @ApiPropertyOptional({ enum: STATES })
  @IsOptional()
  @IsIn(STATES)
  state?: (typeof STATES)[number];

  /** Bagian dari kode, kata, nama produk, atau desa. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  text?: string;
}

/** What an entry says. Its fields are checked together, so that all problems are told at once. */
export class OvopEntryDto {
  @ApiProperty({ enum: OVOP_KINDS, description: 'Dengan apa belanja dikenali' })
  @IsString()
  @MaxLength(60)
  kind: string;

  /** Hanya untuk jenis penyedia: v5 atau v6. */
  @ApiPropertyOptional({ enum: ['v5', 'v6'] })
  @IsOptional()
  @IsString()
  @MaxLength(60)
  scheme?: string;

  /** Kode produk, penyedia atau komoditas; kata; atau nama pedagang Toko Daring. */
  @ApiProperty({ example: 'tenun ikat' })
  @IsString()
  @MaxLength(2000)
  value: string;

  /** Nama produk OVOP; tanpa isian sama dengan value. */
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  label?: string;

  @ApiPropertyOptional({ description: 'Desa atau kelurahan' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  village?: string;

  /** Hari pertama berlaku; tanpa isian sejak 2000-01-01. Yang dilihat ialah tanggal pesanan. */
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  validFrom?: string;

  /** Hari terakhir berlaku; tanpa isian sampai diubah. */
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  validTo?: string;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string;
}

export class MarkCountDto {
  @ApiProperty() lines: number;
  @ApiProperty() packages: number;
  /** Rupiah, teks desimal: nilai yang dihitung OVOP. */
  @ApiProperty({ example: '1500000.00' }) value: string;
  /** Rupiah, teks desimal: nilai pesanan yang hanya sebagian produknya OVOP. */
  @ApiProperty({ example: '0.00' }) mixed: string;
}

export class OvopEntryViewDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: OVOP_KINDS }) kind: OvopKind;
  @ApiProperty({ enum: ['', 'v5', 'v6'] }) scheme: OvopScheme;
  @ApiProperty() value: string;
  /** Bentuk yang dibandingkan dengan belanja. */
  @ApiProperty() valueKey: string;
  @ApiProperty() label: string;
  @ApiProperty({ type: String, nullable: true }) village: string | null;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) createdBy: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ type: MarkCountDto }) marks: MarkCountDto;
}

export class OvopWarningDto implements OvopWarning {
  @ApiProperty({ enum: ['short-word', 'general-commodity'] }) code: OvopWarning['code'];
  @ApiProperty() message: string;
}

/** What an entry would find, alone, among the purchases on file. */
export class OvopMatchesDto {
  @ApiProperty() lines: number;
  @ApiProperty() packages: number;
  @ApiProperty() suppliers: number;
  @ApiProperty({ example: '1500000.00' }) value: string;
  @ApiProperty({ type: [OvopWarningDto] }) warnings: OvopWarningDto[];
}

export class OvopImportDto extends ListImportDto implements OvopImportResult {
  @ApiProperty() withoutStart: number;
  @ApiProperty({ type: [OvopWarningDto] }) warnings: OvopWarningDto[];
}

export function markCountView({ lines, packages, value, mixed }: MarkCount): MarkCountDto {
  return { lines, packages, value: senToDecimal(value), mixed: senToDecimal(mixed) };
}

export function entryView(entry: ListedEntry): OvopEntryViewDto {
  return {
    id: entry.id,
    kind: entry.kind,
    scheme: entry.scheme,
    value: entry.value,
    valueKey: entry.valueKey,
    label: entry.label,
    village: entry.village,
    validFrom: entry.validFrom,
    validTo: entry.validTo,
    note: entry.note,
    createdBy: entry.createdBy,
    createdAt: entry.createdAt,
    marks: markCountView(entry.marks),
  };
}

export function matchesView({ lines, packages, suppliers, value }: Matches, warnings: OvopWarning[]): OvopMatchesDto {
  return { lines, packages, suppliers, value: senToDecimal(value), warnings };
}
