import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { KEMENDAGRI_PATTERN } from '../../wilayah/codes.js';
import { type Potential, POTENTIAL_LIMITS } from './potential.js';
import { type Step, type StepRecord, STEPS } from './steps.service.js';
import type { Village, VillageMaker, VillageProduct } from './villages.service.js';
import { pathView, WilayahPathDto } from './wilayah.dto.js';

const VILLAGE_CODE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/;
const VILLAGE = {
  message: 'Kode desa ditulis dengan titik, contoh 53.01.04.2003',
};
const ID = { message: 'Pengenal terdiri atas angka' };

export class VillageCodeDto {
  /** Kode Kemendagri desa atau kelurahan, dengan titik. */
  @ApiProperty({ example: '53.01.04.2003', pattern: VILLAGE_CODE.source }) @Matches(VILLAGE_CODE, VILLAGE) code: string;
}

export class VillagePartDto extends VillageCodeDto {
  @ApiProperty({ example: '1' }) @Matches(/^\d{1,18}$/, ID) id: string;
}

export class PotentialVersionDto {
  /** Versi yang Anda baca; bila sudah diubah orang lain, perubahan ditolak. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version: number;
}

/** Isian diperiksa bersama-sama, supaya semua kesalahan disebut sekaligus. */
export class PotentialDto {
  @ApiProperty({ example: 'Tenun ikat', maxLength: POTENTIAL_LIMITS.productKind })
  @IsString()
  @MaxLength(2000)
  productKind: string;

  /** Kode atau nama kelompok produk. */
  @ApiPropertyOptional({ example: 'tenun' }) @IsOptional() @IsString() @MaxLength(200) groupCode?: string;

  /** Satu desa satu produk unggulan. */
  @ApiPropertyOptional({ enum: ['ya', 'tidak'] }) @IsOptional() @IsString() @MaxLength(20) isFlagship?: string;

  /** Banyaknya yang membuat; kosong = belum diketahui. */
  @ApiPropertyOptional({ example: '12' }) @IsOptional() @IsString() @MaxLength(20) enterprises?: string;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) rawMaterial?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) source?: string;

  /** Produk katalog yang lahir dari potensi ini. */
  @ApiPropertyOptional({ example: '1' }) @IsOptional() @IsString() @MaxLength(20) productId?: string;
}

export class ChangePotentialDto extends PotentialDto {
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_147_483_647) version: number;
}

export class PotentialViewDto implements Omit<Potential, 'kindKey'> {
  @ApiProperty() id: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ example: '53.01.04.2003' }) wilayahCode: string;
  @ApiProperty({ example: 'Desa Bokonusan, Kecamatan Semau, Kabupaten Kupang' }) place: string;
  @ApiProperty() productKind: string;
  @ApiProperty({ type: String, nullable: true }) groupCode: string | null;
  @ApiProperty({ type: String, nullable: true }) groupName: string | null;
  @ApiProperty() isFlagship: boolean;
  /** null = belum diketahui. */
  @ApiProperty({ type: 'integer', nullable: true }) enterprises: number | null;
  @ApiProperty({ type: String, nullable: true }) rawMaterial: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) source: string | null;
  @ApiProperty({ type: String, nullable: true }) productId: string | null;
  @ApiProperty({ type: String, nullable: true }) productName: string | null;
  @ApiProperty({ type: String, nullable: true }) createdBy: string | null;
  @ApiProperty({ type: String, nullable: true }) updatedBy: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class PotentialQueryDto {
  /** Kode wilayah: desa itu sendiri, atau semua desa di dalamnya. */
  @ApiPropertyOptional({ example: '53.01' })
  @IsOptional()
  @Matches(KEMENDAGRI_PATTERN, { message: 'Kode wilayah ditulis dengan titik, contoh 53.01' })
  within?: string;

  /** Kode kelompok produk. */
  @ApiPropertyOptional({ example: 'tenun' }) @IsOptional() @Matches(/^[a-z0-9-]{1,40}$/) group?: string;

  /** ya = hanya produk unggulan; tidak = selain produk unggulan. */
  @ApiPropertyOptional({ enum: ['ya', 'tidak'] }) @IsOptional() @IsIn(['ya', 'tidak']) flagship?: 'ya' | 'tidak';

  /** Bagian dari jenis produk. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100_000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  page?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  size?: number;
}

export class PotentialPageDto {
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: [PotentialViewDto] }) items: PotentialViewDto[];
}

export class StepDto {
  @ApiProperty({ enum: STEPS }) @IsString() @MaxLength(20) step: string;
  /** Hari langkah itu dilakukan. */
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) doneOn: string;
  @ApiProperty({ example: 'Dinas PMD Kabupaten Kupang' }) @IsString() @MaxLength(2000) office: string;
  /** Nama orang yang melakukannya. */
  @ApiProperty() @IsString() @MaxLength(2000) person: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) note?: string;
}

