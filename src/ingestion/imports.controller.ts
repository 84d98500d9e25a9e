import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConflictResponse,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DataSource } from 'typeorm';
import { Allow } from '../access/allow.js';
import { AuditLog } from '../access/audit/audit-log.js';
import { viewerOf } from '../access/viewer.js';
import type { Env } from '../shared/env.js';
import { ENV } from '../shared/tokens.js';
import { ImportService } from './import.service.js';
import {
  ImportDto,
  ImportFieldsDto,
  ImportIssuePageDto,
  ImportListQueryDto,
  ImportPageDto,
  importRequest,
  ImportUploadDto,
  importView,
  IssueListQueryDto,
  issueView,
} from './imports.dto.js';
import { issuesSheet } from './issues-sheet.js';
import { takeUpload } from './upload.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Files in, what became of them, and taking them back. */
@ApiTags('Impor')
@Allow('import.read')
@Controller('api/v1/imports')
export class ImportsController {
  constructor(
    private readonly imports: ImportService,
    private readonly source: DataSource,
    private readonly audit: AuditLog,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Post()
  @HttpCode(202)
  @Allow('import.write')
  @ApiOperation({ summary: 'Menerima satu berkas atau lebih; masing-masing diimpor bergiliran di belakang layar' })
  @ApiConsumes('multipart/form-data')
  @ApiBody({ type: ImportUploadDto })
  @ApiAcceptedResponse({ type: [ImportDto] })
  @ApiUnprocessableEntityResponse({ description: 'Tidak ada berkas, terlalu besar, atau isian tidak dapat diterima' })
  async receive(@Req() request: FastifyRequest): Promise<ImportDto[]> {
    const { username } = viewerOf(request);
    const upload = await takeUpload(request, this.imports);
    const ids = await this.imports.acceptAll(upload.files, { by: username, origin: 'api' }, upload.request);
    return Promise.all(ids.map((id) => this.view(id)));
  }

  @Get()
  @ApiOperation({ summary: 'Riwayat impor, yang terbaru dahulu' })
  @ApiOkResponse({ type: ImportPageDto })
  async list(@Query() query: ImportListQueryDto): Promise<ImportPageDto> {
    const page = await this.imports.list(query.page, query.size);
    return { ...page, items: page.items.map((batch) => importView(batch, this.env.timeZone)) };
  }

  @Get(':id')
  @ApiOperation({ summary: 'Satu impor: dibaca sebagai apa, kemajuan, hitungan, dan peringatannya' })
  @ApiOkResponse({ type: ImportDto })
  @ApiNotFoundResponse()
  one(@Param('id') id: string): Promise<ImportDto> {
    return this.view(id);
  }

  @Get(':id/issues')
  @ApiOperation({ summary: 'Catatan per baris: yang ditolak dahulu, lalu menurut baris' })
  @ApiOkResponse({ type: ImportIssuePageDto })
  async issues(@Param('id') id: string, @Query() query: IssueListQueryDto): Promise<ImportIssuePageDto> {
    const page = await this.imports.issues(id, query.page, query.size, query.code ?? null);
    return { ...page, items: page.items.map(issueView) };
  }

  @Get(':id/issues.xlsx')
  @ApiOperation({ summary: 'Semua catatan yang disimpan, sebagai XLSX' })
  @ApiProduces(XLSX)
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async issuesXlsx(@Param('id') id: string): Promise<StreamableFile> {
    const batch = await this.imports.get(id);
    const bytes = await issuesSheet(batch, this.imports.allIssues(id));
    return new StreamableFile(bytes, { type: XLSX, disposition: attachment(`catatan-impor-${id}.xlsx`) });
  }

  @Get(':id/file')
  @Allow('personal.unmask')
  @ApiOperation({
    summary: 'Berkas asli seperti diterima',
    description:
      'Memuat data pribadi sebagaimana sumbernya. Simpan dan bagikan sesuai aturan perlindungan data pribadi.',
  })
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async file(@Param('id') id: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
    const { batch, bytes } = await this.imports.file(id);
    // A look at unmasked data: who had it stands in the trail before the first byte leaves.
    await this.source.transaction((tx) =>
      this.audit.record(tx, { action: 'import.download-file', objectKind: 'import_batch', objectId: batch.id }),
    );
    // Never shown by the browser, whatever is in it, and never kept by a cache on the way.
    reply.header('cache-control', 'no-store').header('content-security-policy', "default-src 'none'; sandbox");
    return new StreamableFile(Readable.from(bytes), {
      type: 'application/octet-stream',
      disposition: attachment(batch.fileName),
      length: batch.byteSize,
    });
  }

  @Post(':id/undo')
  @HttpCode(200)
  @Allow('import.write')
  @ApiOperation({ summary: 'Membatalkan impor seluruhnya; keadaan sebelumnya berlaku kembali' })
  @ApiOkResponse({ type: ImportDto })
  @ApiConflictResponse({ description: 'Impor yang lebih baru berdiri di atasnya, atau impor lain sedang berjalan' })
  async undo(@Param('id') id: string, @Req() request: FastifyRequest): Promise<ImportDto> {
    return importView(await this.imports.undo(id, viewerOf(request).username), this.env.timeZone);
  }

  @Post(':id/rerun')
  @HttpCode(202)
  @Allow('import.write')
  @ApiOperation({ summary: 'Menjalankan lagi berkas yang tersimpan, sebagai jenis lain atau dengan persetujuan' })
  @ApiAcceptedResponse({ type: ImportDto })
  @ApiConflictResponse({ description: 'Masih berjalan, atau impor yang lebih baru berdiri di atasnya' })
  async rerun(
    @Param('id') id: string,
    @Body() body: ImportFieldsDto,
    @Req() request: FastifyRequest,
  ): Promise<ImportDto> {
    const who = { by: viewerOf(request).username, origin: 'api' as const };
    return this.view(await this.imports.rerun(id, who, importRequest(body)));
  }

  private async view(id: string): Promise<ImportDto> {
    return importView(await this.imports.get(id), this.env.timeZone);
  }
}

/** RFC 6266: a name of any letters, with a plain one for programs that know no better. */
export function attachment(fileName: string): string {
  const plain = fileName.replace(/[^\w.-]+/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
}
