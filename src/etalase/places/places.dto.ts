import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { CONFIDENCES, KINDS, PLACE_STATES, type PlaceState, type WisataPlace } from './place.js';
import { PLACE_LIMITS } from './place-input.js';

/** Isian diperiksa bersama-sama, supaya semua kesalahan disebut sekaligus. */
export class WisataInputDto {
  @ApiProperty({ example: 'Pantai Koka', maxLength: PLACE_LIMITS.name }) @IsString() @MaxLength(2000) name: string;
  @ApiPropertyOptional({ example: 'Koka Beach' }) @IsOptional() @IsString() @MaxLength(2000) nameEn?: string;
  @ApiProperty({ enum: KINDS, example: 'pantai' }) @IsString() @MaxLength(100) kind: string;
  /** Kode Kemendagri wilayah terkecil yang diketahui: desa, kecamatan, atau kabupaten. */
  @ApiProperty({ example: '53.07.01.2003' }) @IsString() @MaxLength(20) wilayahCode: string;
  /** Derajat desimal. */
  @ApiPropertyOptional({ example: '-8.80190' }) @IsOptional() @IsString() @MaxLength(20) latitude?: string;
  @ApiPropertyOptional({ example: '122.09720' }) @IsOptional() @IsString() @MaxLength(20) longitude?: string;
  /** Asal koordinat; tanpa ini dianggap perkiraan. */
  @ApiPropertyOptional({ enum: CONFIDENCES }) @IsOptional() @IsString() @MaxLength(20) confidence?: string;
  /** Galat koordinat dalam meter. */
  @ApiPropertyOptional({ example: '20' }) @IsOptional() @IsString() @MaxLength(20) errorM?: string;
  /** Lembaga, usaha, atau kelompok yang mengelola; bukan nama orang. */
  @ApiPropertyOptional({ example: 'Kelompok Sadar Wisata Contoh' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  manager?: string;
  /** Perangkat daerah yang bertanggung jawab atas etalase di sini. */
  @ApiPropertyOptional({ example: 'Dinas Pariwisata dan Ekonomi Kreatif' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  responsible?: string;
  @ApiPropertyOptional({ example: 'Setiap hari 06.00–18.00' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  opening?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) openingEn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) description?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) descriptionEn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) source?: string;
}

export class WisataNewDto extends WisataInputDto {
  /** Dipakai dalam alamat dan tidak pernah berubah; tanpa ini dibuat dari nama. */
  @ApiPropertyOptional({ example: 'pantai-koka' }) @IsOptional() @IsString() @MaxLength(100) kode?: string;
}

export class WisataChangeDto extends WisataInputDto {
  /** Versi yang Anda baca; bila sudah diubah orang lain, perubahan ditolak. */
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_147_483_647) version: number;
}

export class WisataStateDto {
  @ApiProperty({ enum: PLACE_STATES }) @IsIn(PLACE_STATES) state: PlaceState;
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_147_483_647) version: number;
}

/** Satu lokasi wisata seperti tersimpan, untuk yang mengurusnya. */
export class WisataRecordDto implements Omit<WisataPlace, 'id'> {
  @ApiProperty({ example: 'pantai-koka' }) kode: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ enum: PLACE_STATES }) state: PlaceState;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) nameEn: string | null;
  @ApiProperty({ example: 'pantai' }) kind: string;
  @ApiProperty({ example: '53.07.01.2003' }) wilayahCode: string;
  @ApiProperty({ example: 'Desa Wolowiro, Kecamatan Paga, Kabupaten Sikka' }) where: string;
  @ApiProperty({ example: '53.07' }) kabupatenCode: string;
  @ApiProperty({ example: 'Kabupaten Sikka' }) kabupaten: string;
  @ApiProperty({ type: String, nullable: true, example: '-8.80190' }) latitude: string | null;
  @ApiProperty({ type: String, nullable: true, example: '122.09720' }) longitude: string | null;
  @ApiProperty({ enum: CONFIDENCES, nullable: true }) confidence: WisataPlace['confidence'];
  @ApiProperty({ type: 'integer', nullable: true }) errorM: number | null;
  @ApiProperty({ type: String, nullable: true }) manager: string | null;
  @ApiProperty({ type: String, nullable: true }) responsible: string | null;
  @ApiProperty({ type: String, nullable: true }) opening: string | null;
  @ApiProperty({ type: String, nullable: true }) openingEn: string | null;
  @ApiProperty({ type: String, nullable: true }) description: string | null;
  @ApiProperty({ type: String, nullable: true }) descriptionEn: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) source: string | null;
  @ApiProperty({ type: String, nullable: true }) updatedBy: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export function placeRecord(place: WisataPlace): WisataRecordDto {
  return {
    kode: place.kode,
    version: place.version,
    state: place.state,
    name: place.name,
    nameEn: place.nameEn,
    kind: place.kind,
    wilayahCode: place.wilayahCode,
    where: place.where,
    kabupatenCode: place.kabupatenCode,
    kabupaten: place.kabupaten,
    latitude: place.latitude,
    longitude: place.longitude,
    confidence: place.confidence,
    errorM: place.errorM,
    manager: place.manager,
    responsible: place.responsible,
    opening: place.opening,
    openingEn: place.openingEn,
    description: place.description,
    descriptionEn: place.descriptionEn,
    note: place.note,
    source: place.source,
    updatedBy: place.updatedBy,
    updatedAt: place.updatedAt,
  };
}
