import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { PASSWORD_MAX } from '../passwords.js';

export class CodeDto {
  /** Six digits of the app, or a recovery code where one is taken. */
  @ApiProperty({ example: '123456' })
  @IsString()
  @IsNotEmpty({ message: 'Kode wajib diisi' })
  @MaxLength(40, { message: 'Kode terlalu panjang: enam angka dari aplikasi, atau satu kode cadangan' })
  code: string;
}

export class BeginDto {
  /** Where the account has one. */
  @ApiPropertyOptional({ format: 'password' })
  @IsOptional()
  @IsString()
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi terlalu panjang' })
  password?: string;
}

export class SwitchOffDto extends CodeDto {
  /** Where the account has one. */
  @ApiPropertyOptional({ format: 'password' })
  @IsOptional()
  @IsString()
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi terlalu panjang' })
  password?: string;
}

export class RemovedDto {
  @ApiProperty({ format: 'date-time' }) at: string;
  /** User name of the administrator. */
  @ApiProperty() by: string;
}

export class TwoFactorDto {
  @ApiProperty() on: boolean;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) since: string | null;
  @ApiProperty() recoveryCodesLeft: number;
  /** The role asks for it: while it is off, nothing but setting it up is open. */
  @ApiProperty() required: boolean;
  /** The last time an administrator switched it off, until it is on again. */
  @ApiProperty({ type: RemovedDto, nullable: true }) removed: RemovedDto | null;
}

export class TotpSetUpDto {
  /** Base 32; goes into the app. */
  @ApiProperty() secret: string;
  /** The same as otpauth URI, for a QR code. */
  @ApiProperty() uri: string;
}

export class RecoveryCodesDto {
  /** Shown this once; the database keeps their hashes. */
  @ApiProperty({ type: [String] }) recoveryCodes: string[];
}
