import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type InspectionResult, RESULTS } from './duty.js';
import type { EtalaseOnFile, Inspection } from './inspections.service.js';

const ID = /^\d{1,18}$/;

export class NewEtalaseDto {
  @ApiProperty({ example: 'Etalase loket' }) @IsString() @MaxLength(300) name: string;
  @ApiProperty({ example: 'Di sebelah loket karcis' }) @IsString() @MaxLength(500) location: string;
  /** Lembaga yang mengurusnya, bukan orang; null = tidak disebut. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  manager?: string | null;
  /** null = tidak diketahui. */
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  since?: string | null;
}

export class NewInspectionDto {
  /** Versi etalase yang diperiksa, atau versi lokasinya bila tanpa etalase; bila sudah berubah, permintaan ditolak. */
  @ApiProperty({ type: 'integer' }) @IsInt() version: number;
  /** null = lokasi wisata seluruhnya, tempat tidak ditemukan etalase. */
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @Matches(ID, { message: 'Isi nomor etalase' })
  etalaseId?: string | null;
  @ApiProperty({ format: 'date', example: '2026-11-20' }) @IsString() @MaxLength(10) inspectedOn: string;
  @ApiProperty({ example: 'Petugas dinas pariwisata' }) @IsString() @MaxLength(300) inspector: string;
  @ApiProperty({ enum: RESULTS }) @IsIn(RESULTS) result: InspectionResult;
  /** Seperti dihitung di tempat; null = tidak dihitung. */
  @ApiPropertyOptional({ type: 'integer', nullable: true }) @IsOptional() @IsInt() productsShown?: number | null;
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  note?: string | null;
  /** Nomor produk katalog yang terlihat. */
  @ApiPropertyOptional({ type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(ID, { each: true, message: 'Isi nomor produk' })
  productIds?: string[];
}

export class WithdrawInspectionDto {
  @ApiProperty({ example: 'Salah lokasi' }) @IsString() @MaxLength(1000) why: string;
}

export class EtalaseOnFileDto implements EtalaseOnFile {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() location: string;
  @ApiProperty({ type: String, nullable: true }) manager: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) since: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) closedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) closedWhy: string | null;
  @ApiProperty() hasPhoto: boolean;
  @ApiProperty({ type: 'integer' }) version: number;
}

export class EtalaseInspectionDto implements Inspection {
  @ApiProperty() id: string;
  /** null = lokasi wisata seluruhnya. */
  @ApiProperty({ type: String, nullable: true }) etalase: string | null;
  @ApiProperty({ format: 'date' }) inspectedOn: string;
  @ApiProperty() inspector: string;
  @ApiProperty({ enum: RESULTS }) result: InspectionResult;
  @ApiProperty({ type: 'integer', nullable: true }) productsShown: number | null;
  @ApiProperty({ type: [String] }) products: string[];
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  /** Tidak null = dicabut; pemeriksaannya tetap tersimpan. */
  @ApiProperty({ type: String, nullable: true }) withdrawnWhy: string | null;
}

export class EtalaseRecordsDto {
  /** Versi lokasinya, untuk pemeriksaan tanpa etalase. */
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ type: [EtalaseOnFileDto] }) etalase: EtalaseOnFileDto[];
  /** Yang terbaru dahulu, paling banyak 200. */
  @ApiProperty({ type: [EtalaseInspectionDto] }) inspections: EtalaseInspectionDto[];
}
