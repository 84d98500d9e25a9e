import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min, ValidateBy } from 'class-validator';
import { STAR_VALUES } from '../catalogue/stars.js';
import { isDay } from '../shared/dates.js';
import {
  BANDS,
  CLASSES,
  type Dimension,
  DIMENSIONS,
  type ParticipationFilter,
  WOMAN_OWNED,
  type WomanOwned,
} from './participation.js';

const VILLAGE = /^(\d{2}\.\d{2}\.\d{2}\.\d{4}|unknown)$/;
const VILLAGE_SAID = 'Kode desa ditulis dengan titik, contoh 53.05.01.2001';

export const SPAN_NAMES = ['same-date', 'full-years'] as const;

/** An empty field of a form is the same as no field. */
export const asText = (): PropertyDecorator =>
  Transform(({ value }) => (typeof value === 'string' && value.trim() === '' ? undefined : (value as unknown)));

export const IsCalendarDay = (): PropertyDecorator =>
  ValidateBy(
    { name: 'isCalendarDay', validator: { validate: (value: unknown) => typeof value === 'string' && isDay(value) } },
    { message: 'Isi tanggal yang ada, contoh 2026-08-31' },
  );

/** Which page of a list: from 1. */
export const PageNumber = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, default: 1 }),
    asText(),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(100_000),
  );

export class ParticipationQueryDto {
  /** Hari terakhir yang dihitung; tahun-tahun sebelumnya sampai hari yang sama. Tanpa isian: hari ini. */
  @ApiPropertyOptional({ format: 'date' }) @asText() @IsOptional() @IsCalendarDay() cutoff?: string;

  /** Setiap tahun sampai hari yang sama, atau tahun penuh (tahun terakhir sejauh yang ada). */
  @ApiPropertyOptional({ enum: SPAN_NAMES })
  @asText()
  @IsOptional()
  @IsIn(SPAN_NAMES)
  span?: (typeof SPAN_NAMES)[number];

  /** Paling banyak sekian tahun terakhir. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10, default: 5 })
  @asText()
  @IsOptional()
  @Type(() => Number)
  @IsInt({ message: 'Jumlah tahun ialah bilangan bulat' })
  @Min(1)
  @Max(10)
  years?: number;
}

export class ParticipationOwnQueryDto extends ParticipationQueryDto {
  /** Kode kabupaten/kota penjual, atau "unknown". */
  @ApiPropertyOptional({ example: '53.05' })
  @asText()
  @IsOptional()
  @Matches(/^(\d{2}\.\d{2}|unknown)$/, { message: 'Kode kabupaten/kota ditulis dengan titik, contoh 53.05' })
  regency?: string;

  @ApiPropertyOptional({ enum: [...BANDS, ...CLASSES] })
  @asText()
  @IsOptional()
  @IsIn([...BANDS, ...CLASSES])
  class?: ParticipationFilter['sellerClass'];

  /** Kode kelompok produk: hanya baris produk katalog dari kelompok itu. */
  @ApiPropertyOptional({ example: 'tenun' })
  @asText()
  @IsOptional()
  @Matches(/^[a-z0-9-]{1,40}$/, { message: 'Kode kelompok terdiri atas huruf kecil, angka, dan tanda hubung' })
  group?: string;

  /** Kode desa penjual, atau "unknown". */
  @ApiPropertyOptional({ example: '53.05.01.2001' })
  @asText()
  @IsOptional()
  @Matches(VILLAGE, { message: VILLAGE_SAID })
  village?: string;

  /** Milik perempuan: yes, no, atau unknown. */
  @ApiPropertyOptional({ enum: WOMAN_OWNED }) @asText() @IsOptional() @IsIn(WOMAN_OWNED) woman?: WomanOwned;

  /** Bintang produk menurut skemanya, atau "unknown" = tanpa bintang: hanya baris produk katalog. */
  @ApiPropertyOptional({ enum: [...STAR_VALUES, 'unknown'], example: '1-5:3' })
  @asText()
  @IsOptional()
  @IsIn([...STAR_VALUES, 'unknown'])
  star?: string;

  /** Kode desa produk, atau "unknown": hanya baris produk katalog. */
  @ApiPropertyOptional({ example: '53.05.01.2001' })
  @asText()
  @IsOptional()
  @Matches(VILLAGE, { message: VILLAGE_SAID })
  product_village?: string;

  @ApiPropertyOptional({ enum: DIMENSIONS }) @asText() @IsOptional() @IsIn(DIMENSIONS) by?: Dimension;
}

/** The filter that a query means. */
export function participationFilter(
  query: ParticipationOwnQueryDto,
  { klpd, today }: { klpd: string | null; today: string },
): ParticipationFilter {
  return {
    klpd,
    cutoff: query.cutoff === undefined || query.cutoff > today ? today : query.cutoff,
    span: query.span === 'full-years' ? 'penuh' : 'sama',
    years: query.years ?? 5,
    regency: query.regency ?? null,
    sellerClass: query.class ?? null,
    group: query.group ?? null,
    village: query.village ?? null,
    woman: query.woman ?? null,
    star: query.star ?? null,
    productVillage: query.product_village ?? null,
  };
}
