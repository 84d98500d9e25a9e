import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches } from 'class-validator';
import type { DefinitionReference } from '../../shared/figure-definition.js';
import { ATTRIBUTION } from '../../wilayah/area-data.js';
import { KEMENDAGRI_PATTERN, type Kind, KINDS, type Level, LEVELS } from '../../wilayah/codes.js';
import {
  type CoverageRow,
  type Matrix,
  type MatrixSum,
  type Share,
  type VillageCounts,
  verifiedShares,
} from './coverage.js';
import type { Coverage } from './coverage.queries.js';
import { coverageDefinitionReferences } from './definitions.js';
import { placeView, WilayahDto } from './wilayah.dto.js';

export class CoverageQueryDto {
  /** Kode wilayah yang dilihat; tanpa isian semuanya. */
  @ApiPropertyOptional({ example: '53.01' })
  @IsOptional()
  @Matches(KEMENDAGRI_PATTERN, { message: 'Kode wilayah ditulis dengan titik, contoh 53.01' })
  within?: string;

  /** Tingkat barisnya; tanpa isian tingkat tepat di bawahnya. */
  @ApiPropertyOptional({ enum: LEVELS }) @IsOptional() @IsIn(LEVELS) level?: Level;
}

export class CoverageDefinitionDto implements DefinitionReference {
  @ApiProperty({ example: 'D02' }) code: string;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty() name: string;
}

export class CoverageShareDto implements Share {
  @ApiProperty({ type: 'integer' }) part: number;
  @ApiProperty({ type: 'integer' }) whole: number;
  /** Persen dengan satu desimal; null = tidak berlaku (penyebutnya nol). */
  @ApiProperty({ type: String, nullable: true, example: '12.5' }) percent: string | null;
}

class CoverageCountsDto implements VillageCounts {
  @ApiProperty({ type: 'integer' }) desa: number;
  @ApiProperty({ type: 'integer' }) kelurahan: number;
  @ApiProperty({ type: 'integer' }) mappedDesa: number;
  @ApiProperty({ type: 'integer' }) mappedKelurahan: number;
  @ApiProperty({ type: 'integer' }) verifiedDesa: number;
  @ApiProperty({ type: 'integer' }) verifiedKelurahan: number;
  /** Desa dan kelurahan yang diusulkan, termasuk yang sudah lebih jauh. */
  @ApiProperty({ type: 'integer' }) proposed: number;
  @ApiProperty({ type: 'integer' }) checked: number;
  @ApiProperty({ type: 'integer' }) validated: number;
  @ApiProperty({ type: 'integer' }) products: number;
  @ApiProperty({ type: 'integer' }) enterprises: number;
  /** Industri mikro dan kecil, hanya industri pengolahan; null = tidak diketahui. */
  @ApiProperty({ type: 'integer', nullable: true }) imk: number | null;
  /** Penyebut: desa saja. */
  @ApiProperty({ type: CoverageShareDto }) verifiedOfDesa: CoverageShareDto;
  /** Penyebut: desa dan kelurahan. */
  @ApiProperty({ type: CoverageShareDto }) verifiedOfAll: CoverageShareDto;
}

export class CoverageRowDto extends CoverageCountsDto {
  @ApiProperty({ example: '53.01' }) code: string;
  @ApiProperty({ enum: KINDS }) kind: Kind;
  @ApiProperty() name: string;
}

export class CoverageTotalDto extends CoverageCountsDto {
  /** Berapa lebih banyak produk menurut baris-baris, karena produk dari beberapa wilayah ada di tiap barisnya. */
  @ApiProperty({ type: 'integer' }) productsTwice: number;
  /** Produk tanpa desa. */
  @ApiProperty({ type: 'integer' }) productsElsewhere: number;
  /** Pelaku usaha yang alamatnya tidak diketahui sampai tingkat baris. */
  @ApiProperty({ type: 'integer' }) enterprisesElsewhere: number;
  /** Desa berpotensi yang tidak ada lagi dalam daftar wilayah. */
  @ApiProperty({ type: 'integer' }) villagesGone: number;
}

