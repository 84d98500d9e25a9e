import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { KEMENDAGRI_PATTERN } from '../../wilayah/codes.js';
import { STEPS } from '../listing/rule.js';
import { CONFIDENCES, KINDS } from '../places/place.js';

export const FORMATS = ['json', 'geojson', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

const POINT = /^-?\d{1,2}(?:\.\d{1,8})?,-?\d{1,3}(?:\.\d{1,8})?$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/** What every answer can be asked for. */
export class WisataFormDto {
  /** Bahasa nama jenis, langkah, dan uraian; tanpa ini menurut Accept-Language. */
  @ApiPropertyOptional({ enum: ['id', 'en'] }) @IsOptional() @IsIn(['id', 'en']) lang?: 'id' | 'en';

  /** Bentuk jawaban; tanpa ini menurut Accept. */
  @ApiPropertyOptional({ enum: FORMATS }) @IsOptional() @IsIn(FORMATS) format?: Format;

  /** Hanya isian ini, dipisah koma; `kode` selalu ikut. */
  @ApiPropertyOptional({ example: 'name' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,40}(?:,[A-Za-z]{1,40}){0,40}$/, {
    message: 'Tulis nama isian dipisah koma, contoh name,latitude',
  })
  fields?: string;
}

export class WisataPageQueryDto extends WisataFormDto {
  /** meta.next dari jawaban sebelumnya. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(400) cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 500, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}

export class WisataQueryDto extends WisataPageQueryDto {
  /** Kode Kemendagri wilayah; lokasi di dalamnya. */
  @ApiPropertyOptional({ example: '53.15' })
  @IsOptional()
  @Matches(KEMENDAGRI_PATTERN, { message: 'Kode wilayah ditulis dengan titik, contoh 53.15' })
  wilayah?: string;

  @ApiPropertyOptional({ enum: KINDS }) @IsOptional() @IsIn(KINDS) kind?: string;

  /** Bagian dari nama. */
  @ApiPropertyOptional({ example: 'komodo' }) @IsOptional() @IsString() @MaxLength(100) text?: string;

  /** ada = etalase OVOP tercatat berdiri di sana; belum = tidak tercatat. */
  @ApiPropertyOptional({ enum: ['ada', 'belum'] }) @IsOptional() @IsIn(['ada', 'belum']) etalase?: 'ada' | 'belum';
}

export class WisataListingQueryDto extends WisataFormDto {
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(400) cursor?: string;

  /** Paling banyak sebanyak yang ditunjukkan aturan lokasi itu. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit?: number;
}

export class EtalaseNearQueryDto extends WisataFormDto {
  /** Lintang dan bujur dalam derajat desimal. */
  @ApiProperty({ example: '-8.5,119.88' })
  @Matches(POINT, { message: 'Tulis lintang,bujur dalam derajat desimal, contoh -8.5,119.88' })
  near: string;

  /** Kilometer. */
  @ApiPropertyOptional({ type: 'number', minimum: 0.1, maximum: 500, default: 25, example: 25 })
  @IsOptional()
  @Type(() => Number)
  @IsNumber({ maxDecimalPlaces: 3 })
  @Min(0.1)
  @Max(500)
  radius?: number;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(400) cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 20, default: 10 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(20)
  limit?: number;
}

export class WisataChangesQueryDto {
  /** meta.until dari jawaban sebelumnya; tanpa ini semuanya. */
  @ApiPropertyOptional({ example: '2026-11-27T00:00:00Z' })
  @IsOptional()
  @Matches(MOMENT, { message: 'Tulis saat sebagai 2026-11-27T08:00:00Z, atau tanggal saja' })
  since?: string;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(400) cursor?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

export class WisataRegionDto {
  @ApiProperty({ example: '53.15.05.2001' }) code: string;
  @ApiProperty({ example: 'Desa Komodo, Kecamatan Komodo, Kabupaten Manggarai Barat' }) name: string;
  @ApiProperty({ example: '53.15' }) kabupatenCode: string;
  @ApiProperty({ example: 'Kabupaten Manggarai Barat' }) kabupaten: string;
}

export class WisataEtalasePhotoDto {
  /** WebP, paling banyak 80 KB. Alamatnya berganti bila fotonya berganti, jadi boleh disimpan selamanya. */
  @ApiProperty({ example: '/wisata/foto/3-0123456789abcdef.webp' }) url: string;
  /** Apa yang terlihat, dalam bahasa Indonesia. */
  @ApiProperty({ example: 'Rak bambu berisi tenun ikat di sebelah loket' }) alt: string;
  /** Piksel. */
  @ApiProperty({ type: 'integer', example: 1280 }) width: number;
  @ApiProperty({ type: 'integer', example: 960 }) height: number;
}

export class WisataEtalaseDto {
  @ApiProperty({ example: 'Etalase loket' }) name: string;
  @ApiProperty({ example: 'Di sebelah loket karcis' }) location: string;
  /** null = tidak diketahui. */
  @ApiProperty({ type: String, nullable: true, example: '2026-03-01' }) since: string | null;
  /** Pemeriksaan terakhir; null = belum pernah tercatat. */
  @ApiProperty({ type: String, nullable: true, example: '2026-09-14' }) inspectedOn: string | null;
  /** null = belum ada foto. */
  @ApiProperty({ type: WisataEtalasePhotoDto, nullable: true }) photo: WisataEtalasePhotoDto | null;
}

/** Semua isian ada, kecuali yang disaring dengan `fields`; `kode` selalu ada. */
export class WisataPlaceDto {
  @ApiProperty({ example: 'pulau-komodo' }) kode: string;
  @ApiPropertyOptional({ example: 'Pulau Komodo (Loh Liang, Taman Nasional Komodo)' }) name: string;
  @ApiPropertyOptional({ example: 'taman-nasional' }) kind: string;
  @ApiPropertyOptional({ example: 'Taman nasional' }) kindName: string;
  @ApiPropertyOptional({ type: WisataRegionDto }) wilayah: WisataRegionDto;
  /** Derajat; null = tidak diketahui. Bukan untuk navigasi, lihat asal dan galatnya. */
  @ApiPropertyOptional({ type: 'number', nullable: true, example: -8.57694 }) latitude: number | null;
  @ApiPropertyOptional({ type: 'number', nullable: true, example: 119.45111 }) longitude: number | null;
  /** diukur di tempat; titik pulau dari pustaka; perkiraan. */
  @ApiPropertyOptional({ type: String, enum: CONFIDENCES, nullable: true }) coordinateConfidence: string | null;
  @ApiPropertyOptional({ type: 'integer', nullable: true, example: 2200 }) coordinateErrorM: number | null;
  @ApiPropertyOptional({ type: String, nullable: true }) manager: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) opening: string | null;
  @ApiPropertyOptional({ type: String, nullable: true }) description: string | null;
  /** Etalase yang tercatat berdiri di sana; daftar kosong = tidak ada yang tercatat. */
  @ApiPropertyOptional({ type: [WisataEtalaseDto] }) etalase: WisataEtalaseDto[];
  @ApiPropertyOptional({ type: String, nullable: true }) source: string | null;
  /** Halaman lokasi ini untuk pengunjung. */
  @ApiPropertyOptional({ example: '/wisata/pulau-komodo' }) url: string;
  /** Daftar produknya. */
  @ApiPropertyOptional({ example: '/api/v1/wisata/pulau-komodo/etalase' }) listing: string;
  @ApiPropertyOptional({ format: 'date-time' }) changedAt: string;
}

export class WisataStarDto {
  /** Bintang dua sistem tidak dapat dibandingkan. */
  @ApiProperty({ example: '1-5' }) scheme: string;
  @ApiProperty({ type: 'integer', example: 4 }) stars: number;
}

/** Semua isian ada, kecuali yang disaring dengan `fields`; `kode` selalu ada. */
export class WisataProductDto {
  /** Nomor produk dalam katalog. */
  @ApiProperty({ example: '12' }) kode: string;
  @ApiPropertyOptional({ example: 'Tenun ikat' }) name: string;
  /** Mengapa tampil di sini. */
  @ApiPropertyOptional({ enum: STEPS, example: 'desa' }) step: string;
  @ApiPropertyOptional({ example: 'Dari desa ini' }) stepName: string;
  @ApiPropertyOptional({ example: 'tenun' }) group: string;
  @ApiPropertyOptional({ example: 'Tenun' }) groupName: string;
  /** Rupiah untuk satu satuan; null = tidak diketahui. */
  @ApiPropertyOptional({ type: String, nullable: true, example: '250000.00' }) price: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'lembar' }) unit: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, example: 'Desa Contoh, Kab. Contoh' }) place: string | null;
  @ApiPropertyOptional({ type: [String], example: ['Kelompok Contoh'] }) makers: string[];
  /** Jenis sertifikat yang berlaku hari ini. */
  @ApiPropertyOptional({ type: [String], example: ['halal'] }) certificates: string[];
  @ApiPropertyOptional({ type: WisataStarDto, nullable: true }) star: WisataStarDto | null;
  /** Dijual di katalog elektronik atau toko daring pemerintah hari ini. */
  @ApiPropertyOptional() listed: boolean;
  @ApiPropertyOptional({ type: String, nullable: true }) season: string | null;
  /** null = tidak diketahui. */
  @ApiPropertyOptional({ type: Boolean, nullable: true }) inSeason: boolean | null;
  @ApiPropertyOptional({ example: '/katalog/12-tenun-ikat' }) url: string;
  @ApiPropertyOptional({ type: String, nullable: true, example: '/katalog/foto/1-0123456789abcdef-kecil.webp' }) photo:
    string | null;
}

