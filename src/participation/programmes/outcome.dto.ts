import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { asText, PageNumber } from '../participation-query.dto.js';
import type { RowsPage } from '../rows-page.js';
import {
  OUTCOME_REACHED,
  OUTCOME_SIDES,
  type OutcomeMember,
  type OutcomeReached,
  type OutcomeSideName,
} from './outcome.js';

export class OutcomeMembersQueryDto {
  @ApiPropertyOptional({ enum: OUTCOME_SIDES, default: 'peserta' })
  @asText()
  @IsOptional()
  @IsIn(OUTCOME_SIDES)
  side?: OutcomeSideName;

  @ApiPropertyOptional({ enum: OUTCOME_REACHED, default: 'semua' })
  @asText()
  @IsOptional()
  @IsIn(OUTCOME_REACHED)
  reached?: OutcomeReached;

  @PageNumber() page?: number;
}

export class OutcomeMemberDto implements OutcomeMember {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) regency: string | null;
  /** Tanggal ikutnya; bagi yang tidak ikut hari pertama program. */
  @ApiProperty({ format: 'date' }) since: string;
  /** null: belum diputuskan. */
  @ApiProperty({ type: Boolean, nullable: true }) eligible: boolean | null;
  @ApiProperty() listedBefore: boolean;
  @ApiProperty() listedAfter: boolean;
  @ApiProperty() soldBefore: boolean;
  @ApiProperty() soldAfter: boolean;
  @ApiProperty({ example: '1234.50' }) soldValue: string;
  /** true: penjualannya tidak dapat diketahui. */
  @ApiProperty() withoutKey: boolean;
}

export class OutcomeMembersDto implements RowsPage<OutcomeMemberDto> {
  @ApiProperty({ type: [OutcomeMemberDto] }) items: OutcomeMemberDto[];
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}
