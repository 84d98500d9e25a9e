import { Body, Controller, Get, HttpCode, Param, Post } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { NotFoundError } from '../shared/errors.js';
import { FOR_ALL } from '../shared/open-api.js';
import { DecisionQueries } from './decisions/decision.queries.js';
import { EligibilityAssessmentDto, EligibilityCheckDto, VerifiedDecisionDto } from './eligibility.dto.js';
import { EligibilityService } from './eligibility.service.js';

@ApiTags('Kelayakan')
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(
    private readonly eligibility: EligibilityService,
    private readonly queries: DecisionQueries,
  ) {}

  @Get('verification/:code')
  @Allow('public')
  @ApiOperation({ summary: 'Memeriksa surat keterangan menurut kode pada alamatnya', security: FOR_ALL })
  @ApiOkResponse({ type: VerifiedDecisionDto })
  @ApiNotFoundResponse({ description: 'Tidak ada surat keterangan dengan kode itu' })
  async verify(@Param('code') code: string): Promise<VerifiedDecisionDto> {
    const found = await this.queries.byAddress(code);
    if (found) return found;
    throw new NotFoundError('verification.not-found', 'Tidak ada surat keterangan dengan kode ini. Periksa kodenya.');
  }

  @Post('check')
  @Allow('public')
  @HttpCode(200)
  @ApiOperation({ summary: 'Menilai kelayakan dari keterangan sendiri; tidak ada yang disimpan', security: [] })
  @ApiOkResponse({ type: EligibilityAssessmentDto })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  check(@Body() body: EligibilityCheckDto): EligibilityAssessmentDto {
    return this.eligibility.check(body);
  }
}
