import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { KEY_SCHEMES, type KeyScheme, type SupplierKey } from '../../access/scope.js';
import { senToDecimal } from '../../shared/money.js';
import { SOURCES, type Source } from '../intake/rows.js';
import { type Standing, STANDINGS } from '../spending.js';
import type { Sales, SalesAsked } from './sales.queries.js';

const AMOUNT = { example: '12500000.00', description: 'Rupiah, teks desimal' } as const;
const MAX_SIZE = 200;

export class SalesQueryDto {
  @ApiPropertyOptional({
    description: 'Penyedia sebagai skema:kunci. Wajib bagi yang melihat semuanya.',
    example: 'v5:12345',
  })
  @IsOptional()
  @Matches(/^(v5|v6|toko-daring):[^\p{Cc}]{1,200}$/u, {
    message: 'supplier: isi skema dan kunci penyedia, contoh v5:12345',
  })
  supplier?: string;

  @ApiPropertyOptional({ description: 'Tahun anggaran; tanpa ini semua tahun.' })
  @IsOptional()
  @Matches(/^20\d{2}$/, { message: 'year: isi tahun anggaran empat angka' })
  year?: string;

  @ApiPropertyOptional({ enum: STANDINGS })
  @IsOptional()
  @IsIn(STANDINGS, { message: `standing: pilih dari ${STANDINGS.join(', ')}` })
  standing?: Standing;

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

class SoldByDto {
  @ApiProperty({ enum: KEY_SCHEMES }) scheme: KeyScheme;
  @ApiProperty() key: string;
}

class SalesOfYearDto {
  @ApiProperty() year: number;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  @ApiProperty() packages: number;
  @ApiProperty() lines: number;
  @ApiProperty(AMOUNT) value: string;
  @ApiProperty({ description: 'Baris yang sumbernya tidak menyebut nilai' }) valueless: number;
}

class SoldPackageDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: SOURCES }) source: Source;
  @ApiProperty() sourceKey: string;
  @ApiProperty({ type: String, nullable: true }) packageNo: string | null;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty() year: number;
  @ApiProperty({ type: String, nullable: true, format: 'date' }) orderedOn: string | null;
  @ApiProperty() satkerName: string;
  @ApiProperty({ type: String, nullable: true }) klpdName: string | null;
  @ApiProperty({ enum: STANDINGS }) standing: Standing;
  @ApiProperty({ description: 'Baris milik sendiri saja' }) lines: number;
  @ApiProperty({ ...AMOUNT, type: String, nullable: true, description: 'Nilai baris milik sendiri saja' })
  value: string | null;
}

class SalesTotalDto {
  @ApiProperty() packages: number;
  @ApiProperty(AMOUNT) value: string;
}

export class SalesDto {
  @ApiProperty() dataVersion: string;
  @ApiProperty({ type: [SoldByDto] }) suppliers: SoldByDto[];
  @ApiProperty({ type: [SalesOfYearDto] }) byYear: SalesOfYearDto[];
  @ApiProperty({ type: [SoldPackageDto] }) items: SoldPackageDto[];
  @ApiProperty({ type: SalesTotalDto }) total: SalesTotalDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

/** 'v5:12345' as a key; null for what is none. */
export function supplierKeyOf(text: string | null | undefined): SupplierKey | null {
  const [, scheme, key] = /^([a-z0-9-]+):(.{1,200})$/.exec(text?.trim() ?? '') ?? [];
  const known = KEY_SCHEMES.find((one) => one === scheme);
  return known && key ? { scheme: known, key: key.trim() } : null;
}

export function salesAsked({ year, standing, page, size }: SalesQueryDto): SalesAsked {
  return { year: year === undefined ? null : Number(year), standing: standing ?? null, page, size };
}

export function salesJson({
  suppliers,
  byYear,
  items,
  total,
  page,
  pages,
  size,
}: Sales): Omit<SalesDto, 'dataVersion'> {
  return {
    suppliers: suppliers.map(({ scheme, key }) => ({ scheme, key })),
    byYear: byYear.map((row) => ({
      year: row.year,
      standing: row.standing,
      packages: row.packages,
      lines: row.lines,
      value: senToDecimal(row.value),
      valueless: row.valueless,
    })),
    items: items.map((item) => ({
      id: item.id,
      source: item.source,
      sourceKey: item.sourceKey,
      packageNo: item.packageNo,
      name: item.name,
      year: item.year,
      orderedOn: item.orderedOn,
      satkerName: item.satkerName,
      klpdName: item.klpdName,
      standing: item.standing,
      lines: item.lines,
      value: item.value === null ? null : senToDecimal(item.value),
    })),
    total: { packages: total.packages, value: senToDecimal(total.value) },
    page,
    pages,
    size,
  };
}
