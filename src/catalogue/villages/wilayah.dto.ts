import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { KEMENDAGRI_PATTERN, type KemendagriCode, type Kind, KINDS, type Level, LEVELS } from '../../wilayah/codes.js';
import type { Place, PlacePath } from '../../wilayah/place.js';
import type { Imk } from '../../wilayah/reference.js';
import type { WilayahSource } from '../../wilayah/wilayah.service.js';

const CODE = { message: 'Kode wilayah ditulis dengan titik, contoh 53.01 atau 53.01.01.2001' };

export class WilayahCodeDto {
  /** Kode Kemendagri, dengan titik. */
  @ApiProperty({ example: '53.01', pattern: KEMENDAGRI_PATTERN.source })
  @Matches(KEMENDAGRI_PATTERN, CODE)
  code: KemendagriCode;
}

export class BpsCodeDto {
  /** Kode BPS, tanpa titik. Angka yang sama dapat berarti tempat lain menurut Kemendagri. */
  @ApiProperty({ example: '5303' })
  @Matches(/^(?:\d{2}|\d{4}|\d{7}|\d{10})$/, { message: 'Kode BPS terdiri atas 2, 4, 7, atau 10 angka tanpa titik' })
  code: string;
}

export class WilayahSearchDto {
  /** Awal nama ("Oel") atau awal kode ("53.01"). */
  @ApiProperty({ example: 'Oelnasi' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  text: string;

  @ApiPropertyOptional({ enum: LEVELS }) @IsOptional() @IsIn(LEVELS) level?: Level;
  @ApiPropertyOptional({ enum: KINDS }) @IsOptional() @IsIn(KINDS) kind?: Kind;

  /** Hanya di dalam wilayah ini (kode Kemendagri). */
  @ApiPropertyOptional({ example: '53.01' }) @IsOptional() @Matches(KEMENDAGRI_PATTERN, CODE) within?: KemendagriCode;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  size?: number;
}

export class WilayahDto implements Omit<Place, 'code' | 'parentCode' | 'bpsCode'> {
  /** Kode Kemendagri, dengan titik. */
  @ApiProperty({ example: '53.01' }) code: string;
  @ApiProperty({ enum: LEVELS }) level: Level;
  @ApiProperty({ enum: KINDS }) kind: Kind;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) parentCode: string | null;
  /** Kode BPS, tanpa titik; tidak pernah dibuat dari kode Kemendagri. null = belum diketahui. */
  @ApiProperty({ type: String, nullable: true, example: '5303' }) bpsCode: string | null;
  /** false: tidak ada lagi dalam sumber atau setelan. */
  @ApiProperty() isCurrent: boolean;
}

export class WilayahPathDto extends WilayahDto {
  /** Wilayah di atasnya, provinsi dahulu. */
  @ApiProperty({ type: [WilayahDto] }) above: WilayahDto[];
  @ApiProperty({ example: 'Desa Oelnasi, Kecamatan Kupang Tengah, Kabupaten Kupang' }) words: string;
}

export class WilayahSourceDto implements WilayahSource {
  @ApiProperty() attribution: string;
  @ApiProperty({ type: String, nullable: true }) package: string | null;
  @ApiProperty({ type: String, nullable: true }) packageVersion: string | null;
  @ApiProperty({ type: String, nullable: true, example: '53' }) provinces: string | null;
}

export class WilayahListDto {
  @ApiProperty({ type: WilayahSourceDto }) source: WilayahSourceDto;
  @ApiProperty({ type: [WilayahDto] }) items: WilayahDto[];
}

export class WilayahSearchAnswerDto {
  @ApiProperty({ type: WilayahSourceDto }) source: WilayahSourceDto;
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: [WilayahPathDto] }) items: WilayahPathDto[];
}

export class ImkRowDto {
  @ApiProperty({ example: '53.01' }) code: string;
  @ApiProperty({ type: 'integer' }) enterprises: number;
}

/** Industri mikro dan kecil (hanya industri pengolahan) seperti tercetak dalam naskah kebijakan. */
export class ImkDto {
  @ApiProperty() title: string;
  @ApiProperty() source: string;
  /** null = tahun tidak dicantumkan sumber. */
  @ApiProperty({ type: 'integer', nullable: true }) year: number | null;
  @ApiProperty({ type: [String] }) notes: string[];
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: [ImkRowDto] }) items: ImkRowDto[];
}

export function placeView({ code, level, kind, name, parentCode, bpsCode, isCurrent }: Place): WilayahDto {
  return { code, level, kind, name, parentCode, bpsCode, isCurrent };
}

export function pathView(path: PlacePath): WilayahPathDto {
  return { ...placeView(path), above: path.above.map(placeView), words: path.words };
}

export function imkView({ title, source, year, notes, total, byRegency }: Imk): ImkDto {
  const items = [...byRegency].map(([code, enterprises]) => ({ code, enterprises }));
  return { title, source, year, notes: [...notes], total, items };
}
