import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { ArchiveRemovedError } from '../../../ingestion/archive.js';
import { type ImportBatch, RUNNING } from '../../../ingestion/import-batch.js';
import { ImportService } from '../../../ingestion/import.service.js';
import { ImportFieldsDto, importRequest } from '../../../ingestion/imports.dto.js';
import { takeUpload } from '../../../ingestion/upload.js';
import { count, outcomeSentence } from '../../../ingestion/wording.js';
import { ISSUE_CODES } from '../../../purchasing/intake/rows.js';
import type { Env } from '../../../shared/env.js';
import { ConflictError, type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { ENV } from '../../../shared/tokens.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { ImportView } from './import.view.js';
import { UndoView } from './import-actions.view.js';
import { ImportsView } from './imports.view.js';

const IMPOR = { href: '/impor', text: 'Impor' };
const HISTORY_SIZE = 25;
const ISSUES_SIZE = 50;
/** Seconds after which the page of a running import asks again. */
const REFRESH_S = '2';

type RawQuery = Readonly<Record<string, string | undefined>>;

/** Impor: hand over files, see what became of them, take them back. */
@ApiExcludeController()
@Controller('impor')
@Allow('import.read')
export class ImportsPage {
  constructor(
    private readonly imports: ImportService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: RawQuery, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const page = await this.history(ctx, pageOf(query));
    return renderPage(reply, page);
  }

  @Post()
  @Allow('import.write')
  async receive(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const upload = await takeUpload(request, this.imports);
      const who = { by: viewerOf(request).username, origin: 'web' as const };
      const ids = await this.imports.acceptAll(upload.files, who, upload.request);
      const [only] = ids;
      if (ids.length === 1 && only !== undefined) return seeOther(reply, `/impor/${only}`);
      return seeOther(reply, '/impor', { text: `${count(ids.length)} berkas diterima dan diimpor bergiliran.` });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, await this.history(ctx, 1, error.fields), 422);
    }
  }

  @Get(':id')
  async one(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Query() query: RawQuery,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const batch = await this.imports.get(id);
    const bytesRemovedAt = await this.imports.bytesRemovedAt(batch);
    const reason = ISSUE_CODES.find((code) => code === query['alasan']) ?? null;
    const issues = await this.imports.issues(id, pageOf(query), ISSUES_SIZE, reason);
    if (RUNNING.includes(batch.state)) reply.header('refresh', REFRESH_S);
    return renderPage(
      reply,
      <Page ctx={ctx} title={`Apa isi ${batch.fileName}?`} name={`Impor nomor ${batch.id}`} crumbs={[IMPOR]}>
        <ImportView ctx={ctx} batch={batch} issues={issues} reason={reason} bytesRemovedAt={bytesRemovedAt} />
      </Page>,
    );
  }

  @Get(':id/batalkan')
  @Allow('import.write')
  async askUndo(
    @Context() ctx: PageContext,
    @Param('id') id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const batch = await this.imports.get(id);
    if (batch.state !== 'applied') return seeOther(reply, `/impor/${id}`);
    return renderPage(reply, undoPage(ctx, batch, await this.imports.blockersOf(id)));
  }

  @Post(':id/batalkan')
  @Allow('import.write')
  async undo(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const batch = await this.imports.undo(id, viewerOf(request).username);
      return seeOther(reply, `/impor/${id}`, { text: outcomeSentence(batch) });
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/impor/${id}`, { text: error.message, kind: 'bad' });
    }
  }

  @Post(':id/ulang')
  @Allow('import.write')
  async rerun(
    @Param('id') id: string,
    @Body() body: ImportFieldsDto,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    try {
      const who = { by: viewerOf(request).username, origin: 'web' as const };
      return seeOther(reply, `/impor/${await this.imports.rerun(id, who, importRequest(body))}`);
    } catch (error) {
      if (!(error instanceof ConflictError || error instanceof ArchiveRemovedError)) throw error;
      return seeOther(reply, `/impor/${id}`, { text: error.message, kind: 'bad' });
    }
  }

  private async history(ctx: PageContext, page: number, problems: readonly FieldProblem[] = []): Promise<VNode> {
    const history = await this.imports.list(page, HISTORY_SIZE);
    const limitMiB = Math.floor(this.env.uploadLimitBytes / 1024 / 1024);
    return (
      <Page ctx={ctx} title="Berkas mana yang sudah masuk?" name="Impor">
        <ImportsView ctx={ctx} history={history} limitMiB={limitMiB} problems={problems} />
      </Page>
    );
  }
}

function undoPage(ctx: PageContext, batch: ImportBatch, blockers: readonly ImportBatch[]): VNode {
  return (
    <Page
      ctx={ctx}
      title="Batalkan impor ini?"
      name="Batalkan"
      crumbs={[IMPOR, { href: `/impor/${batch.id}`, text: `Impor nomor ${batch.id}` }]}
    >
      <UndoView ctx={ctx} batch={batch} blockers={blockers} />
    </Page>
  );
}

function pageOf(query: RawQuery): number {
  const page = Number(query['halaman'] ?? '1');
  return Number.isInteger(page) && page > 0 && page < 1_000_000 ? page : 1;
}
