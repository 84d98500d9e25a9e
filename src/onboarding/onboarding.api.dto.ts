import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import {
  ACCOUNT_STATES,
  type AccountState,
  PROPOSAL_STATES,
  type ProposalState,
  REQUEST_STATES,
  type RequestState,
} from './onboarding.js';

export class QueueStepDto {
  @ApiProperty() action: string;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ description: 'Nama yang melakukannya' }) by: string;
  @ApiProperty({ format: 'date-time' }) at: string;
}

export class QueuedAccountDto {
  @ApiProperty({ format: 'uuid' }) userId: string;
  @ApiProperty() username: string;
  @ApiProperty() displayName: string;
  @ApiProperty({ enum: ACCOUNT_STATES }) state: AccountState;
  @ApiProperty({ description: 'Menurut pendaftar; bukan bukti' }) claimedName: string;
  @ApiProperty({ type: String, nullable: true }) claimedNib: string | null;
  @ApiProperty({ type: String, nullable: true }) claimedPlace: string | null;
  @ApiProperty({ type: String, nullable: true }) enterpriseId: string | null;
  @ApiProperty() emailConfirmed: boolean;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class AccountCandidateDto {
  @ApiProperty() id: string;
  @ApiProperty() name: string;
  @ApiProperty({ type: String, nullable: true }) nib: string | null;
  @ApiProperty({ type: String, nullable: true }) place: string | null;
  @ApiProperty({ enum: ['nib', 'name'] }) because: 'nib' | 'name';
  @ApiProperty({ type: 'integer', description: 'Akun yang sudah terhubung' }) accounts: number;
}

export class QueuedAccountDetailDto extends QueuedAccountDto {
  @ApiProperty({ type: [AccountCandidateDto] }) candidates: AccountCandidateDto[];
  @ApiProperty({ type: [QueueStepDto] }) steps: QueueStepDto[];
}

export class QueuedRequestDto {
  @ApiProperty() id: string;
  @ApiProperty() enterpriseId: string;
  @ApiProperty() enterpriseName: string;
  @ApiProperty() requestedBy: string;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ enum: REQUEST_STATES }) state: RequestState;
  @ApiProperty({ type: String, nullable: true, description: 'Keputusan kelayakan yang dibuat ketika disetujui' })
  decisionId: string | null;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class QueuedRequestDetailDto extends QueuedRequestDto {
  @ApiProperty({ type: [QueueStepDto] }) steps: QueueStepDto[];
}

export class QueuedProposalDto {
  @ApiProperty() id: string;
  @ApiProperty() enterpriseId: string;
  @ApiProperty() enterpriseName: string;
  @ApiProperty() proposedBy: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'object', properties: { from: { type: 'string' }, to: { type: 'string' } } },
    description: 'Isian dengan yang tercatat ketika diusulkan dan yang diusulkan',
  })
  changes: object;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Pernyataan usaha tentang dirinya' })
  stated: object;
  @ApiProperty({ type: String, nullable: true }) note: string | null;
  @ApiProperty({ enum: PROPOSAL_STATES }) state: ProposalState;
  @ApiProperty({ type: 'integer' }) version: number;
  @ApiProperty({ format: 'date-time' }) createdAt: string;
}

export class QueuedProposalDetailDto extends QueuedProposalDto {
  @ApiProperty({ type: [QueueStepDto] }) steps: QueueStepDto[];
}

export class QueueDto {
  @ApiProperty({ type: [QueuedAccountDto], description: 'Yang paling lama dahulu' }) accounts: QueuedAccountDto[];
  @ApiProperty({ type: [QueuedRequestDto] }) requests: QueuedRequestDto[];
  @ApiProperty({ type: [QueuedProposalDto] }) proposals: QueuedProposalDto[];
}

export class QueueVersionDto {
  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'Versi yang dibuka; bila sudah berubah, tidak ada yang disimpan',
  })
  @IsInt()
  @Min(1)
  @Max(2_000_000_000)
  version: number;
}

export class QueueReasonDto extends QueueVersionDto {
  @ApiProperty({ minLength: 10, maxLength: 500, description: 'Dibaca pelaku usaha' })
  @IsString()
  @MaxLength(1000)
  reason: string;
}

export class LinkAccountDto extends QueueVersionDto {
  @ApiProperty({ example: '12', description: 'Nomor pelaku usaha, atau "baru" untuk catatan baru dari pendaftarannya' })
  @Matches(/^(\d{1,15}|baru)$/, { message: 'Isi nomor pelaku usaha, atau baru' })
  enterprise: string;
}

export class OwnMessageDto {
  @ApiProperty() id: string;
  @ApiProperty() kind: string;
  @ApiProperty() title: string;
  @ApiProperty() body: string;
  @ApiProperty({ type: String, nullable: true, description: 'Alamat di layanan ini' }) link: string | null;
  @ApiProperty({ format: 'date-time' }) sentAt: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readAt: string | null;
}

export class OwnMessagesDto {
  @ApiProperty({ type: [OwnMessageDto], description: 'Yang terbaru dahulu' }) items: OwnMessageDto[];
  @ApiProperty({ type: 'integer' }) total: number;
  @ApiProperty({ type: 'integer' }) unread: number;
}

export class OwnMessagesQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10000, default: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page = 1;
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size = 20;
}
