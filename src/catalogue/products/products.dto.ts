import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
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
  ValidateNested,
} from 'class-validator';
import {
  type Certificate,
  CERTIFICATE_KINDS,
  type CertificateKind,
  type Listing,
  type PhotoView,
  type Platform,
  PLATFORMS,
  type Product,
  type ProductGroup,
  type ProductMaker,
  PRODUCT_STATES,
  type ProductStar,
  type ProductState,
  type ProductVillage,
  slugOf,
  type Stage,
  STAGES,
} from './product.js';
import { STAR_SCHEMES, STAR_VALUES, type Star, starOf, type StarScheme } from '../stars.js';
import { MOST_LINKS } from './product-input.js';
import {
  CLASSES,
  type FacetCounts,
  type FoundProduct,
  type MakerClass,
  PAGE_SIZE,
  type ProductFilter,
  type ProductPage,
  type ProductSort,
  SORTS,
} from './search/search.js';

const AMOUNT = /^\d{1,15}(?:\.\d{1,2})?$/;
const ID = /^\d{1,18}$/;
const VILLAGE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export class ProductQueryDto {
  /** Kata dalam nama, uraian, desa, atau pelaku usaha; awal kata cukup. */
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(100) text?: string;
  /** Kode kabupaten/kota, kecamatan, atau desa. */
  @ApiPropertyOptional({ example: '53.07' })
  @IsOptional()
  @Matches(/^\d{2}\.\d{2}(?:\.\d{2}(?:\.\d{4})?)?$/, { message: 'place: isi kode wilayah, misalnya 53.07' })
  place?: string;
  @ApiPropertyOptional({ example: 'tenun' }) @IsOptional() @IsString() @MaxLength(40) group?: string;
  @ApiPropertyOptional({ enum: CERTIFICATE_KINDS })
  @IsOptional()
  @IsIn(CERTIFICATE_KINDS)
  certificate?: CertificateKind;
  /** Bintang terbaru beserta skemanya, misalnya 1-5:3 = bintang 3 dari skema 1-5. Dua skema tidak dapat dibandingkan. */
  @ApiPropertyOptional({ enum: STAR_VALUES }) @IsOptional() @IsIn(STAR_VALUES) star?: string;
  @ApiPropertyOptional({ enum: CLASSES }) @IsOptional() @IsIn(CLASSES) class?: MakerClass;
  @ApiPropertyOptional({ enum: ['yes', 'no'] }) @IsOptional() @IsIn(['yes', 'no']) listed?: 'yes' | 'no';
  @ApiPropertyOptional({ example: '50000' })
  @IsOptional()
  @Matches(AMOUNT, { message: 'priceFrom: isi rupiah, misalnya 50000 atau 50000.00' })
  priceFrom?: string;
  @ApiPropertyOptional({ example: '250000' })
  @IsOptional()
  @Matches(AMOUNT, { message: 'priceTo: isi rupiah, misalnya 250000 atau 250000.00' })
  priceTo?: string;
  /** Selain "tayang" hanya bagi yang berhak membaca produk; "all" = semua. */
  @ApiPropertyOptional({ enum: [...PRODUCT_STATES, 'all'], default: 'tayang' })
  @IsOptional()
  @IsIn([...PRODUCT_STATES, 'all'])
  state: ProductState | 'all' = 'tayang';
  @ApiPropertyOptional({ enum: SORTS, default: 'best' }) @IsOptional() @IsIn(SORTS) sort: ProductSort = 'best';
  @ApiPropertyOptional({ default: 1 }) @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(5000) page = 1;
  /** "yes": sertakan jumlah produk bagi setiap pilihan saringan. */
  @ApiPropertyOptional({ enum: ['yes', 'no'], default: 'no' }) @IsOptional() @IsIn(['yes', 'no']) facets: 'yes' | 'no' =
    'no';
}

export class VillageLinkDto {
  @ApiProperty({ example: '53.07.01.2001' })
  @Matches(VILLAGE, { message: 'Kode desa ditulis seperti 53.07.01.2001' })
  code: string;
  /** Produk unggulan desa itu; satu desa satu produk. */
  @ApiProperty() @IsBoolean() isFlagship: boolean;
}

export class ProductDto {
  @ApiProperty() @IsString() @MaxLength(1000) name: string;
  @ApiProperty({ example: 'tenun' }) @IsString() @MaxLength(40) groupCode: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(10_000) description?: string;
  @ApiPropertyOptional({ example: '350000.00' }) @IsOptional() @IsString() @MaxLength(40) price?: string;
  @ApiPropertyOptional({ example: 'lembar' }) @IsOptional() @IsString() @MaxLength(200) unit?: string;
  @ApiPropertyOptional({ example: '40' }) @IsOptional() @IsString() @MaxLength(40) capacityPerMonth?: string;
  @ApiPropertyOptional({ example: 'lembar' }) @IsOptional() @IsString() @MaxLength(200) capacityUnit?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) rawMaterial?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(2000) rawMaterialOrigin?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(20_000) legend?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(20_000) localWisdom?: string;
  @ApiPropertyOptional({ enum: STAGES }) @IsOptional() @IsString() @MaxLength(40) stage?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) season?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(1000) source?: string;
  @ApiPropertyOptional({ type: [VillageLinkDto], maxItems: MOST_LINKS })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_LINKS)
  @ValidateNested({ each: true })
  @Type(() => VillageLinkDto)
  villages?: VillageLinkDto[];
  /** Nomor pelaku usaha. */
  @ApiPropertyOptional({ type: [String], maxItems: MOST_LINKS })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(MOST_LINKS)
  @Matches(ID, { each: true, message: 'Nomor pelaku usaha terdiri atas angka' })
  makers?: string[];
}

