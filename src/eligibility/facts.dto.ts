import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  Validate,
  ValidateIf,
  ValidateNested,
  ValidatorConstraint,
  type ValidatorConstraintInterface,
} from 'class-validator';
import { isDay } from '../shared/dates.js';
import {
  type EnterpriseClass,
  type EnterpriseFacts,
  LEGAL_FORMS,
  type LegalForm,
  type OvopFacts,
  type Paper,
  PRODUCT_GROUPS,
  type ProductFacts,
  type ProductGroup,
  RISK_LEVELS,
  type RiskLevel,
} from './rules/facts.js';

@ValidatorConstraint({ name: 'calendarDay' })
class CalendarDay implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    return typeof value === 'string' && isDay(value) && /^(19|20)/.test(value);
  }

  defaultMessage(): string {
    return 'Tanggal ditulis tahun-bulan-hari, contoh 2026-08-31';
  }
}

const CLASSES: readonly EnterpriseClass[] = ['mikro', 'kecil', 'menengah', 'besar'];
const MOST = 50;

/** What is left out is not known; null is no answer, except where it says that there is none. */
const MaybeUnknown = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
const MaybeNone = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined && value !== null);

const Flag = (description: string): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: Boolean, description }), MaybeUnknown(), IsBoolean());
const Choice = (values: readonly string[], description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, description }),
    MaybeUnknown(),
    IsIn(values, { message: `Pilih dari ${values.join(', ')}` }),
  );
const Text = (description: string, example: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, maxLength: 80, description, example }),
    MaybeUnknown(),
    IsString(),
    MaxLength(80),
  );
const TextOrNone = (description: string, example: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, nullable: true, maxLength: 80, description, example }),
    MaybeNone(),
    IsString(),
    MaxLength(80),
  );
const Amount = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, description, example: '120000000.00' }),
    MaybeUnknown(),
    Matches(/^\d{1,18}(\.\d{1,2})?$/, { message: 'Tulis angka rupiah, contoh 120000000.00' }),
  );
const Day = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', description }),
    MaybeUnknown(),
    Validate(CalendarDay),
  );
const DayOrNone = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date', nullable: true, description }),
    MaybeNone(),
    Validate(CalendarDay),
  );
const Texts = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], maxItems: MOST, description }),
    MaybeUnknown(),
    IsArray(),
    ArrayMaxSize(MOST),
    IsString({ each: true }),
    MaxLength(80, { each: true }),
  );
const OnePaper = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => StatedPaperDto, description }),
    MaybeUnknown(),
    IsObject(),
    ValidateNested(),
    Type(() => StatedPaperDto),
  );
const Papers = (description: string): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: () => [StatedDocumentDto], maxItems: MOST, description }),
    MaybeUnknown(),
    IsArray(),
    ArrayMaxSize(MOST),
    IsObject({ each: true }),
    ValidateNested({ each: true }),
    Type(() => StatedDocumentDto),
  );

export class StatedPaperDto {
  @ApiProperty({ description: 'Ada atau tidak' }) @IsBoolean() held: boolean;
  @Day('Hari terbit') issuedOn?: string;
  @DayOrNone('Hari terakhir berlaku; null = tanpa batas; tanpa isian = tidak diketahui') expiresOn?: string | null;
}

export class StatedDocumentDto extends StatedPaperDto {
  @ApiProperty({ maxLength: 80, example: 'bukti-kswp' }) @IsString() @MaxLength(80) kind: string;
}

export class StatedTkdnDto extends StatedPaperDto {
  @ApiPropertyOptional({ type: String, example: '45.5' })
  @MaybeUnknown()
  @Matches(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/, { message: 'Tulis persen dari 0 sampai 100, contoh 45.5' })
  percent?: string;
  @Flag('Pernyataan mandiri industri kecil') selfDeclared?: boolean;
}

export class StatedSanctionDto {
  @ApiProperty({ format: 'date' }) @Validate(CalendarDay) from: string;
  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'null = belum ada batasnya' })
  @MaybeNone()
  @Validate(CalendarDay)
  to: string | null = null;
}

