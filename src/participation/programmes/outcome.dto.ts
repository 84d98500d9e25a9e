import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { asText, PageNumber } from '../participation-query.dto.js';
import {
  OUTCOME_REACHED,
  OUTCOME_SIDES,
  type OutcomeMember,
  type OutcomeMembers,
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
  /** null: belum ada tayangan siapa pun yang dicatat. */
  @ApiProperty({ type: Boolean, nullable: true }) listedBefore: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) listedAfter: boolean | null;
  /** null: belum ada pembelian yang diimpor sejak program dimulai. */
  @ApiProperty({ type: Boolean, nullable: true }) soldBefore: boolean | null;
  @ApiProperty({ type: Boolean, nullable: true }) soldAfter: boolean | null;
  /** null: tidak tersedia, atau pemintanya tidak melihat seluruh belanja. */
  @ApiProperty({ type: String, nullable: true, example: '1234.50' }) soldValue: string | null;
  /** true: penjualannya tidak dapat diketahui. */
  @ApiProperty() withoutKey: boolean;
}

export class OutcomeMembersDto implements OutcomeMembers {
  @ApiProperty({ type: [OutcomeMemberDto] }) items: OutcomeMemberDto[];
  /** null: langkah itu tidak tersedia, bukan nol. */
  @ApiProperty({ type: 'integer', nullable: true }) total: number | null;
  @ApiProperty({ type: 'integer' }) page: number;
  @ApiProperty({ type: 'integer' }) pages: number;
}
