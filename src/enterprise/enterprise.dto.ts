import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
} from 'class-validator';
import { isDay } from '../shared/dates.js';
import { senToDecimal } from '../shared/money.js';
import { CLASSES, type EnterpriseClass, type ParentClass } from './class/class-of.js';
import {
  type ClassOrigin,
  type Enterprise,
  ENTERPRISE_KEY_SCHEMES,
  type EnterpriseDetail,
  type EnterpriseDocument,
  type EnterpriseKeyScheme,
  FIGURE_KINDS,
  type FigureKind,
  LEGAL_FORMS,
  type LegalForm,
  type Membership,
} from './enterprise.js';
import { CLASS_FILTERS, type ClassFilter, type EnterprisePage } from './enterprise.queries.js';
import type { LikeBecause, Proposal } from './merging/duplicates.js';
import type { Merge } from './merging/merging.service.js';

const ID = /^\d{1,18}$/;

export class EnterpriseQueryDto {
  /** Kode Kemendagri; semua yang berada di dalamnya. */
  @ApiPropertyOptional({ example: '53.71' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/)
  within?: string;
  @ApiPropertyOptional({ enum: CLASS_FILTERS })
  @IsOptional()
  @IsIn(CLASS_FILTERS)
  class?: ClassFilter;
  @ApiPropertyOptional({ enum: LEGAL_FORMS })
  @IsOptional()
  @IsIn(LEGAL_FORMS)
  legalForm?: LegalForm;
  @ApiPropertyOptional({ pattern: ID.source })
  @IsOptional()
  @Matches(ID)
  sentraId?: string;
  /** Ada dokumen yang sudah atau akan berakhir pada hari ini. */
  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @IsDayText()
  expiringBy?: string;
  @ApiPropertyOptional({ maxLength: 100 })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  text?: string;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100_000)
  page = 1;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  size = 50;
}

