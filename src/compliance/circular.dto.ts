import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { type Source, SOURCES } from '../purchasing/intake/rows.js';
import {
  CIRCULAR_STATES,
  CIRCULAR_TYPES,
  type CircularInput,
  type CircularState,
  type CircularStatus,
  type CircularType,
  type CircularView,
  type Denominator,
  DENOMINATORS,
  ISSUER_POSITIONS,
  type IssuerPosition,
  type NumeratorKind,
  NUMERATORS,
  OBLIGATION_KINDS,
  type ObligationKind,
  type Responsible,
} from './circular.js';

const oneOf = (field: string, values: readonly string[]): string => `${field}: pilih dari ${values.join(', ')}`;
const ID = /^\d{1,18}$/;

export class AddresseesDto {
  @ApiProperty({ description: 'Mengikat semua perangkat daerah KLPD, kecuali excludedIds' })
  @IsBoolean({ message: 'all: isi true atau false' })
  all: boolean;

  @ApiPropertyOptional({ type: [String], description: 'Yang diikat, bila tidak semua' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @Matches(ID, { each: true, message: 'perangkatDaerahIds: isi id perangkat daerah' })
  perangkatDaerahIds: string[] = [];

  @ApiPropertyOptional({ type: [String], description: 'Yang tidak diikat' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(2000)
  @Matches(ID, { each: true, message: 'excludedIds: isi id perangkat daerah' })
  excludedIds: string[] = [];
}

export class ResponsibleDto implements Responsible {
  @ApiProperty() @Matches(ID, { message: 'responsible: isi id perangkat daerah' }) perangkatDaerahId: string;
  @ApiProperty({ example: '53.07', description: 'Kode Kemendagri provinsi atau kabupaten/kota; yang terdekat berlaku' })
  @Matches(/^\d{2}(?:\.\d{2})?$/, { message: 'responsible: isi kode wilayah, contoh 53 atau 53.07' })
  wilayah: string;
}

export class ObligationDto {
  @ApiProperty({ example: 'K1', description: 'Unik dalam edarannya' }) @IsString() @MaxLength(32) code: string;
  @ApiProperty({ example: 'Pangsa UMK dan OVOP' }) @IsString() @MaxLength(300) title: string;
  @ApiProperty({ enum: OBLIGATION_KINDS })
  @IsIn(OBLIGATION_KINDS, { message: oneOf('kind', OBLIGATION_KINDS) })
  kind: ObligationKind;
  @ApiProperty({ enum: NUMERATORS })
  @IsIn(NUMERATORS, { message: oneOf('numerator', NUMERATORS) })
  numerator: NumeratorKind;
  @ApiProperty({ enum: DENOMINATORS, description: 'Transaksi yang dihitung, atau belanja pengadaan sebagai pembagi' })
  @IsIn(DENOMINATORS, { message: oneOf('denominator', DENOMINATORS) })
  denominator: Denominator;
  @ApiProperty({
    example: '40.00',
    description: 'Persen (porsi_nilai, etalase_tersedia) atau rupiah (nilai_minimum), teks desimal',
  })
  @IsString()
  @MaxLength(24)
  threshold: string;
  @ApiPropertyOptional({ type: [String], example: ['5.1.02'], description: 'Awalan kode rekening; kosong = semua' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @IsString({ each: true })
  @MaxLength(24, { each: true })
  accountPrefixes: string[] = [];
  @ApiPropertyOptional({
    enum: SOURCES,
    isArray: true,
    description: 'Tanpa isian: v5, v6, toko-daring; kosong untuk etalase',
  })
  @IsOptional()
  @IsArray()
  @IsIn(SOURCES, { each: true, message: oneOf('sources', SOURCES) })
  sources: Source[] = ['v5', 'v6', 'toko-daring'];
  @ApiPropertyOptional({
    type: [ResponsibleDto],
    description: 'Untuk etalase_tersedia: siapa yang menanggung lokasi wisata di wilayah mana',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => ResponsibleDto)
  responsible?: ResponsibleDto[];
}

export class ExemptionInputDto {
  @ApiProperty() @Matches(ID, { message: 'perangkatDaerahId: isi id perangkat daerah' }) perangkatDaerahId: string;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Tanpa isian: semua butir' })
  @IsOptional()
  @IsString()
  @MaxLength(32)
  obligationCode: string | null = null;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) validFrom: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  validTo: string | null = null;
  @ApiProperty() @IsString() @MaxLength(1000) reason: string;
  @ApiPropertyOptional({ type: String, nullable: true }) @IsOptional() @IsString() @MaxLength(200) decidedBy:
    string | null = null;
}

/** What is written down about a circular. What the fields mean together is checked by the service. */
export class CircularInputDto implements CircularInput {
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Tanpa isian: KLPD instansi ini' })
  @IsOptional()
  @IsString()
  @MaxLength(160)
  klpd: string | null = null;
  @ApiPropertyOptional({ enum: CIRCULAR_TYPES, default: 'surat_edaran' })
  @IsOptional()
  @IsIn(CIRCULAR_TYPES, { message: oneOf('type', CIRCULAR_TYPES) })
  type: CircularType = 'surat_edaran';
  @ApiPropertyOptional({ type: String, nullable: true, example: 'CONTOH/001/PBJ/2026' })
  @IsOptional()
  @IsString()
  @MaxLength(120)
  number: string | null = null;
  @ApiProperty({ example: 'Belanja produk UMK dan OVOP' }) @IsString() @MaxLength(500) subject: string;
  @ApiProperty({ enum: ISSUER_POSITIONS })
  @IsIn(ISSUER_POSITIONS, { message: oneOf('issuerPosition', ISSUER_POSITIONS) })
  issuerPosition: IssuerPosition;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  issuedOn: string | null = null;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) effectiveFrom: string;
  @ApiPropertyOptional({ type: String, format: 'date', nullable: true, description: 'Tanpa isian: sampai dicabut' })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  effectiveTo: string | null = null;
  @ApiPropertyOptional({ enum: CIRCULAR_STATES, default: 'draf', description: 'Draf tidak mengikat siapa pun' })
  @IsOptional()
  @IsIn(CIRCULAR_STATES, { message: oneOf('state', CIRCULAR_STATES) })
  state: CircularState = 'draf';
  @ApiPropertyOptional({ type: String, nullable: true })
  @IsOptional()
  @IsString()
  @MaxLength(4000)
  note: string | null = null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'SHA-256 naskahnya, 64 angka heksadesimal' })
  @IsOptional()
  @Matches(/^[0-9a-f]{64}$/, { message: 'documentSha256: 64 angka heksadesimal huruf kecil' })
  documentSha256: string | null = null;
  @ApiProperty()
  @IsDefined({ message: 'addressees: sebut siapa yang diikat edaran ini' })
  @ValidateNested()
  @Type(() => AddresseesDto)
  addressees: AddresseesDto;
  @ApiProperty({ type: [ObligationDto] })
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => ObligationDto)
  obligations: ObligationDto[];
  @ApiPropertyOptional({ type: [ExemptionInputDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => ExemptionInputDto)
  exemptions: ExemptionInputDto[] = [];
}

export class ReplaceCircularDto extends CircularInputDto {
  @ApiProperty({ description: 'Versi yang dibaca; bila sudah berubah, permintaan ditolak' }) @IsInt() version: number;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Wajib bila edaran sudah terbit' })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  changeNote: string | null = null;
}

export class EndCircularDto {
  @ApiProperty() @IsInt() version: number;
  @ApiProperty({ format: 'date', description: 'Hari terakhir edaran berlaku' })
  @IsString()
  @MaxLength(10)
  lastDay: string;
  @ApiProperty({ description: 'Alasan edaran diakhiri' }) @IsString() @MaxLength(1000) changeNote: string;
}

export class ObligationViewDto extends ObligationDto {
  @ApiProperty() id: string;
}

export class WarningDto {
  @ApiProperty({ example: 'names-one-firm' }) code: string;
  @ApiProperty() field: string;
  @ApiProperty() message: string;
}

export class CircularViewDto implements CircularView {
  @ApiProperty() id: string;
  @ApiProperty() version: number;
  @ApiProperty({ enum: ['draf', 'terbit', 'berlaku', 'berakhir'] }) status: CircularStatus;
  @ApiProperty({ type: String, nullable: true }) klpd: string | null;
  @ApiProperty({ enum: CIRCULAR_TYPES }) type: CircularType;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty() subject: string;
  @ApiProperty({ enum: ISSUER_POSITIONS }) issuerPosition: IssuerPosition;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ format: 'date' }) effectiveFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) effectiveTo: string | null;
  @ApiProperty({ enum: CIRCULAR_STATES }) state: CircularState;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ type: String, nullable: true }) documentSha256: string | null;
  @ApiProperty() addressees: AddresseesDto;
  @ApiProperty({ type: [ObligationViewDto] }) obligations: ObligationViewDto[];
  @ApiProperty({ type: [ExemptionInputDto] }) exemptions: ExemptionInputDto[];
  @ApiProperty({ type: String, nullable: true }) updatedBy: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class CircularPreviewDto {
  @ApiProperty({ description: 'Perangkat daerah yang diikat' }) binds: number;
  @ApiProperty({ description: 'Perangkat daerah seluruhnya' }) of: number;
  @ApiProperty({ type: [WarningDto] }) warnings: WarningDto[];
}

export class CircularVersionDto {
  @ApiProperty() version: number;
  @ApiProperty({ type: String, nullable: true }) changeNote: string | null;
  @ApiProperty({ type: String, nullable: true }) changedBy: string | null;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
  @ApiProperty({ type: CircularInputDto }) content: CircularInput;
}
