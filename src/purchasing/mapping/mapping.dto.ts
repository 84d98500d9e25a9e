import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
} from 'class-validator';
import { senToDecimal } from '../../shared/money.js';
import {
  MAPPING_SORTS,
  MAPPING_STATES,
  type MappedSatker,
  type MappingPage,
  type MappingSort,
  type MappingState,
  type MappingVersion,
  type PerangkatDaerah,
  type SatkerHistory,
} from './mapping.js';

export class MappingQueryDto {
  /** Kode KLPD, atau "all". Tanpa isian: KLPD instansi ini. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(160) klpd?: string;

  /** Tahun anggaran nilai belanja, atau "all". Tanpa isian: tahun anggaran instansi ini. */
  @ApiPropertyOptional()
  @IsOptional()
  @Matches(/^(20\d{2}|all)$/, { message: 'year: isi tahun empat angka, misalnya 2026, atau "all"' })
  year?: string;

  @ApiPropertyOptional({ enum: MAPPING_STATES }) @IsOptional() @IsIn(MAPPING_STATES) state?: MappingState;

  @ApiPropertyOptional() @IsOptional() @Matches(/^\d{1,18}$/) perangkatDaerahId?: string;

  /** Bagian dari nama satker, kode, atau perangkat daerah. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;

  /** Hanya satker yang berbelanja pada tahun itu. */
  @ApiPropertyOptional({ default: false })
  @IsOptional()
  @Transform(({ value }) => value === true || value === 'true' || value === '1')
  @IsBoolean()
  onlyBuying?: boolean;

  @ApiPropertyOptional({ enum: MAPPING_SORTS, default: 'value' })
  @IsOptional()
  @IsIn(MAPPING_SORTS)
  sort: MappingSort = 'value';

  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 100 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(500) size = 100;
}

export class SatkerKeyDto {
  @ApiProperty() @IsString() @MaxLength(160) klpd: string;
  @ApiProperty() @IsString() @MaxLength(400) satkerKey: string;
}

export class ConfirmDto {
  @ApiProperty() @IsString() @MaxLength(160) klpd: string;
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @IsString({ each: true })
  satkerKeys: string[];
}

export class AssignDto {
  @ApiProperty() @IsString() @MaxLength(160) klpd: string;
  @ApiProperty({ type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(5000)
  @IsString({ each: true })
  satkerKeys: string[];
  /** null: tidak termasuk perangkat daerah mana pun. */
  @ApiProperty({ type: String, nullable: true })
  @ValidateIf((body: AssignDto) => body.perangkatDaerahId !== null)
  @IsString()
  @MaxLength(18)
  perangkatDaerahId: string | null;
  /** Tanggal pesanan pertama; tanpa isian sejak awal. */
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) validFrom?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) reason?: string;
}

export class NewPerangkatDaerahDto {
  @ApiProperty() @IsString() @MaxLength(160) klpd: string;
  @ApiProperty() @IsString() @MaxLength(2000) name: string;
}

export class RenameDto {
  @ApiProperty() @IsString() @MaxLength(2000) name: string;
}

export class MergeDto {
  /** Perangkat daerah yang tetap ada. */
  @ApiProperty() @IsString() @MaxLength(18) into: string;
}

export class NamedDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class MappedSatkerDto {
  @ApiProperty() klpd: string;
  @ApiProperty() satkerKey: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true }) code: string | null;
  @ApiProperty({ type: NamedDto, nullable: true }) perangkatDaerah: NamedDto | null;
  @ApiProperty({ enum: MAPPING_STATES }) state: MappingState;
  @ApiProperty({ type: String, format: 'date', nullable: true }) since: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty() packages: number;
  /** Rupiah, teks desimal: transaksi e-purchasing pada tahun itu. */
  @ApiProperty({ example: '1500000.00' }) value: string;
}

export class MappingTotalDto {
  @ApiProperty() satkers: number;
  @ApiProperty() value: string;
  @ApiProperty() proposals: number;
  @ApiProperty() proposedValue: string;
  @ApiProperty() unmapped: number;
  @ApiProperty() unmappedValue: string;
}

export class MappingPageDto {
  @ApiProperty({ type: [MappedSatkerDto] }) items: MappedSatkerDto[];
  @ApiProperty({ type: MappingTotalDto }) total: MappingTotalDto;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class PerangkatDaerahDto implements PerangkatDaerah {
  @ApiProperty() id: string;
  @ApiProperty() klpd: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) codeGroup: string | null;
  @ApiProperty({ enum: ['usulan', 'staf'] }) origin: 'usulan' | 'staf';
  @ApiProperty() satkers: number;
}

export class MappingVersionDto implements MappingVersion {
  @ApiProperty({ type: NamedDto, nullable: true }) perangkatDaerah: NamedDto | null;
  @ApiProperty({ enum: ['usulan', 'dipastikan'] }) state: 'usulan' | 'dipastikan';
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
  @ApiProperty({ format: 'date-time' }) decidedAt: string;
}

export class SatkerAliasDto {
  @ApiProperty() ref: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: String, nullable: true }) textCode: string | null;
}

export class SatkerHistoryDto implements SatkerHistory {
  @ApiProperty() klpd: string;
  @ApiProperty() satkerKey: string;
  @ApiProperty({ type: String, nullable: true }) name: string | null;
  @ApiProperty({ type: [SatkerAliasDto] }) aliases: SatkerAliasDto[];
  @ApiProperty({ type: [MappingVersionDto] }) versions: MappingVersionDto[];
}

export class CountDto {
  /** Banyaknya satker yang berubah. */
  @ApiProperty() satkers: number;
}

export function mappingView({ items, total, page, pages, size }: MappingPage): MappingPageDto {
  return {
    items: items.map(satkerView),
    total: {
      satkers: total.satkers,
      value: senToDecimal(total.value),
      proposals: total.proposals,
      proposedValue: senToDecimal(total.proposedValue),
      unmapped: total.unmapped,
      unmappedValue: senToDecimal(total.unmappedValue),
    },
    page,
    pages,
    size,
  };
}

function satkerView(satker: MappedSatker): MappedSatkerDto {
  const { klpd, satkerKey, name, code, perangkatDaerah, state, since, reason, decidedBy, packages, value } = satker;
  return {
    klpd,
    satkerKey,
    name,
    code,
    perangkatDaerah,
    state,
    since,
    reason,
    decidedBy,
    packages,
    value: senToDecimal(value),
  };
}