/** 'YYYY-MM-DD' of a day that there is. */
function IsDayText(): PropertyDecorator {
  return ValidateBy(
    { name: 'isDateString', validator: { validate: (value: unknown) => typeof value === 'string' && isDay(value) } },
    { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31' },
  );
}

const text =
  (max: number): PropertyDecorator =>
  (target, key) => {
    ApiPropertyOptional({ type: String, maxLength: max })(target, key);
    IsOptional()(target, key);
    IsString()(target, key);
    MaxLength(max)(target, key);
  };

/** Teks apa adanya; yang kosong berarti tidak ada. NIK, telepon, e-mail, dan NPWP perorangan yang kosong tidak diubah. */
export class EnterpriseInputDto {
  @ApiProperty({ maxLength: 200 }) @IsString() @MinLength(1) @MaxLength(200) name: string;
  @ApiPropertyOptional({ enum: LEGAL_FORMS }) @IsOptional() @IsIn(LEGAL_FORMS) legalForm?: LegalForm;
  @text(40) nib?: string;
  @text(40) nibVerifiedOn?: string;
  @text(100) nibVerifiedWith?: string;
  @text(40) npwp?: string;
  @text(40) npwpVerifiedOn?: string;
  @text(100) npwpVerifiedWith?: string;
  @text(40) nitku?: string;
  @text(40) nik?: string;
  @text(120) ownerName?: string;
  @text(20) ownerWoman?: string;
  @text(40) telepon?: string;
  @text(254) email?: string;
  @text(40) establishedOn?: string;
  @text(20) wilayahCode?: string;
  @text(300) address?: string;
  /** Kode dipisah titik koma; yang pertama utama. */
  @text(300) kbli?: string;
  @text(4) kbliEdition?: string;
  @text(200) parentEnterprise?: string;
  @text(20) parentClass?: string;
  @text(1000) note?: string;
  @text(200) source?: string;
}

export class EnterpriseVersionDto {
  /** Versi yang dibuka; bila sudah diubah orang lain, tidak ada yang disimpan. */
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class EnterpriseChangeDto extends EnterpriseInputDto {
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_000_000_000) version: number;
}

export class FigureInputDto extends EnterpriseVersionDto {
  @ApiProperty({ enum: FIGURE_KINDS }) @IsIn(FIGURE_KINDS) kind: FigureKind;
  @ApiProperty({ pattern: '^(19|20)\\d{2}$' }) @Matches(/^(19|20)\d{2}$/) year: string;
  /** Rupiah; kosong menghapus. */
  @ApiProperty({ maxLength: 30, example: '150000000.00' }) @IsString() @MaxLength(30) amount: string;
  @text(200) source?: string;
}

/** In the address of a removal. */
export class EnterpriseVersionQueryDto {
  /** Versi yang dibuka; bila sudah diubah orang lain, tidak ada yang dihapus. */
  @ApiProperty({ type: 'integer', minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_000_000_000)
  version: number;
}

export class EnterpriseDocumentInputDto extends EnterpriseVersionQueryDto {
  @ApiProperty({ maxLength: 60, example: 'NIB' }) @IsString() @MaxLength(60) kind: string;
  @text(100) number?: string;
  @text(200) issuer?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) issuedOn?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsString() @MaxLength(10) expiresOn?: string;
  @text(500) note?: string;
}

export class MembershipInputDto extends EnterpriseVersionDto {
  /** Satu sentra, atau nama kelompok; tidak keduanya. */
  @ApiPropertyOptional({ pattern: ID.source }) @IsOptional() @Matches(ID) sentraId?: string;
  @text(200) groupName?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() since?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() until?: string;
}

export class KeyInputDto extends EnterpriseVersionDto {
  @ApiProperty({ enum: ENTERPRISE_KEY_SCHEMES }) @IsIn(ENTERPRISE_KEY_SCHEMES) scheme: EnterpriseKeyScheme;
  @ApiProperty({ maxLength: 200 }) @IsString() @MinLength(1) @MaxLength(200) key: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() validFrom?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() validTo?: string;
  @text(300) note?: string;
}

export class KeyRemovalDto extends EnterpriseVersionDto {
  @ApiProperty({ enum: ENTERPRISE_KEY_SCHEMES }) @IsIn(ENTERPRISE_KEY_SCHEMES) scheme: EnterpriseKeyScheme;
  @ApiProperty({ maxLength: 200 }) @IsString() @MinLength(1) @MaxLength(200) key: string;
}

export class ClassDecisionDto extends EnterpriseVersionDto {
  /** Kosong: keputusan pada hari-hari ini dicabut. */
  @ApiProperty({ enum: [...CLASSES, ''] }) @IsIn([...CLASSES, '']) class: EnterpriseClass | '';
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() validFrom?: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() validTo?: string;
  @text(500) basis?: string;
}

export class ClassVerificationDto extends EnterpriseVersionDto {
  @ApiProperty({ format: 'date' }) @IsDayText() validFrom: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @IsDayText() validTo?: string;
}

export class MergeInputDto {
  @ApiProperty({ pattern: ID.source }) @Matches(ID) keptId: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_000_000_000) keptVersion: number;
  @ApiProperty({ pattern: ID.source }) @Matches(ID) mergedId: string;
  @ApiProperty({ type: 'integer', minimum: 1 }) @IsInt() @Min(1) @Max(2_000_000_000) mergedVersion: number;
  @ApiProperty({ minLength: 5, maxLength: 500 }) @IsString() @MinLength(5) @MaxLength(500) reason: string;
}

export class TellApartDto {
  @ApiProperty({ pattern: ID.source }) @Matches(ID) oneId: string;
  @ApiProperty({ pattern: ID.source }) @Matches(ID) otherId: string;
}

export class CreatedDto {
  @ApiProperty() id: string;
}

export class KbliDto {
  @ApiProperty() edition: string;
  @ApiProperty() code: string;
  @ApiProperty() isMain: boolean;
}