export class WisataPageMetaDto {
  @ApiProperty({ enum: ['id', 'en'] }) language: 'id' | 'en';
  @ApiProperty({ type: 'integer' }) limit: number;
  /** Untuk halaman berikutnya; null = ini yang terakhir. */
  @ApiProperty({ type: String, nullable: true }) next: string | null;
}

export class WisataListMetaDto extends WisataPageMetaDto {
  @ApiProperty({ type: 'integer', example: 67 }) total: number;
}

export class WisataRuleDto {
  @ApiProperty({ enum: STEPS, isArray: true }) steps: string[];
  /** Kilometer. */
  @ApiProperty({ type: 'integer' }) distance: number;
  @ApiProperty({ type: 'integer' }) most: number;
  /** Perputaran harian: md5(seed:day:pelaku usaha). */
  @ApiProperty({ example: 'ovop' }) seed: string;
  @ApiProperty() needsEligibility: boolean;
}

export class WisataListingMetaDto extends WisataListMetaDto {
  /** Lokasi yang punya daftar ini. */
  @ApiProperty({ example: 'pulau-komodo' }) kode: string;
  /** Hari perputarannya, menurut waktu setempat. */
  @ApiProperty({ example: '2026-11-27' }) day: string;
  /** Etalase yang tercatat berdiri di lokasi itu; daftar kosong = tidak ada yang tercatat. */
  @ApiProperty({ type: [WisataEtalaseDto] }) etalase: WisataEtalaseDto[];
  @ApiProperty({ type: WisataRuleDto }) rule: WisataRuleDto;
}

