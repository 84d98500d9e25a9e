import { Body, Controller, HttpCode, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../access/allow.js';
import { unpack } from '../../shared/carried-file.js';
import { readForm } from '../../shared/spreadsheet-reader.js';
import { sendSheets } from '../download.js';
import { PROBLEM_COLUMNS } from './list-import.view.js';

/** What was wrong with a list, as a spreadsheet. It only gives back what the page before it showed; nothing is kept. */
@ApiExcludeController()
@Controller('daftar')
@Allow('signed-in')
export class ListProblemsController {
  @Post('masalah.xlsx')
  @HttpCode(200)
  async problems(@Body() body: Readonly<Record<string, unknown>>, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const rows = await readForm(unpack(body?.['isi']), PROBLEM_COLUMNS);
    return sendSheets(reply, 'xlsx', 'kesalahan-daftar', [
      {
        name: 'Kesalahan',
        columns: [
          { heading: 'Baris', type: 'text', width: 8 },
          { heading: 'Kolom', type: 'text' },
          { heading: 'Isi', type: 'text', width: 30 },
          { heading: 'Alasan', type: 'text', width: 80 },
        ],
        rows: rows.map(({ values }) => [values.line, values.column, values.value, values.reason]),
      },
    ]);
  }
}