export class CountingClassDto {
  @ApiProperty({ enum: CLASSES, type: String, nullable: true }) class: EnterpriseClass | null;
  @ApiProperty({ enum: ['yes', 'no', 'unknown'] }) umk: 'yes' | 'no' | 'unknown';
  @ApiProperty({ enum: ['keputusan', 'verifikasi', 'sumber', 'tidak-diketahui'] }) origin: ClassOrigin;
  @ApiProperty() basis: string;
}

/** Tanpa nama pemilik dan nomor pribadi. Bentuk nomor yang benar bukan berarti sudah dilihat di sumbernya. */
export class EnterpriseViewDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ enum: LEGAL_FORMS }) legalForm: LegalForm;
  @ApiProperty({ type: String, nullable: true }) nib: string | null;
  @ApiProperty({ type: String, nullable: true }) nibForm: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) nibVerifiedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) npwp: string | null;
  @ApiProperty({ type: String, nullable: true }) npwpForm: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) npwpVerifiedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) nitku: string | null;
  @ApiProperty({ type: Boolean, nullable: true }) ownerWoman: boolean | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) establishedOn: string | null;
  @ApiProperty({ type: String, nullable: true }) wilayahCode: string | null;
  @ApiProperty({ type: String, nullable: true }) place: string | null;
  @ApiProperty({ type: String, nullable: true }) address: string | null;
  @ApiProperty({ type: [KbliDto] }) kbli: KbliDto[];
  @ApiProperty({ type: String, nullable: true }) parentEnterprise: string | null;
  @ApiProperty({ type: String, nullable: true }) parentClass: ParentClass | null;
  @ApiProperty({ type: CountingClassDto }) counting: CountingClassDto;
  @ApiProperty({ type: String, nullable: true }) mergedInto: string | null;
  @ApiProperty() version: number;
  @ApiProperty({ format: 'date-time' }) updatedAt: string;
}

export class EnterprisePageDto {
  @ApiProperty({ type: [EnterpriseViewDto] }) items: EnterpriseViewDto[];
  @ApiProperty() total: number;
  @ApiProperty() page: number;
  @ApiProperty() pages: number;
  @ApiProperty() size: number;
}

export class FigureDto {
  @ApiProperty({ enum: FIGURE_KINDS }) kind: FigureKind;
  @ApiProperty() year: number;
  @ApiProperty({ example: '150000000.00' }) amount: string;
  @ApiProperty() source: string;
}

export class ClassPeriodDto {
  @ApiProperty() id: string;
  @ApiProperty({ enum: CLASSES }) class: EnterpriseClass;
  @ApiProperty({ enum: ['keputusan', 'verifikasi'] }) origin: 'keputusan' | 'verifikasi';
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty() basis: string;
  @ApiProperty({ type: String, nullable: true }) decidedBy: string | null;
}

export class DocumentDto {
  @ApiProperty() id: string;
  @ApiProperty() kind: string;
  @ApiProperty({ type: String, nullable: true }) number: string | null;
  @ApiProperty({ type: String, nullable: true }) issuer: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) issuedOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) expiresOn: string | null;
  @ApiProperty({ type: String, format: 'date', nullable: true }) verifiedOn: string | null;
  @ApiProperty() hasFile: boolean;
}

export class EnterpriseDocumentsDto {
  /** Dibawa kembali oleh perubahan berikutnya. */
  @ApiProperty() version: number;
  @ApiProperty({ type: [DocumentDto] }) items: DocumentDto[];
}

export class EnterpriseKeyDto {
  @ApiProperty({ enum: ENTERPRISE_KEY_SCHEMES }) scheme: EnterpriseKeyScheme;
  @ApiProperty() key: string;
  @ApiProperty({ format: 'date' }) validFrom: string;
  @ApiProperty({ type: String, format: 'date', nullable: true }) validTo: string | null;
  @ApiProperty() marksOvop: boolean;
}

export class MembershipDto {
  @ApiProperty() id: string;
  @ApiProperty({ type: String, nullable: true }) sentraId: string | null;
  @ApiProperty() name: string;
}

