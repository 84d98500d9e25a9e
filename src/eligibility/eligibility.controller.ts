import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags, ApiUnprocessableEntityResponse } from '@nestjs/swagger';
import { Allow } from '../access/allow.js';
import { EligibilityAssessmentDto, EligibilityCheckDto } from './eligibility.dto.js';
import { EligibilityService } from './eligibility.service.js';

@ApiTags('Kelayakan')
@Controller('api/v1/eligibility')
export class EligibilityController {
  constructor(private readonly eligibility: EligibilityService) {}

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
