import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { type Duty, DUTY_STATES, type DutyCounts, type DutyState } from './duty.js';

export class EtalaseDutyQueryDto {
  /** Kode Kemendagri kabupaten atau kota. */
  @ApiPropertyOptional({ example: '53.07' })
  @IsOptional()
  @Matches(/^\d{2}\.\d{2}$/, { message: 'Isi kode Kemendagri kabupaten atau kota, contoh 53.07' })
  wilayah?: string;
  @ApiPropertyOptional({ enum: DUTY_STATES }) @IsOptional() @IsIn(DUTY_STATES) state?: DutyState;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;
}

export class EtalaseDutyCountsDto {
  @ApiProperty({ type: 'integer' }) places: number;
  @ApiProperty({ type: 'integer' }) ada: number;
  @ApiProperty({ type: 'integer' }) kedaluwarsa: number;
  @ApiProperty({ type: 'integer' }) tidakAda: number;
  /** Tidak pernah termasuk yang tidak ada. */
  @ApiProperty({ type: 'integer' }) belumDiketahui: number;
  /** Pemeriksaan selama hari yang dihitung. */
  @ApiProperty({ type: 'integer' }) inspections: number;
}

export class EtalaseDutyRegencyDto extends EtalaseDutyCountsDto {
  @ApiProperty({ example: '53.07' }) code: string;
  @ApiProperty({ example: 'Kabupaten Sikka' }) name: string;
}

export class EtalaseDutyPlaceDto {
  @ApiProperty({ example: 'pantai-koka' }) kode: string;
  @ApiProperty({ example: 'Pantai Koka' }) name: string;
  @ApiProperty({ example: 'pantai' }) kind: string;
  @ApiProperty({ example: '53.07' }) kabupatenCode: string;
  @ApiProperty({ example: 'Kabupaten Sikka' }) kabupaten: string;
  @ApiProperty({ enum: DUTY_STATES }) state: DutyState;
  @ApiProperty({ type: 'integer' }) etalase: number;
  /** Null bila belum pernah. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) inspectedOn: string | null;
  @ApiProperty({ type: 'integer' }) inspections: number;
}

export class EtalaseDutyMetaDto {
  @ApiProperty({ format: 'date' }) day: string;
  /** Sesudah sekian hari tanpa pemeriksaan, etalase kedaluwarsa. */
  @ApiProperty({ type: 'integer', example: 180 }) validDays: number;
  @ApiProperty() source: string;
  /** Benar selama lamanya hanya anggapan layanan: belum ditetapkan biro, dan bukan ketentuan hukum. */
  @ApiProperty() assumed: boolean;
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}

export class EtalaseDutyDto {
  @ApiProperty({ type: [EtalaseDutyPlaceDto] }) data: EtalaseDutyPlaceDto[];
  /** Semua kabupaten dan kota, tanpa saringan. */
  @ApiProperty({ type: [EtalaseDutyRegencyDto] }) regencies: EtalaseDutyRegencyDto[];
  @ApiProperty({ type: EtalaseDutyCountsDto }) sum: DutyCounts;
  @ApiProperty({ type: EtalaseDutyMetaDto }) meta: EtalaseDutyMetaDto;
}

export function dutyView(duty: Duty, page: number, size: number): EtalaseDutyDto {
  const { places, regencies, total, day, validDays, source, assumed, found } = duty;
  const pages = Math.max(1, Math.ceil(found / size));
  return { data: places, regencies, sum: total, meta: { day, validDays, source, assumed, total: found, page, pages } };
}
