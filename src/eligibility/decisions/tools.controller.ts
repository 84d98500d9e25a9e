import { Body, Controller, Get, HttpCode, Post, Req, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { writeXlsx } from '../../shared/spreadsheet.js';
import { uploadedBytes } from '../../shared/upload.js';
import { ListService, templateSheets } from '../list/list.service.js';
import { WhatIfAnswerDto, WhatIfDto } from './what-if.dto.js';
import { WhatIfService } from './what-if.service.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;

/** Judging without keeping: a changed law over everybody, and a list that somebody brings. */
@ApiTags('Kelayakan')
@ApiCookieAuth()
@Controller('api/v1/eligibility')
@Allow('eligibility.read')
export class ToolsController {
  constructor(
    private readonly whatIf: WhatIfService,
    private readonly lists: ListService,
  ) {}

  @Post('what-if')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Siapa yang menjadi layak dan siapa yang berhenti bila satu ketentuan berubah; tidak ada yang disimpan',
  })
  @ApiOkResponse({ type: WhatIfAnswerDto })
  @ApiConflictResponse({ description: 'Pengandaian lain sedang dihitung' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  ask(@Body() { key, value, from, to, day = from, platform, within }: WhatIfDto): Promise<WhatIfAnswerDto> {
    return this.whatIf.ask({ proposal: { key, value, from, to }, day, platform, within });
  }

  @Get('list/template')
  @ApiOperation({ summary: 'Contoh daftar yang dapat dinilai' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async template(): Promise<StreamableFile> {
    return sheet(await writeXlsx({ sheets: templateSheets() }), 'contoh-penilaian-daftar');
  }

  @Post('list')
  @HttpCode(200)
  @ApiOperation({ summary: 'Menilai sebuah daftar (XLSX atau CSV); jawabannya XLSX, tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiUnprocessableEntityResponse({ description: 'Berkas tidak dapat dibaca' })
  async judge(@Req() request: FastifyRequest): Promise<StreamableFile> {
    return sheet(await this.lists.judgeToXlsx(await uploadedBytes(request)), 'hasil-penilaian-daftar');
  }
}

function sheet(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, { type: XLSX, disposition: `attachment; filename="${name}.xlsx"` });
}
