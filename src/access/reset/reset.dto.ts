import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsEmail, IsNotEmpty, IsString, MaxLength, ValidateIf } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from '../passwords.js';

const emptyIsNull = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || null : value;

export class EmailDto {
  /** Where reset links go; null removes it. */
  @ApiProperty({ type: String, nullable: true, example: 'staf@contoh.go.id' })
  @Transform(emptyIsNull)
  // Null is said in so many words: a body that was forgotten removes nothing.
  @ValidateIf((_, value) => value !== null)
  @IsEmail({}, { message: 'Alamat surel tidak sah, contoh staf@contoh.go.id' })
  @MaxLength(200, { message: 'Alamat surel paling banyak 200 huruf' })
  email: string | null;
}

export class OwnEmailDto extends EmailDto {
  /** The own password. */
  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty({ message: 'Kata sandi wajib diisi' })
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi terlalu panjang' })
  emailPassword: string;
}

export class OwnEmailViewDto {
  @ApiProperty({ type: String, nullable: true }) email: string | null;
}

export class AskResetDto {
  @ApiProperty({ example: 'staf.contoh' })
  @IsString()
  @IsNotEmpty({ message: 'Nama pengguna wajib diisi' })
  @MaxLength(100, { message: 'Nama pengguna terlalu panjang' })
  username: string;
}

export class ChooseDto {
  /** Token of the link. */
  @ApiProperty()
  @IsString()
  @MaxLength(100, { message: 'Tautan ini tidak dikenal' })
  token: string;

  /** The new password. */
  @ApiProperty({ format: 'password', minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX })
  @IsString()
  @IsNotEmpty({ message: 'Kata sandi baru wajib diisi' })
  next: string;
}

export class ResetLinkDto {
  /** Shown this once. */
  @ApiProperty({ format: 'uri' }) link: string;
  @ApiProperty({ format: 'date-time' }) expiresAt: string;
}

export class SessionDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  /** Browser and system in a few words. */
  @ApiProperty() userAgent: string;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
  @ApiProperty({ format: 'date-time' }) lastSeenAt: string;
  /** The session of this very request. */
  @ApiProperty() current: boolean;
}

export class SignInStateDto {
  /** Masked: d***@contoh.go.id. */
  @ApiProperty({ type: String, nullable: true }) email: string | null;
  /** Wrong passwords and codes of late. */
  @ApiProperty() failures: number;
  /** Until when sign-ins under this name are refused; null = they are not. */
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) blockedUntil: string | null;
}
