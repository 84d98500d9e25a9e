import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { type State, STATES } from '../rules/assess.js';
import { type Platform, PLATFORMS } from '../rules/index.js';
import { type Purpose, PURPOSES } from '../rules/rule.js';
import { WHAT_IF_STATES, type WhatIfState } from './what-if-runs.service.js';

const DAY = /^(19|20)\d\d-\d\d-\d\d$/;
const DAY_WORDS = { message: 'Tanggal ditulis tahun-bulan-hari, contoh 2027-01-01' };

export class WhatIfDto {
  @ApiProperty({ example: 'halal.duty.umk', description: 'Kunci ketentuan dalam berkas hukum' })
  @IsString()
  @MaxLength(120)
  key: string;
  @ApiProperty({ example: 'bertahap', description: 'Ditulis menurut satuannya; - = tidak diatur lagi' })
  @IsString()
  @MaxLength(1000)
  value: string;
  @ApiProperty({ format: 'date' }) @Matches(DAY, DAY_WORDS) from: string;
  @ApiPropertyOptional({ format: 'date' }) @IsOptional() @Matches(DAY, DAY_WORDS) to?: string;
  @ApiPropertyOptional({ format: 'date', description: 'Hari yang dinilai; tanpa isian: hari mulai berlakunya' })
  @IsOptional()
  @Matches(DAY, DAY_WORDS)
  day?: string;
  @ApiPropertyOptional({ enum: PLATFORMS, default: 'v6' })
  @IsOptional()
  @IsIn(PLATFORMS, { message: 'Pilih dari v5, v6' })
  platform: Platform = 'v6';
  @ApiPropertyOptional({ example: '53.07', description: 'Kode kabupaten atau kota' })
  @IsOptional()
  @Matches(/^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$/)
  within?: string;
}

export class MovedDto {
  @ApiProperty() enterpriseId: string;
  @ApiProperty() enterpriseName: string;
  @ApiProperty({ type: String, nullable: true }) productId: string | null;
  @ApiProperty({ type: String, nullable: true }) productName: string | null;
  @ApiProperty({ enum: STATES }) before: State;
  @ApiProperty({ enum: STATES }) after: State;
}

export class WhatIfPurposeDto {
  @ApiProperty({ enum: PURPOSES }) purpose: Purpose;
  @ApiProperty() eligibleBefore: number;
  @ApiProperty() eligibleAfter: number;
  @ApiProperty({ type: [MovedDto], description: 'Paling banyak 500' }) becomes: MovedDto[];
  @ApiProperty({ type: [MovedDto], description: 'Paling banyak 500' }) stops: MovedDto[];
  @ApiProperty() becomesCount: number;
  @ApiProperty() stopsCount: number;
}

export class WhatIfParameterDto {
  @ApiProperty() key: string;
  @ApiProperty() label: string;
}

export class WhatIfAnswerDto {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty({ enum: PLATFORMS }) platform: Platform;
  @ApiProperty({ type: WhatIfParameterDto }) parameter: WhatIfParameterDto;
  @ApiProperty() judged: number;
  @ApiProperty({ type: [WhatIfPurposeDto] }) purposes: WhatIfPurposeDto[];
}

export class WhatIfBegunDto {
  @ApiProperty({ description: 'Nomor perhitungan' }) id: string;
}

/** A calculation in the background; its answer is kept for a day. */
export class WhatIfRunDto {
  @ApiProperty() id: string;
  @ApiProperty({ description: 'Nama pengguna yang memintanya' }) askedBy: string;
  @ApiProperty({ enum: WHAT_IF_STATES }) state: WhatIfState;
  @ApiProperty({ type: 'integer', description: 'Pelaku usaha ketika dimulai' }) total: number;
  @ApiProperty({ type: 'integer', description: 'Pelaku usaha yang sudah dinilai' }) done: number;
  @ApiProperty({ type: 'integer', description: 'Usaha dan produk yang sudah dinilai' }) judged: number;
  @ApiProperty({ type: WhatIfAnswerDto, nullable: true, description: 'Ada bila sudah selesai' })
  answer: WhatIfAnswerDto | null;
  @ApiProperty({ format: 'date-time' }) askedAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finishedAt: string | null;
}
