import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from './passwords.js';
import { PERMISSIONS, type Permission, type Role, ROLES } from './permissions.js';

export class SignInDto {
  @ApiProperty({ example: 'admin' })
  @IsString()
  @IsNotEmpty({ message: 'Nama pengguna wajib diisi' })
  @MaxLength(100, { message: 'Nama pengguna terlalu panjang' })
  username: string;

  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty({ message: 'Kata sandi wajib diisi' })
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi terlalu panjang' })
  password: string;

  /** Six digits of the app, or a recovery code; where the account has a second factor. */
  @ApiPropertyOptional({ example: '123456' })
  @IsOptional()
  @IsString()
  @MaxLength(40, { message: 'Kode terlalu panjang' })
  code?: string;
}

export class ChangePasswordDto {
  /** The password as it is now. */
  @ApiProperty({ format: 'password' })
  @IsString()
  @IsNotEmpty({ message: 'Kata sandi yang sekarang wajib diisi' })
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi yang sekarang terlalu panjang' })
  current: string;

  /** The password that it becomes. */
  @ApiProperty({ format: 'password', minLength: PASSWORD_MIN, maxLength: PASSWORD_MAX })
  @IsString()
  @IsNotEmpty({ message: 'Kata sandi baru wajib diisi' })
  next: string;
}

export class NewUserDto {
  /** What is typed at sign-in. */
  @ApiProperty({ example: 'staf.contoh' })
  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/, {
    message: 'Nama pengguna 3 sampai 40 huruf kecil, angka, titik, garis bawah, atau tanda hubung; contoh staf.contoh',
  })
  username: string;

  @ApiProperty({ example: 'Staf Contoh' })
  @IsString()
  @IsNotEmpty({ message: 'Nama lengkap wajib diisi' })
  @MaxLength(100, { message: 'Nama lengkap paling banyak 100 huruf' })
  displayName: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES, { message: 'Pilih salah satu peran' })
  role: Role;
}

export class DisabledDto {
  @ApiProperty() @IsBoolean() disabled: boolean;
}

export class UserDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty() mustChangePassword: boolean;
  /** Has a password here; false = signs in at another provider. */
  @ApiProperty() local: boolean;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) disabledAt: string | null;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class FirstPasswordDto {
  @ApiProperty({ type: UserDto }) user: UserDto;
  /** Shown this once and kept nowhere. */
  @ApiProperty() password: string;
}

export class MeDto {
  @ApiProperty({ format: 'uuid' }) userId: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  /** While true, nothing but changing the password is allowed. */
  @ApiProperty() mustChangePassword: boolean;
  /** While true, nothing but setting up the second factor is allowed. */
  @ApiProperty() mustSetUpTotp: boolean;
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permissions: Permission[];
}

export class SignedInDto extends MeDto {
  /** To be sent as header x-csrf-token with every request of this session that changes something. */
  @ApiProperty() csrfToken: string;
}