export class EnterpriseMembershipsDto {
  /** Dibawa kembali oleh perubahan berikutnya. */
  @ApiProperty() version: number;
  @ApiProperty({ type: [MembershipDto] }) items: MembershipDto[];
}

export class EnterpriseDetailDto extends EnterpriseViewDto {
  @ApiProperty({ type: [FigureDto] }) figures: FigureDto[];
  @ApiProperty({ type: [ClassPeriodDto] }) classes: ClassPeriodDto[];
  @ApiProperty({ type: [DocumentDto] }) documents: DocumentDto[];
  @ApiProperty({ type: [MembershipDto] }) memberships: MembershipDto[];
  @ApiProperty({ type: [EnterpriseKeyDto] }) keys: EnterpriseKeyDto[];
}

export class LikenessDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
}

export class ProposalDto implements Proposal {
  @ApiProperty({ type: LikenessDto }) one: LikenessDto;
  @ApiProperty({ type: LikenessDto }) other: LikenessDto;
  @ApiProperty({ enum: ['nib', 'npwp', 'nik', 'name'], isArray: true }) because: LikeBecause[];
  @ApiProperty({ minimum: 0, maximum: 1 }) near: number;
}

export class EnterpriseMergeDto implements Merge {
  @ApiProperty() id: string;
  @ApiProperty() keptId: string;
  @ApiProperty() keptName: string;
  @ApiProperty() mergedId: string;
  @ApiProperty() mergedName: string;
  @ApiProperty() reason: string;
  @ApiProperty() mergedBy: string;
  @ApiProperty({ format: 'date-time' }) mergedAt: string;
  @ApiProperty({ type: String, nullable: true }) undoneBy: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) undoneAt: string | null;
}

export function enterpriseView(one: Enterprise): EnterpriseViewDto {
  return {
    id: one.id,
    name: one.name,
    legalForm: one.legalForm,
    nib: one.nib,
    nibForm: one.nibForm,
    nibVerifiedOn: one.nibVerifiedOn,
    npwp: one.npwp,
    npwpForm: one.npwpForm,
    npwpVerifiedOn: one.npwpVerifiedOn,
    nitku: one.nitku,
    ownerWoman: one.ownerWoman,
    establishedOn: one.establishedOn,
    wilayahCode: one.wilayahCode,
    place: one.place,
    address: one.address,
    kbli: one.kbli.map(({ edition, code, isMain }) => ({ edition, code, isMain })),
    parentEnterprise: one.parentEnterprise,
    parentClass: one.parentClass,
    counting: one.counting,
    mergedInto: one.mergedInto,
    version: one.version,
    updatedAt: one.updatedAt,
  };
}

export function pageView({ items, total, page, pages, size }: EnterprisePage): EnterprisePageDto {
  return { items: items.map(enterpriseView), total, page, pages, size };
}

export function detailView(one: EnterpriseDetail): EnterpriseDetailDto {
  return {
    ...enterpriseView(one),
    figures: one.figures.map(({ kind, year, amount, source }) => ({
      kind,
      year,
      amount: senToDecimal(amount),
      source,
    })),
    classes: one.classes.map(({ id, class: found, origin, validFrom, validTo, basis, decidedBy }) => ({
      id,
      class: found,
      origin,
      validFrom,
      validTo,
      basis,
      decidedBy,
    })),
    documents: one.documents.map(documentView),
    memberships: one.memberships.map(membershipView),
    keys: one.keys.map(({ scheme, key, validFrom, validTo, marksOvop }) => ({
      scheme,
      key,
      validFrom,
      validTo,
      marksOvop,
    })),
  };
}

export function documentView(document: EnterpriseDocument): DocumentDto {
  const { id, kind, number, issuer, issuedOn, expiresOn, verifiedOn, file } = document;
  return { id, kind, number, issuer, issuedOn, expiresOn, verifiedOn, hasFile: file !== null };
}

export function membershipView({ id, sentraId, name }: Membership): MembershipDto {
  return { id, sentraId, name };
}
