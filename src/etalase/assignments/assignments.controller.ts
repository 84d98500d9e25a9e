import { Controller, HttpCode, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiCookieAuth,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Allow } from '../../access/allow.js';
import { accessOf, viewerOf } from '../../access/viewer.js';
import { today } from '../../shared/dates.js';
import { ListImportDto } from '../../shared/list-import.dto.js';
import { uploadedBytes } from '../../shared/upload.js';
import { type AssignmentListResult, AssignmentLists } from './assignment-lists.service.js';

export class AssignmentImportDto extends ListImportDto implements AssignmentListResult {
  /** Produk yang baru ditetapkan tetapi belum tampil: belum tayang, atau belum diverifikasi. */
  @ApiProperty() notShown: number;
}

const FILE = { schema: { type: 'object', properties: { berkas: { type: 'string', format: 'binary' } } } } as const;
const WRONG = { description: 'Berkas tidak dapat dibaca' };

/** Lists of what places show before all others. */
@ApiTags('Wisata: pengurusan')
@ApiCookieAuth()
@Controller('api/v1/etalase/assignments')
@Allow('etalase.write')
export class AssignmentsController {
  constructor(private readonly lists: AssignmentLists) {}

  @Post('import/preview')
  @HttpCode(200)
  @ApiOperation({ summary: 'Apa yang akan diubah sebuah daftar penetapan produk; tidak ada yang disimpan' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: AssignmentImportDto })
  @ApiUnprocessableEntityResponse(WRONG)
  async preview(@Req() request: FastifyRequest): Promise<AssignmentImportDto> {
    return this.lists.preview(await uploadedBytes(request), todayOf(request));
  }

  @Post('import')
  @HttpCode(200)
  @ApiOperation({ summary: 'Mengimpor daftar penetapan produk XLSX atau CSV: seluruhnya, atau tidak sama sekali' })
  @ApiConsumes('multipart/form-data')
  @ApiBody(FILE)
  @ApiOkResponse({ type: AssignmentImportDto })
  @ApiUnprocessableEntityResponse(WRONG)
  async import(@Req() request: FastifyRequest): Promise<AssignmentImportDto> {
    return this.lists.import(await uploadedBytes(request), todayOf(request), viewerOf(request).username);
  }
}

function todayOf(request: FastifyRequest): string {
  return today(accessOf(request).instance.timeZone);
}
