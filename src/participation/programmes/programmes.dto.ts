import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { OUTCOME_CAVEAT, type Outcome, type OutcomeSide, type OutcomeStep } from './outcome.js';
import type { Participant } from './participant.js';
import { PROGRAMME_STATES, type Programme, type ProgrammeState } from './programme.js';
import type { Pembinaan } from './reference.js';

export class ProgrammeQueryDto {
  /** Bagian dari nama program, penyelenggara, atau tempat. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;
  @ApiPropertyOptional({ example: 'pengembangan-sdm' }) @IsOptional() @IsString() @MaxLength(60) kind?: string;
  @ApiPropertyOptional({ example: 'iv' }) @IsOptional() @IsString() @MaxLength(10) field?: string;
  @ApiPropertyOptional({ example: '2e' }) @IsOptional() @IsString() @MaxLength(10) duty?: string;
  @ApiPropertyOptional({ enum: PROGRAMME_STATES }) @IsOptional() @IsIn(PROGRAMME_STATES) state?: ProgrammeState;
  /** Tahun yang memuat salah satu hari program. */
  @ApiPropertyOptional() @IsOptional() @Type(() => Number) @IsInt() @Min(2000) @Max(2100) year?: number;
  /** true: hanya program satgas hilirisasi. */
  @ApiPropertyOptional({ enum: ['true', 'false'] })
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : (value as unknown)))
  @IsBoolean()
  taskForce?: boolean;
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(100_000) page = 1;
  @ApiPropertyOptional({ default: 50 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200) size = 50;
}

export class ProgrammeDto {
  @ApiProperty({ example: 'Pelatihan pengemasan kopi' }) @IsString() @MaxLength(2000) name: string;
  /** Kode jenis program. */
  @ApiProperty({ example: 'pengembangan-sdm' }) @IsString() @MaxLength(60) kind: string;
  /** Kode bidang pembinaan; boleh kosong bila jenisnya menentukan bidangnya. */
  @ApiPropertyOptional({ example: 'iv' }) @IsOptional() @IsString() @MaxLength(10) field?: string;
  @ApiProperty({ example: 'Dinas Perindustrian dan Perdagangan' }) @IsString() @MaxLength(2000) organiser: string;
  /** Kode tugas dinas yang dijalankan. */
  @ApiPropertyOptional({ example: '2f' }) @IsOptional() @IsString() @MaxLength(10) duty?: string;
  /** Bagian dari satgas hilirisasi. */
  @ApiPropertyOptional() @IsOptional() @IsBoolean() taskForce?: boolean;
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) startsOn: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) endsOn?: string;
  /** Kode Kemendagri wilayah sasarannya; kosong = seluruh provinsi. */
  @ApiPropertyOptional({ example: '53.01' }) @IsOptional() @IsString() @MaxLength(20) wilayahCode?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) place?: string;
  @ApiPropertyOptional({ example: '25000000.00' }) @IsOptional() @IsString() @MaxLength(30) budget?: string;
  /** Dasar atau sumbernya, misalnya nomor DPA atau laporan. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) source?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(4000) note?: string;
}

export class ProgrammeChangeDto extends ProgrammeDto {
  /** Versi yang dibaca. */
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ProgrammeCallOffDto {
  /** Alasan pembatalan; null mencabut pembatalan. */
  @ApiProperty({ type: String, nullable: true }) @IsOptional() @IsString() @MaxLength(1000) why: string | null = null;
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ProgrammeViewDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() kind: string;
  @ApiProperty({ type: String, nullable: true }) field: string | null;
  @ApiProperty() organiser: string;
  @ApiProperty({ type: String, nullable: true }) duty: string | null;
  @ApiProperty() taskForce: boolean;
  @ApiProperty({ enum: PROGRAMME_STATES }) state: ProgrammeState;
  @ApiProperty({ format: 'date' }) startsOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) endsOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) cancelledOn: string | null;
  @ApiProperty({ type: String, nullable: true }) cancelledWhy: string | null;
  @ApiProperty({ type: String, nullable: true }) wilayahCode: string | null;
  @ApiProperty({ type: String, nullable: true }) wilayah: string | null;
  @ApiProperty({ type: String, nullable: true }) place: string | null;
  /** Rupiah sebagai teks desimal. */
  @ApiProperty({ type: String, nullable: true }) budget: string | null;
  @ApiProperty({ type: String, nullable: true }) source: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() participants: number;
  @ApiProperty() version: number;
}

export class ProgrammePageDto {
  @ApiProperty({ type: [ProgrammeViewDto] }) items: ProgrammeViewDto[];
  @ApiProperty() found: number;
  @ApiProperty() page: number;
  @ApiProperty() size: number;
}

export class PembinaanFieldDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
}

export class PembinaanKindDto {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  /** null = sumbernya tidak menyebut bidang. */
  @ApiProperty({ type: String, nullable: true }) field: string | null;
}