export class StatedKbliDto {
  @ApiProperty({ enum: ['2015', '2017', '2020', '2025'] })
  @IsIn(['2015', '2017', '2020', '2025'], { message: 'Pilih edisi 2015, 2017, 2020, atau 2025' })
  edition: string;
  @ApiProperty({ example: '10794' }) @Matches(/^\d{5}$/, { message: 'KBLI terdiri atas 5 angka' }) code: string;
}

export class StatedEnterpriseDto {
  @TextOrNone('NIB; null = belum ada', '9120000000001') nib?: string | null;
  @Choice(['active', 'not-active'], 'Status NIB dalam OSS') nibStatus?: 'active' | 'not-active';
  @Flag('NIB sudah dipakai akun lain') nibTaken?: boolean;
  @Choice(LEGAL_FORMS, 'Bentuk usaha') legalForm?: LegalForm;
  @Flag('Pengelola akun adalah orang pada NIB') adminIsNibHolder?: boolean;
  @Flag('Ada surat kuasa badan usaha') powerOfAttorney?: boolean;
  @Flag('Ada NPWP; nomornya tidak diminta') hasNpwp?: boolean;
  @Choice(['none', 'head-office', 'branch'], 'Nomor tempat usaha (NITKU)') nitku?: 'none' | 'head-office' | 'branch';
  @Choice(['valid', 'not-valid'], 'Status pajak (KSWP)') taxStatus?: 'valid' | 'not-valid';
  @DayOrNone('Hari terakhir keterangan status pajak; null = tanpa batas') taxStatusUntil?: string | null;
  @ApiPropertyOptional({
    type: [StatedSanctionDto],
    maxItems: MOST,
    description: 'Sanksi daftar hitam; [] = tidak ada',
  })
  @MaybeUnknown()
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => StatedSanctionDto)
  blacklist?: StatedSanctionDto[];
  @Day('Hari daftar hitam diperiksa') blacklistCheckedOn?: string;
  @Flag('Pakta integritas sudah ditandatangani') integrityPact?: boolean;
  @Papers('Dokumen usaha') documents?: StatedDocumentDto[];
  @ApiPropertyOptional({ type: [StatedKbliDto], maxItems: MOST })
  @MaybeUnknown()
  @IsArray()
  @ArrayMaxSize(MOST)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => StatedKbliDto)
  kbli?: StatedKbliDto[];
  @Choice(RISK_LEVELS, 'Tingkat risiko dalam OSS') riskLevel?: RiskLevel;
  @Texts('Izin selain NIB: sertifikat-standar, sertifikat-standar-terverifikasi, izin') permits?: string[];
  @Text('Peran dalam katalog', 'produsen') role?: string;
  @OnePaper('Surat penunjukan') appointment?: StatedPaperDto;
  @Amount('Modal usaha tanpa tanah dan bangunan') capital?: string;
  @Amount('Hasil penjualan setahun') sales?: string;
  @Day('Hari pendirian') establishedOn?: string;
  @Choice(CLASSES, 'Kelas pada katalog') catalogueClass?: EnterpriseClass;
  @Choice(CLASSES, 'Kelas pada SIKaP') sikapClass?: EnterpriseClass;
  @Choice(['none', ...CLASSES], 'Kelas usaha yang memiliki atau menguasai') parentClass?: EnterpriseClass | 'none';
  @Text('Kode wilayah Kemendagri', '53.15.05.2001') wilayahCode?: string;
  @Flag('Ada identitas digital') digitalIdentity?: boolean;
  @Flag('Ada akun SPSE dengan agregasi data penyedia') spseAccount?: boolean;
  @Flag('Profil SIKaP terisi') sikapFilled?: boolean;
}