export class WithdrawStepDto {
  /** Alasannya; langkah tetap tercatat dan tidak lagi dihitung. */
  @ApiProperty() @IsString() @MaxLength(2000) why: string;
}

export class StepViewDto implements StepRecord {
  @ApiProperty() id: string;
  @ApiProperty({ enum: STEPS }) step: Step;
  @ApiProperty({ format: 'date' }) doneOn: string;
  @ApiProperty() office: string;
  @ApiProperty() person: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() recordedBy: string;
  @ApiProperty({ format: 'date-time' }) recordedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) withdrawnAt: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnBy: string | null;
  @ApiProperty({ type: String, nullable: true }) withdrawnWhy: string | null;
}

export class VillageProductDto implements VillageProduct {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() group: string;
  @ApiProperty() isFlagship: boolean;
  @ApiProperty({ enum: ['draf', 'tayang', 'arsip'] }) state: VillageProduct['state'];
  @ApiProperty({ type: String, format: 'date', nullable: true }) verifiedOn: string | null;
}

export class VillageMakerDto implements VillageMaker {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  /** Produk desa ini yang dibuatnya. */
  @ApiProperty({ type: [String] }) products: string[];
  /** Beralamat di desa ini. */
  @ApiProperty() here: boolean;
}

export class VillageDto {
  @ApiProperty() attribution: string;
  @ApiProperty({ type: WilayahPathDto }) place: WilayahPathDto;
  @ApiProperty({ type: [PotentialViewDto] }) potentials: PotentialViewDto[];
  @ApiProperty({ type: [VillageProductDto] }) products: VillageProductDto[];
  @ApiProperty({ type: [VillageMakerDto] }) makers: VillageMakerDto[];
  @ApiProperty({ type: [StepViewDto] }) steps: StepViewDto[];
}

export function potentialView(potential: Potential): PotentialViewDto {
  const { id, version, wilayahCode, place, productKind, groupCode, groupName, isFlagship, enterprises } = potential;
  const { rawMaterial, note, source, productId, productName, createdBy, updatedBy, updatedAt } = potential;
  return {
    id,
    version,
    wilayahCode,
    place,
    productKind,
    groupCode,
    groupName,
    isFlagship,
    enterprises,
    rawMaterial,
    note,
    source,
    productId,
    productName,
    createdBy,
    updatedBy,
    updatedAt,
  };
}

export function villageView({ place, potentials, products, makers, steps }: Village, attribution: string): VillageDto {
  return {
    attribution,
    place: pathView(place),
    potentials: potentials.map(potentialView),
    products: products.map(({ id, name, group, isFlagship, state, verifiedOn }) => ({
      id,
      name,
      group,
      isFlagship,
      state,
      verifiedOn,
    })),
    makers: makers.map(({ id, name, products: made, here }) => ({ id, name, products: made, here })),
    steps: steps.map(stepView),
  };
}

export function stepView(record: StepRecord): StepViewDto {
  const { id, step, doneOn, office, person, note, recordedBy, recordedAt, withdrawnAt, withdrawnBy, withdrawnWhy } =
    record;
  return { id, step, doneOn, office, person, note, recordedBy, recordedAt, withdrawnAt, withdrawnBy, withdrawnWhy };
}
