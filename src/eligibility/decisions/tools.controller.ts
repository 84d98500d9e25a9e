import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiCookieAuth,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { holds, viewerOf } from '../../access/viewer.js';
import { writeXlsx } from '../../shared/spreadsheet.js';
import { uploadedBytes } from '../../shared/upload.js';
import { ListService, templateSheets } from '../list/list.service.js';
import { WhatIfAnswerDto, WhatIfBegunDto, WhatIfDto, WhatIfRunDto } from './what-if.dto.js';
import { WhatIfRuns } from './what-if-runs.service.js';
import { type WhatIfQuestion, WhatIfService } from './what-if.service.js';

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
    private readonly runs: WhatIfRuns,
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
  ask(@Body() body: WhatIfDto): Promise<WhatIfAnswerDto> {
    return this.whatIf.ask(questionOf(body));
  }

  @Post('what-if/runs')
  @HttpCode(202)
  @ApiOperation({ summary: 'Pengandaian untuk berapa pun pelaku usaha, di belakang layar; hasilnya ada satu hari' })
  @ApiAcceptedResponse({ type: WhatIfBegunDto })
  @ApiConflictResponse({ description: 'Pengandaian lain sedang dihitung' })
  @ApiUnprocessableEntityResponse({ description: 'Isian tidak dapat diterima' })
  async begin(@Body() body: WhatIfDto, @Req() request: FastifyRequest): Promise<WhatIfBegunDto> {
    return { id: await this.runs.start(questionOf(body), viewerOf(request).username) };
  }

  @Get('what-if/runs/:id')
  @ApiOperation({ summary: 'Sampai di mana perhitungan itu, dan hasilnya bila selesai' })
  @ApiOkResponse({ type: WhatIfRunDto })
  @ApiNotFoundResponse({ description: 'Tidak ada, atau sudah lewat satu hari' })
  async run(@Param('id') id: string): Promise<WhatIfRunDto> {
    const { question: _question, ...run } = await this.runs.get(id);
    return run;
  }

  @Delete('what-if/runs/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Membatalkan perhitungan yang berjalan' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: 'Sudah berakhir' })
  @ApiNotFoundResponse({ description: 'Tidak ada, atau sudah lewat satu hari' })
  cancel(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    const viewer = viewerOf(request);
    return this.runs.cancel(id, viewer.username, holds(viewer, 'eligibility.write'));
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

function questionOf({ key, value, from, to, day = from, platform, within }: WhatIfDto): WhatIfQuestion {
  return { proposal: { key, value, from, to }, day, platform, within };
}

function sheet(bytes: Buffer, name: string): StreamableFile {
  return new StreamableFile(bytes, { type: XLSX, disposition: `attachment; filename="${name}.xlsx"` });
}