export class PembinaanDutyDto {
  @ApiProperty() code: string;
  @ApiProperty() agency: string;
  @ApiProperty() text: string;
  @ApiProperty() taskForce: boolean;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
}

export class PembinaanReferenceDto {
  @ApiProperty() version: number;
  @ApiProperty() source: string;
  @ApiProperty({ type: [PembinaanFieldDto] }) fields: PembinaanFieldDto[];
  @ApiProperty({ type: [PembinaanKindDto] }) kinds: PembinaanKindDto[];
  @ApiProperty({ type: [PembinaanDutyDto] }) duties: PembinaanDutyDto[];
}

export class ParticipantDto {
  @ApiProperty({ format: 'date' }) @IsString() @MaxLength(10) joinedOn: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) leftOn?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) note?: string;
}

export class ParticipantAddDto extends ParticipantDto {
  /** Nomor pelaku usaha. */
  @ApiProperty() @Matches(/^\d{1,18}$/, { message: 'Isi nomor pelaku usaha' }) enterpriseId: string;
}

export class ParticipantChangeDto extends ParticipantDto {
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ParticipantRemoveDto {
  @ApiProperty() @Type(() => Number) @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ParticipantViewDto {
  @ApiProperty() enterpriseId: string;
  @ApiProperty() name: string;
  @ApiProperty({ format: 'date' }) joinedOn: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) leftOn: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  /** Tanpa kode penyedia: penjualannya tidak dapat diketahui. */
  @ApiProperty() withoutKey: boolean;
  @ApiProperty({ type: String, format: 'date', nullable: true }) listedFrom: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) listedUntil: string | null;
  /** Pesanan pertama sebelum ikut. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) soldBefore: string | null;
  /** Pesanan pertama sejak ikut. */
  @ApiProperty({ type: String, format: 'date', nullable: true }) soldAfter: string | null;
  @ApiProperty() version: number;
}

/** null = tidak tersedia. */
export class OutcomeStepDto implements OutcomeStep {
  @ApiProperty({ type: Number, nullable: true }) before: number | null;
  @ApiProperty({ type: Number, nullable: true }) after: number | null;
  @ApiProperty({ type: Number, nullable: true }) fresh: number | null;
}

export class EligibleCountsDto {
  @ApiProperty() yes: number;
  @ApiProperty() no: number;
  @ApiProperty() unknown: number;
}

export class OutcomeSideDto implements OutcomeSide {
  @ApiProperty() enterprises: number;
  @ApiProperty() withoutKey: number;
  @ApiProperty({ type: EligibleCountsDto, nullable: true }) eligible: EligibleCountsDto | null;
  @ApiProperty({ type: OutcomeStepDto }) listed: OutcomeStepDto;
  @ApiProperty({ type: OutcomeStepDto }) sold: OutcomeStepDto;
  /** null: belum ada pembelian, atau tidak terbuka bagi pemintanya. */
  @ApiProperty({ type: String, nullable: true, example: '1234.50' }) soldValue: string | null;
}

export class OutcomeDto {
  @ApiProperty({ format: 'date' }) from: string;
  @ApiProperty({ format: 'date' }) until: string;
  @ApiProperty({ type: OutcomeSideDto }) participants: OutcomeSideDto;
  /** Yang tidak ikut program mana pun. */
  @ApiProperty({ type: OutcomeSideDto }) others: OutcomeSideDto;
  @ApiProperty() caveat: string;
}

export function programmeView(programme: Programme): ProgrammeViewDto {
  const { id, name, kind, field, organiser, duty, taskForce, state, startsOn, endsOn } = programme;
  const { cancelledOn, cancelledWhy, wilayahCode, wilayah, place, budget, source, note, participants, version } =
    programme;
  const what = {
    id,
    name,
    kind,
    field,
    organiser,
    duty,
    taskForce,
    state,
    startsOn,
    endsOn,
    cancelledOn,
    cancelledWhy,
  };
  return { ...what, wilayahCode, wilayah, place, budget, source, note, participants, version };
}

export function participantView(participant: Participant): ParticipantViewDto {
  const { enterpriseId, name, joinedOn, leftOn, note, withoutKey } = participant;
  const { listedFrom, listedUntil, soldBefore, soldAfter, version } = participant;
  return {
    enterpriseId,
    name,
    joinedOn,
    leftOn,
    note,
    withoutKey,
    listedFrom,
    listedUntil,
    soldBefore,
    soldAfter,
    version,
  };
}

export function referenceView({ version, source, fields, kinds, duties }: Pembinaan): PembinaanReferenceDto {
  return { version, source, fields: [...fields], kinds: [...kinds], duties: [...duties] };
}

export function outcomeView({ from, until, participants, others }: Outcome): OutcomeDto {
  return { from, until, participants, others, caveat: OUTCOME_CAVEAT };
}
