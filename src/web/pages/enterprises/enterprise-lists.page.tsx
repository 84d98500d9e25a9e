import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import type { Sheet } from '../../../shared/spreadsheet.js';
import { sendSheets } from '../../download.js';
import { DOCUMENT_SAMPLE, ENTERPRISE_SAMPLE } from './enterprises.sheets.js';

/** Lists of enterprises and of their documents, brought in from files. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class EnterpriseListsPage {
  @Get('contoh.:format')
  @Allow('enterprise.read')
  sample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-pelaku-usaha', ENTERPRISE_SAMPLE as [Sheet, ...Sheet[]]);
  }

  @Get('contoh-dokumen.:format')
  @Allow('enterprise.read')
  documentSample(@Param('format') format: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return sendSheets(reply, format, 'contoh-dokumen-usaha', DOCUMENT_SAMPLE as [Sheet, ...Sheet[]]);
  }
}