export class CoverageDto {
  @ApiProperty({ type: [CoverageDefinitionDto] }) definitions: CoverageDefinitionDto[];
  @ApiProperty() attribution: string;
  @ApiProperty({ type: WilayahDto, nullable: true }) within: WilayahDto | null;
  @ApiProperty({ enum: LEVELS }) level: Level;
  @ApiProperty({ type: [CoverageRowDto] }) rows: CoverageRowDto[];
  @ApiProperty({ type: CoverageTotalDto }) total: CoverageTotalDto;
}

export class MatrixSumDto implements MatrixSum {
  @ApiProperty({ type: 'integer' }) count: number;
  /** Berapa isian yang jumlahnya belum diketahui. */
  @ApiProperty({ type: 'integer' }) unknown: number;
}

export class MatrixCellDto {
  @ApiProperty({ example: '53.01.04.2003' }) code: string;
  @ApiProperty() isFlagship: boolean;
  /** null = dibuat di sana, jumlahnya belum diketahui. Desa yang tidak membuatnya tidak disebut. */
  @ApiProperty({ type: 'integer', nullable: true }) count: number | null;
}

export class MatrixRowDto {
  @ApiProperty() productKind: string;
  @ApiProperty({ type: [MatrixCellDto] }) cells: MatrixCellDto[];
  @ApiProperty({ type: MatrixSumDto }) sum: MatrixSumDto;
}

export class MatrixVillageDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: MatrixSumDto }) sum: MatrixSumDto;
}

export class MatrixDto {
  @ApiProperty({ type: [CoverageDefinitionDto] }) definitions: CoverageDefinitionDto[];
  @ApiProperty() attribution: string;
  @ApiProperty({ type: WilayahDto }) place: WilayahDto;
  @ApiProperty({ type: [MatrixVillageDto] }) villages: MatrixVillageDto[];
  @ApiProperty({ type: [MatrixRowDto] }) rows: MatrixRowDto[];
  @ApiProperty({ type: MatrixSumDto }) total: MatrixSumDto;
}

export function coverageView({ within, level, rows, total }: Coverage): CoverageDto {
  return {
    definitions: coverageDefinitionReferences(),
    attribution: ATTRIBUTION,
    within: within && placeView(within),
    level,
    rows: rows.map((row) => ({ code: row.code, kind: row.kind, name: row.name, ...countsView(row) })),
    total: {
      ...countsView(total),
      productsTwice: total.productsTwice,
      productsElsewhere: total.productsElsewhere,
      enterprisesElsewhere: total.enterprisesElsewhere,
      villagesGone: total.villagesGone,
    },
  };
}

function countsView(counts: VillageCounts & Pick<CoverageRow, 'products' | 'enterprises' | 'imk'>): CoverageCountsDto {
  const { desa, all } = verifiedShares(counts);
  return {
    desa: counts.desa,
    kelurahan: counts.kelurahan,
    mappedDesa: counts.mappedDesa,
    mappedKelurahan: counts.mappedKelurahan,
    verifiedDesa: counts.verifiedDesa,
    verifiedKelurahan: counts.verifiedKelurahan,
    proposed: counts.proposed,
    checked: counts.checked,
    validated: counts.validated,
    products: counts.products,
    enterprises: counts.enterprises,
    imk: counts.imk,
    verifiedOfDesa: desa,
    verifiedOfAll: all,
  };
}

export function matrixView(place: WilayahDto, { villages, rows, byVillage, total }: Matrix): MatrixDto {
  return {
    definitions: coverageDefinitionReferences().filter(({ code }) => code === 'D06'),
    attribution: ATTRIBUTION,
    place,
    villages: villages.map(({ code, name }) => ({ code, name, sum: byVillage.get(code) ?? { count: 0, unknown: 0 } })),
    rows: rows.map(({ productKind, cells, sum }) => ({
      productKind,
      cells: [...cells.values()].map(({ wilayahCode, isFlagship, count }) => ({
        code: wilayahCode,
        isFlagship,
        count,
      })),
      sum,
    })),
    total,
  };
}