export class WisataListDto {
  @ApiProperty({ type: [WisataPlaceDto] }) data: WisataPlaceDto[];
  @ApiProperty({ type: WisataListMetaDto }) meta: WisataListMetaDto;
}

export class WisataOneMetaDto {
  @ApiProperty({ enum: ['id', 'en'] }) language: 'id' | 'en';
}

export class WisataOneDto {
  @ApiProperty({ type: WisataPlaceDto }) data: WisataPlaceDto;
  @ApiProperty({ type: WisataOneMetaDto }) meta: WisataOneMetaDto;
}

export class WisataListingDto {
  @ApiProperty({ type: [WisataProductDto] }) data: WisataProductDto[];
  @ApiProperty({ type: WisataListingMetaDto }) meta: WisataListingMetaDto;
}

export class EtalaseNearPlaceDto extends WisataPlaceDto {
  /** Kilometer garis lurus. */
  @ApiPropertyOptional({ example: 3.214 }) distance: number;
  /** Yang pertama dari daftarnya. */
  @ApiPropertyOptional({ type: [WisataProductDto] }) products: WisataProductDto[];
}

export class EtalaseNearMetaDto extends WisataPageMetaDto {
  @ApiProperty({ example: '2026-11-27' }) day: string;
}

export class EtalaseNearDto {
  @ApiProperty({ type: [EtalaseNearPlaceDto] }) data: EtalaseNearPlaceDto[];
  @ApiProperty({ type: EtalaseNearMetaDto }) meta: EtalaseNearMetaDto;
}

export class WisataChangeItemDto {
  @ApiProperty({ enum: ['wisata', 'produk'] }) kind: string;
  @ApiProperty({ example: 'pulau-komodo' }) kode: string;
  /** Tidak lagi tampil. */
  @ApiProperty() removed: boolean;
  @ApiProperty({ format: 'date-time' }) changedAt: string;
}

export class WisataChangesMetaDto {
  @ApiProperty({ type: 'integer' }) limit: number;
  @ApiProperty({ type: String, nullable: true }) next: string | null;
  /** Untuk `since` yang berikutnya, setelah halaman terakhir dibaca. Yang sudah dibaca dapat muncul lagi. */
  @ApiProperty({ format: 'date-time' }) until: string;
}

export class WisataChangesDto {
  @ApiProperty({ type: [WisataChangeItemDto] }) data: WisataChangeItemDto[];
  @ApiProperty({ type: WisataChangesMetaDto }) meta: WisataChangesMetaDto;
}
