import { ApiProperty } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { type Role, ROLES } from '../permissions.js';
import { type Answer, ANSWERS, CORRECTION_SUBJECTS, type CorrectionSubject } from './corrections.service.js';
import { PERSONAL_FIELDS, type PersonalField } from './identifiers.js';
import { REASON_MAX, REASON_MIN } from './personal-vault.js';

export class UnmaskDto {
  /** Why the value has to be seen; goes into the audit trail. */
  @ApiProperty({ minLength: REASON_MIN, maxLength: REASON_MAX, example: 'Memeriksa kecocokan dengan surat keterangan' })
  @IsString()
  @IsNotEmpty({ message: `Alasan wajib diisi, paling sedikit ${REASON_MIN} huruf` })
  reason: string;
}

export class OwnValueDto {
  @ApiProperty()
  @IsString()
  @IsNotEmpty({ message: 'Nilainya wajib diisi' })
  @MaxLength(300, { message: 'Terlalu panjang' })
  value: string;

  /** True = agreed to the wording that the own record shows for this field. */
  @ApiProperty() @IsBoolean() consent: boolean;
}

export class DisplayNameDto {
  @ApiProperty() @IsString() @MaxLength(200, { message: 'Terlalu panjang' }) displayName: string;
}

export class AskCorrectionDto {
  @ApiProperty({ enum: CORRECTION_SUBJECTS })
  @IsIn(CORRECTION_SUBJECTS, { message: 'Pilih apa yang perlu diperbaiki' })
  about: CorrectionSubject;

  @ApiProperty() @IsString() request: string;
}

export class AnswerCorrectionDto {
  @ApiProperty({ enum: ANSWERS })
  @IsIn(ANSWERS, { message: 'Pilih dipenuhi atau ditolak' })
  state: Answer;

  @ApiProperty() @IsString() answer: string;
}

export class MaskedValueDto {
  @ApiProperty({ enum: PERSONAL_FIELDS }) field: PersonalField;
  @ApiProperty({ example: '••••••••••••0001' }) masked: string;
  @ApiProperty() purpose: string;
  @ApiProperty() basis: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) consentAt: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class PlainValueDto {
  @ApiProperty({ enum: PERSONAL_FIELDS }) field: PersonalField;
  @ApiProperty() value: string;
}

export class CorrectionDto {
  @ApiProperty() id: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: CORRECTION_SUBJECTS }) about: CorrectionSubject;
  /** With numbers and addresses of persons masked. */
  @ApiProperty() request: string;
  @ApiProperty({ enum: ['diajukan', ...ANSWERS] }) state: 'diajukan' | Answer;
  @ApiProperty({ format: 'date-time' }) askedAt: string;
  @ApiProperty({ type: String, nullable: true }) answer: string | null;
  @ApiProperty({ type: String, nullable: true }) answeredBy: string | null;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) answeredAt: string | null;
}

class OwnAccountDto {
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

class SignInTraceDto {
  @ApiProperty({ format: 'date-time' }) at: string;
  @ApiProperty() how: string;
}

class ConsentDto {
  @ApiProperty({ enum: PERSONAL_FIELDS }) field: PersonalField;
  @ApiProperty() purpose: string;
  @ApiProperty() wording: string;
  @ApiProperty({ format: 'date-time' }) givenAt: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) withdrawnAt: string | null;
}

export class OwnRecordDto {
  @ApiProperty({ type: OwnAccountDto }) account: OwnAccountDto;
  @ApiProperty() sessions: number;
  @ApiProperty({ type: [SignInTraceDto] }) signIns: SignInTraceDto[];
  @ApiProperty({ type: [MaskedValueDto] }) values: MaskedValueDto[];
  @ApiProperty({ type: [ConsentDto] }) consents: ConsentDto[];
  @ApiProperty({ type: [CorrectionDto] }) corrections: CorrectionDto[];
}

class OwnValueInFullDto {
  @ApiProperty({ enum: PERSONAL_FIELDS }) field: PersonalField;
  @ApiProperty() value: string;
  @ApiProperty() purpose: string;
  @ApiProperty() basis: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) consentAt: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class OwnRecordInFullDto {
  @ApiProperty({ type: OwnAccountDto }) account: OwnAccountDto;
  @ApiProperty() sessions: number;
  @ApiProperty({ type: [SignInTraceDto] }) signIns: SignInTraceDto[];
  @ApiProperty({ type: [OwnValueInFullDto] }) values: OwnValueInFullDto[];
  @ApiProperty({ type: [ConsentDto] }) consents: ConsentDto[];
  @ApiProperty({ type: [CorrectionDto] }) corrections: CorrectionDto[];
}

export class InventoryEntryDto {
  @ApiProperty() code: string;
  @ApiProperty() what: string;
  @ApiProperty() where: string;
  @ApiProperty() purpose: string;
  @ApiProperty() basis: string;
  @ApiProperty() protection: string;
  @ApiProperty() retention: string;
  /** null = nothing of it is kept. */
  @ApiProperty({ type: Number, nullable: true }) rows: number | null;
}