export class ProductChangeDto extends ProductDto {
  /** Versi yang dibaca sebelum diubah: bila sudah tidak sama, perubahan ditolak. */
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ProductStateDto {
  @ApiProperty({ enum: PRODUCT_STATES }) @IsIn(PRODUCT_STATES) state: ProductState;
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class ProductVerificationDto {
  /** Hari produk dilihat; null menghapus verifikasi. */
  @ApiProperty({ type: String, format: 'date', nullable: true })
  @IsOptional()
  @Matches(DAY, { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' })
  day: string | null;
  @ApiProperty() @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class FoundStarDto implements Star {
  @ApiProperty({ enum: STAR_SCHEMES }) scheme: StarScheme;
  @ApiProperty() stars: number;
}

export class ProductStarDto extends FoundStarDto implements ProductStar {
  @ApiProperty({ format: 'date' }) decidedOn: string;
}

export class FoundProductDto implements FoundProduct {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty() groupCode: string;
  @ApiProperty({ type: String, nullable: true, example: '350000.00' }) price: string | null;
  @ApiProperty({ type: String, nullable: true }) unit: string | null;
  @ApiProperty({ type: String, nullable: true }) place: string | null;
  /** Foto pertama: /katalog/foto/{photo}.webp */
  @ApiProperty({ type: String, nullable: true }) photo: string | null;
  @ApiProperty({ enum: CERTIFICATE_KINDS, isArray: true }) certificates: CertificateKind[];
  /** Bintang dari keputusan terbaru; null = belum ada keputusan. */
  @ApiProperty({ type: FoundStarDto, nullable: true }) star: FoundStarDto | null;
  @ApiProperty() listed: boolean;
  @ApiProperty() verified: boolean;
  @ApiProperty({ enum: PRODUCT_STATES }) state: ProductState;
}

export class SearchCorrectionDto {
  @ApiProperty() typed: string;
  @ApiProperty() meant: string;
}

export class FacetValueDto {
  @ApiProperty() value: string;
  @ApiProperty({ type: String, nullable: true }) label: string | null;
  @ApiProperty() count: number;
}

export class FacetsDto implements FacetCounts {
  @ApiProperty({ type: [FacetValueDto] }) place: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) group: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) certificate: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) star: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) class: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) listed: FacetValueDto[];
  @ApiProperty({ type: [FacetValueDto] }) price: FacetValueDto[];
}

export class ProductPageDto {
  @ApiProperty({ type: [FoundProductDto] }) items: FoundProductDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
  /** Terisi bila tidak ada yang cocok dengan kata yang diketik, dan ada yang cocok dengan kata yang mirip. */
  @ApiProperty({ type: SearchCorrectionDto, nullable: true }) correction: SearchCorrectionDto | null;
  @ApiProperty({ type: FacetsDto, nullable: true }) facets: FacetsDto | null;
}

export class ProductGroupDto implements ProductGroup {
  @ApiProperty() code: string;
  @ApiProperty() name: string;
  @ApiProperty() isFood: boolean;
}

export class ProductVillageDto implements ProductVillage {
  @ApiProperty() code: string;
  @ApiProperty() kind: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) district: string | null;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
  @ApiProperty({ type: String, nullable: true }) regencyCode: string | null;
  @ApiProperty() isFlagship: boolean;
}

export class ProductMakerDto implements ProductMaker {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) village: string | null;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
}

export class CertificateViewDto implements Certificate {
  @ApiProperty() id: string;
  @ApiProperty({ enum: CERTIFICATE_KINDS }) kind: CertificateKind;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty({ type: String, nullable: true }) issuer: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  /** Persen TKDN. */
  @ApiProperty({ type: String, nullable: true, example: '41.50' }) value: string | null;
  @ApiProperty({ type: String, nullable: true }) enterpriseId: string | null;
  @ApiProperty({ type: String, nullable: true }) enterprise: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) verifiedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) verifiedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty() version: number;
}

export class ListingViewDto implements Listing {
  @ApiProperty() id: string;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty() externalId: string;
  @ApiProperty({ type: String, nullable: true }) category: string | null;
  @ApiProperty({ type: String, nullable: true }) etalase: string | null;
  @ApiProperty({ type: String, nullable: true }) url: string | null;
  @ApiProperty({ type: String, nullable: true }) enterpriseId: string | null;
  @ApiProperty({ type: String, nullable: true }) enterprise: string | null;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty() version: number;
}