export class StatedProductDto {
  @Choice(PRODUCT_GROUPS, 'Golongan produk') group?: ProductGroup;
  @Text('Jenis produk untuk KBLI', 'keripik') kind?: string;
  @Texts('Sifat pangan: susu, hewani-dingin-beku, kaleng-asam-rendah, dan seterusnya; [] = tidak ada')
  traits?: string[];
  @OnePaper('P-IRT') pirt?: StatedPaperDto;
  @OnePaper('Izin edar MD') md?: StatedPaperDto;
  @OnePaper('Sertifikat halal') halal?: StatedPaperDto;
  @Flag('Kemasan memuat keterangan tidak halal') nonHalalStatement?: boolean;
  @Papers('Izin lain menurut golongan') otherLicences?: StatedDocumentDto[];
  @Text('Pangan wajib SNI yang mana, atau none', 'none') sniProduct?: string;
  @OnePaper('Sertifikat SNI') sni?: StatedPaperDto;
  @ApiPropertyOptional({ type: StatedTkdnDto })
  @MaybeUnknown()
  @IsObject()
  @ValidateNested()
  @Type(() => StatedTkdnDto)
  tkdn?: StatedTkdnDto;
  @OnePaper('Merek terdaftar') brand?: StatedPaperDto;
  @OnePaper('Indikasi geografis') geographicalIndication?: StatedPaperDto;
  @Texts('Bahan baku') materials?: string[];
  @OnePaper('Dokumen legalitas hasil hutan') forestDocument?: StatedPaperDto;
  @Flag('Didaftarkan pada etalase (v5)') onEtalase?: boolean;
  @TextOrNone('Kategori (v6); null = belum ada', 'Keripik') category?: string | null;
}

export class StatedOvopDto implements OvopFacts {
  @Flag('Khas setempat') localSpecialty?: boolean;
  @Flag('Unik dan bercitra tradisi') unique?: boolean;
  @Flag('Bermutu') goodQuality?: boolean;
  @Flag('Berpotensi pasar') hasMarket?: boolean;
  @Flag('Berkesinambungan') continuous?: boolean;
  @Choice(['none', 'met', 'missing'], 'Sentra: tidak ada, memenuhi, belum memenuhi') sentra?:
    'none' | 'met' | 'missing';
  @TextOrNone('Kode desa atau kelurahan; null = tidak ada', '53.15.05.2001') village?: string | null;
  @Flag('Produk unggulan desanya') flagship?: boolean;
  @Flag('Diusulkan dinas kabupaten atau kota') proposedByDinas?: boolean;
  @Text('Kelompok komoditas OVOP', 'tenun') commodity?: string;
}

/** What somebody states, as facts: nothing of it was seen at its source, so nothing is marked as verified. */
export function statedEnterprise(dto: StatedEnterpriseDto): EnterpriseFacts {
  const { hasNpwp, nitku, documents, appointment, blacklist, kbli, ...same } = dto;
  return {
    ...same,
    kbli: kbli?.map(({ edition, code }) => ({ edition, code })),
    blacklist: blacklist?.map(({ from, to }) => ({ from, to })),
    npwp: hasNpwp === undefined ? undefined : hasNpwp ? 'uncheckable' : 'none',
    nitku,
    nitkuFitsNpwp: nitku === undefined ? undefined : true,
    documents: named(documents),
    appointment: paper(appointment),
  };
}

export function statedProduct(dto: StatedProductDto): ProductFacts {
  const { pirt, md, halal, otherLicences, sni, tkdn, brand, geographicalIndication, forestDocument, ...same } = dto;
  const declared = paper(tkdn);
  return {
    ...same,
    pirt: paper(pirt),
    md: paper(md),
    halal: paper(halal),
    otherLicences: named(otherLicences),
    sni: paper(sni),
    tkdn: declared ? { ...declared, percent: tkdn?.percent, selfDeclared: tkdn?.selfDeclared } : declared,
    brand: paper(brand),
    geographicalIndication: paper(geographicalIndication),
    forestDocument: paper(forestDocument),
  };
}

function paper(dto: StatedPaperDto | undefined): Paper | null | undefined {
  if (dto === undefined) return undefined;
  return dto.held ? { issuedOn: dto.issuedOn, expiresOn: dto.expiresOn } : null;
}

function named(papers: readonly StatedDocumentDto[] | undefined): Record<string, Paper | null> | undefined {
  if (papers === undefined) return undefined;
  const found: Record<string, Paper | null> = Object.create(null) as Record<string, Paper | null>;
  for (const one of papers) found[one.kind] = paper(one) ?? null;
  return found;
}
