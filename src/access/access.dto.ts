import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { PASSWORD_MAX, PASSWORD_MIN } from './passwords.js';
import { PERMISSIONS, type Permission, type Role, ROLES } from './permissions.js';
import { KEY_SCHEMES, type KeyScheme, type Scope } from './scope.js';

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

export class SupplierKeyDto {
  @ApiProperty({ enum: KEY_SCHEMES })
  @IsIn(KEY_SCHEMES, { message: `Kunci penyedia dimulai dengan salah satu dari ${KEY_SCHEMES.join(', ')}` })
  scheme: KeyScheme;

  @ApiProperty({ example: '12345' })
  @IsString()
  @IsNotEmpty({ message: 'Kunci penyedia wajib diisi' })
  @MaxLength(200, { message: 'Kunci penyedia paling banyak 200 huruf' })
  key: string;
}

/** A role and, where it needs one, what is its own. */
export class RoleDto {
  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES, { message: 'Pilih salah satu peran' })
  role: Role;

  /** For the role perangkat-daerah only: its own agency. */
  @ApiPropertyOptional({ type: String, nullable: true, example: '12' })
  @IsOptional()
  @Matches(/^\d{1,18}$/, { message: 'Perangkat daerah: pilih dari daftarnya' })
  perangkatDaerahId?: string | null;

  /** For the role pelaku-usaha only: the keys under which the feeds know the enterprise. */
  @ApiPropertyOptional({ type: [SupplierKeyDto] })
  @IsOptional()
  @IsArray({ message: 'Kunci penyedia: isi sebagai daftar' })
  @ArrayMaxSize(50, { message: 'Kunci penyedia paling banyak 50' })
  @ValidateNested({ each: true })
  @Type(() => SupplierKeyDto)
  suppliers?: SupplierKeyDto[];
}

export class NewUserDto extends RoleDto {
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
}

export class DisabledDto {
  @ApiProperty() @IsBoolean() disabled: boolean;
}

export class UserDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ROLES }) role: Role;
  @ApiProperty({ type: String, nullable: true }) perangkatDaerahId: string | null;
  @ApiProperty({ type: [SupplierKeyDto] }) suppliers: SupplierKeyDto[];
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

/** How much of the purchases somebody sees. */
export class ScopeDto {
  @ApiProperty({ enum: ['all', 'perangkat-daerah', 'suppliers', 'none'] }) kind: Scope['kind'];
  @ApiProperty({ type: String, nullable: true }) perangkatDaerahId: string | null;
  @ApiProperty({ type: [SupplierKeyDto] }) suppliers: SupplierKeyDto[];
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
  @ApiProperty({ type: ScopeDto }) scope: ScopeDto;
}

export class SignedInDto extends MeDto {
  /** To be sent as header x-csrf-token with every request of this session that changes something. */
  @ApiProperty() csrfToken: string;
}