export class PhotoViewDto implements PhotoView {
  @ApiProperty() id: string;
  /** Alamatnya /katalog/foto/{id}-{key}.webp, kecil: /katalog/foto/{id}-{key}-kecil.webp */
  @ApiProperty() key: string;
  @ApiProperty() alt: string;
  @ApiProperty() width: number;
  @ApiProperty() height: number;
  @ApiProperty() position: number;
}

/** A product; who keeps it, and the internal notes, are null for those who may not read products. */
export class ProductViewDto implements Omit<Product, 'nameKey' | 'createdAt' | 'groupCode'> {
  @ApiProperty() id: string;
  /** Alamat halamannya: /katalog/{id}-{slug} */
  @ApiProperty() slug: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: ProductGroupDto }) group: ProductGroupDto;
  @ApiProperty({ type: String, nullable: true }) description: string | null;
  @ApiProperty({ type: String, nullable: true, example: '350000.00' }) price: string | null;
  @ApiProperty({ type: String, nullable: true }) unit: string | null;
  @ApiProperty({ type: String, nullable: true, example: '40.00' }) capacityPerMonth: string | null;
  @ApiProperty({ type: String, nullable: true }) capacityUnit: string | null;
  @ApiProperty({ type: String, nullable: true }) rawMaterial: string | null;
  @ApiProperty({ type: String, nullable: true }) rawMaterialOrigin: string | null;
  @ApiProperty({ type: String, nullable: true }) legend: string | null;
  @ApiProperty({ type: String, nullable: true }) localWisdom: string | null;
  @ApiProperty({ enum: STAGES, nullable: true }) stage: Stage | null;
  @ApiProperty({ type: String, nullable: true }) season: string | null;
  @ApiProperty({ type: String, nullable: true }) source: string | null;
  @ApiProperty({ enum: PRODUCT_STATES }) state: ProductState;
  @ApiProperty({ type: String, format: 'date', nullable: true }) verifiedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) verifiedBy: string | null;
  @ApiProperty({ type: String, nullable: true }) createdBy: string | null;
  @ApiProperty({ type: String, nullable: true }) updatedBy: string | null;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
  @ApiProperty() version: number;
  @ApiProperty({ type: [ProductVillageDto] }) villages: ProductVillageDto[];
  @ApiProperty({ type: [ProductMakerDto] }) makers: ProductMakerDto[];
  @ApiProperty({ type: [CertificateViewDto] }) certificates: CertificateViewDto[];
  @ApiProperty({ type: [ListingViewDto] }) listings: ListingViewDto[];
  @ApiProperty({ type: [PhotoViewDto] }) photos: PhotoViewDto[];
  /** Bintang dari keputusan terbaru; null = belum ada keputusan. */
  @ApiProperty({ type: ProductStarDto, nullable: true }) star: ProductStarDto | null;
}

export function filterOf(query: ProductQueryDto): ProductFilter {
  return {
    text: query.text ?? null,
    place: query.place ?? null,
    group: query.group ?? null,
    certificate: query.certificate ?? null,
    star: query.star === undefined ? null : starOf(query.star),
    makerClass: query.class ?? null,
    listed: query.listed === undefined ? null : query.listed === 'yes',
    priceFrom: query.priceFrom ?? null,
    priceTo: query.priceTo ?? null,
    state: query.state === 'all' ? null : query.state,
  };
}

export function pageView(found: ProductPage, facets: FacetCounts | null): ProductPageDto {
  const { items, total, page, pages, correction } = found;
  return { items: items.map(foundView), total, page, pages, size: PAGE_SIZE, correction, facets };
}

function foundView(found: FoundProduct): FoundProductDto {
  const { id, name, groupCode, price, unit, place, photo, certificates, star, listed, verified, state } = found;
  return { id, name, groupCode, price, unit, place, photo, certificates, star, listed, verified, state };
}

/** `inside` = for somebody who may read products: with who keeps it. */
export function productView(product: Product, inside: boolean): ProductViewDto {
  return {
    id: product.id,
    slug: slugOf(product.name),
    name: product.name,
    group: product.group,
    description: product.description,
    price: product.price,
    unit: product.unit,
    capacityPerMonth: product.capacityPerMonth,
    capacityUnit: product.capacityUnit,
    rawMaterial: product.rawMaterial,
    rawMaterialOrigin: product.rawMaterialOrigin,
    legend: product.legend,
    localWisdom: product.localWisdom,
    stage: product.stage,
    season: product.season,
    source: inside ? product.source : null,
    state: product.state,
    verifiedOn: product.verifiedOn,
    verifiedBy: inside ? product.verifiedBy : null,
    createdBy: inside ? product.createdBy : null,
    updatedBy: inside ? product.updatedBy : null,
    updatedAt: product.updatedAt,
    version: product.version,
    villages: product.villages,
    makers: product.makers,
    certificates: product.certificates.map((one) => ({
      ...one,
      verifiedBy: inside ? one.verifiedBy : null,
      note: inside ? one.note : null,
    })),
    listings: product.listings,
    photos: product.photos,
    star: product.star,
  };
}
