import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { USAGE_SUBJECTS, type UsageSubject } from './usage.js';

export class EtalaseUsageQueryDto {
  @ApiPropertyOptional({ enum: USAGE_SUBJECTS, default: 'wisata' })
  @IsOptional()
  @IsIn(USAGE_SUBJECTS)
  subject?: UsageSubject;
  /** Hari pertama; tanpa ini 30 hari terakhir. */
  @ApiPropertyOptional({ format: 'date', example: '2026-11-01' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-11-01' })
  from?: string;
  /** Hari terakhir; tanpa ini hari ini. */
  @ApiPropertyOptional({ format: 'date', example: '2026-11-30' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-11-30' })
  until?: string;
  /** Kode satu lokasi, atau nomor satu produk. */
  @ApiPropertyOptional({ example: 'pulau-komodo' })
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,60}$/, { message: 'Isi kode lokasi wisata, atau nomor produk' })
  key?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;
}

export class EtalaseUsageCountsDto {
  /** Dijawab dengan isi (200). */
  @ApiProperty({ type: 'integer' }) answered: number;
  /** Penanya sudah memegang isinya (304). */
  @ApiProperty({ type: 'integer' }) unchanged: number;
}

export class EtalaseUsageRowDto extends EtalaseUsageCountsDto {
  /** Kode lokasi, atau nomor produk. */
  @ApiProperty({ example: 'pulau-komodo' }) key: string;
  /** null = tidak lagi tercatat. */
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: 'integer', description: 'Lewat API' }) api: number;
  @ApiProperty({ type: 'integer', description: 'Halaman untuk pengunjung' }) halaman: number;
}

export class EtalaseUsageDayDto extends EtalaseUsageCountsDto {
  @ApiProperty({ format: 'date' }) day: string;
}

export class EtalaseUsageClientDto extends EtalaseUsageCountsDto {
  /** Nomor kunci API, atau tanpa-kunci. */
  @ApiProperty({ example: 'tanpa-kunci' }) client: string;
  /** Nama kunci; null untuk yang tanpa kunci. */
  @ApiProperty({ type: String, nullable: true }) name: string | null;
}

export class EtalaseUsageMetaDto {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) until: string;
  /** Hari pertama yang dihitung; sebelumnya tidak diketahui, bukan nol. null = belum pernah. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) since: string | null;
  @ApiProperty({ type: 'integer', example: 761 }) keptDays: number;
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export class EtalaseUsageDto {
  /** Yang paling banyak dilihat dahulu. */
  @ApiProperty({ type: [EtalaseUsageRowDto] }) data: EtalaseUsageRowDto[];
  @ApiProperty() sum: EtalaseUsageCountsDto;
  @ApiProperty({ type: [EtalaseUsageDayDto] }) days: EtalaseUsageDayDto[];
  @ApiProperty({ type: [EtalaseUsageClientDto] }) clients: EtalaseUsageClientDto[];
  @ApiProperty() meta: EtalaseUsageMetaDto;
}
