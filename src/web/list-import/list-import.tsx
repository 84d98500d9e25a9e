import { Body, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import { viewerOf } from '../../access/viewer.js';
import { carry, unpack } from '../../shared/carried-file.js';
import { type FieldProblem, InvalidInputError } from '../../shared/errors.js';
import type { ListResult } from '../../shared/list-import.js';
import { type FormColumn, readForm } from '../../shared/spreadsheet-reader.js';
import { uploadedBytes } from '../../shared/upload.js';
import { Context, type Crumb, Page, type PageContext, renderPage, seeOther } from '../components/index.js';
import { ListPreview, ListUpload } from './list-import.view.js';
import { countsSentence } from './wording.js';

/**
 * A list that people keep in a spreadsheet and bring in: upload, preview, apply. `ListImportPage` has the routes.
 */
export interface ListImport<Field extends string, Result extends ListResult> {
  /** '/ovop/impor'. */
  action: string;
  /** The question of the first page: 'Daftar OVOP mana yang diimpor?' */
  title: string;
  /** 'Impor daftar'. */
  name: string;
  /** The pages above. */
  crumbs: readonly Crumb[];
  /** Stands above the form: the tabs of the page. */
  above?: ComponentChildren;
  fileLabel: string;
  /** Address of the sample file without its ending. */
  sample: string;
  /** What the file must hold, and how it is read. */
  about: ComponentChildren;
  columns: readonly FormColumn<Field>[];
  /** What a row is: 'entri'. */
  noun: string;
  /** What happens beside the rows, as a sentence; '' = nothing. */
  consequence: string;
  /** What to look at before the list is applied. */
  notes?(result: Result): ComponentChildren;
  /** Says what a list would change; writes nothing. */
  preview(bytes: Uint8Array): Promise<Result>;
  /** Takes the list as a whole, or nothing of it. */
  apply(bytes: Uint8Array, by: string): Promise<Result>;
  /** Where a list that was taken leads, and the first words of what is said there: 'Daftar disimpan.' */
  done: { href: string; said: string };
}

/**
 * The three pages of a list. Who extends it stands at the list's `action`, says who may bring it in, and which list it is:
 * `@Controller('ovop/impor') @Allow('ovop.write')`.
 */
export abstract class ListImportPage<Field extends string, Result extends ListResult> {
  protected abstract listOf(
    ctx: PageContext,
    request: FastifyRequest,
  ): ListImport<Field, Result> | Promise<ListImport<Field, Result>>;

  @Get()
  async ask(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, uploadPage(ctx, await this.listOf(ctx, request), []));
  }

  /** Says what the file would change; writes nothing. */
  @Post()
  async preview(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const list = await this.listOf(ctx, request);
    return again(ctx, reply, list, async () => {
      const bytes = await uploadedBytes(request);
      const result = await list.preview(bytes);
      const carried = result.rejected === 0 ? carry(await readForm(bytes, list.columns), list.columns) : '';
      return renderPage(reply, previewPage(ctx, list, result, carried), result.rejected > 0 ? 422 : 200);
    });
  }

  /** Takes what was looked at. */
  @Post('terapkan')
  async apply(
    @Context() ctx: PageContext,
    @Body('isi') carried: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const list = await this.listOf(ctx, request);
    return again(ctx, reply, list, async () => {
      const result = await list.apply(unpack(carried), viewerOf(request).username);
      // Somebody changed the records between preview and import: what would be refused now is shown.
      if (!result.applied) return renderPage(reply, previewPage(ctx, list, result, ''), 422);
      return seeOther(reply, list.done.href, { text: `${list.done.said} ${countsSentence(result)}` });
    });
  }
}

/** The upload again, with what is wrong with the file as a whole. */
async function again<Field extends string, Result extends ListResult>(
  ctx: PageContext,
  reply: FastifyReply,
  list: ListImport<Field, Result>,
  work: () => Promise<FastifyReply>,
): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return renderPage(reply, uploadPage(ctx, list, error.fields), 422);
  }
}

function uploadPage<Field extends string, Result extends ListResult>(
  ctx: PageContext,
  list: ListImport<Field, Result>,
  problems: readonly FieldProblem[],
): VNode {
  const { action, title, name, crumbs, above, fileLabel, sample, about } = list;
  return (
    <Page ctx={ctx} title={title} name={name} crumbs={crumbs}>
      {above}
      <ListUpload ctx={ctx} action={action} fileLabel={fileLabel} sample={sample} problems={problems}>
        {about}
      </ListUpload>
    </Page>
  );
}

function previewPage<Field extends string, Result extends ListResult>(
  ctx: PageContext,
  list: ListImport<Field, Result>,
  result: Result,
  carried: string,
): VNode {
  const { action, name, crumbs, noun, consequence, notes } = list;
  return (
    <Page ctx={ctx} title="Apa yang akan berubah?" name="Pratinjau" crumbs={[...crumbs, { href: action, text: name }]}>
      <ListPreview ctx={ctx} result={result} carried={carried} action={action} noun={noun} consequence={consequence}>
        {notes?.(result)}
      </ListPreview>
    </Page>
  );
}
