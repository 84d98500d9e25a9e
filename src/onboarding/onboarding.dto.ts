import { Transform } from 'class-transformer';
import { Equals, IsEmail, IsNotEmpty, IsString, Matches, MaxLength, ValidateIf } from 'class-validator';
import { PASSWORD_MAX } from '../access/passwords.js';

const emptyIsAbsent = ({ value }: { value: unknown }): unknown =>
  typeof value === 'string' ? value.trim() || undefined : value;
const given = (_: unknown, value: unknown): boolean => value !== undefined;

/** Which enterprise somebody says that they are of. */
export class ClaimDto {
  @IsString()
  @IsNotEmpty({ message: 'Isi nama usaha' })
  @MaxLength(200, { message: 'Nama usaha paling banyak 200 huruf' })
  enterpriseName: string;

  @Transform(emptyIsAbsent)
  @ValidateIf(given)
  @Matches(/^\d{13}$/, { message: 'NIB terdiri atas 13 angka; kosongkan bila belum ada' })
  nib?: string;

  @Transform(emptyIsAbsent)
  @ValidateIf(given)
  @IsString()
  @MaxLength(200, { message: 'Desa paling banyak 200 huruf' })
  place?: string;
}

export class SignUpDto extends ClaimDto {
  @IsString()
  @IsNotEmpty({ message: 'Isi nama lengkap Anda' })
  @MaxLength(100, { message: 'Nama lengkap paling banyak 100 huruf' })
  displayName: string;

  @Matches(/^[A-Za-z0-9][A-Za-z0-9._-]{2,39}$/, {
    message: 'Nama pengguna 3 sampai 40 huruf atau angka tanpa spasi, contoh maria.bano',
  })
  username: string;

  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value))
  @IsEmail({}, { message: 'Alamat surel tidak sah, contoh maria@contoh.id' })
  @MaxLength(200, { message: 'Alamat surel paling banyak 200 huruf' })
  email: string;

  @IsString()
  @IsNotEmpty({ message: 'Isi kata sandi' })
  @MaxLength(PASSWORD_MAX, { message: 'Kata sandi terlalu panjang' })
  password: string;

  @Equals('1', { message: 'Centang persetujuan agar data Anda boleh disimpan' })
  consent: string;
}
