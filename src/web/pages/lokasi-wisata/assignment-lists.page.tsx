import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import {
  ASSIGNMENT_COLUMNS,
  ASSIGNMENT_SAMPLE,
  toAssignmentCells,
} from '../../../etalase/assignments/assignment-form.js';
import { AssignmentLists } from '../../../etalase/assignments/assignment-lists.service.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { sendSheets } from '../../download.js';

/** Lists of what places show before all others, in and out. */
@ApiExcludeController()
@Controller('lokasi-wisata/penetapan')
@Allow('etalase.write')
export class AssignmentListsPage {
  constructor(private readonly lists: AssignmentLists) {}

  @Get('unduh.:format')
  @Allow('etalase.read')
  async download(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const all = await this.lists.all();
    return sendSheets(reply, format, 'penetapan-produk', [sheet(all.map(toAssignmentCells))]);
  }

  @Get('contoh.:format')
  @Allow('etalase.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-penetapan-produk', [sheet(ASSIGNMENT_SAMPLE)]);
  }
}

function sheet(cells: readonly (readonly string[])[]): Sheet {
  return {
    name: 'Penetapan produk',
    columns: ASSIGNMENT_COLUMNS.map(({ heading }) => ({ heading, type: 'text' })),
    rows: cells.map((row) => [...row]),
  };
}
