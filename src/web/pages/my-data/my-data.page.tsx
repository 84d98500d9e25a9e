import { Body, Controller, Get, Param, Post, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Allow } from '../../../access/allow.js';
import { CORRECTION_SUBJECTS, CorrectionsService } from '../../../access/personal/corrections.service.js';
import { FIELD_NAMES, type PersonalField } from '../../../access/personal/identifiers.js';
import { OwnRecordService } from '../../../access/personal/own-record.service.js';
import { fieldNamed } from '../../../access/personal/personal.controller.js';
import { viewerOf } from '../../../access/viewer.js';
import { type FieldProblem, InvalidInputError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { MyDataView } from './my-data.view.js';

type Fields = Readonly<Record<string, unknown>>;

/** Data saya: what is held about the person who is signed in, and what they may do about it. */
@ApiExcludeController()
@Controller('data-saya')
@Allow('signed-in')
export class MyDataPage {
  constructor(
    private readonly own: OwnRecordService,
    private readonly corrections: CorrectionsService,
  ) {}

  @Get()
  async show(
    @Context() ctx: PageContext,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return renderPage(reply, await this.page(ctx, request));
  }

  @Post('nama')
  async rename(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.orAgain(ctx, request, reply, 'Nama Anda disimpan.', () =>
      this.own.rename(viewerOf(request), text(body['displayName'])),
    );
  }

  @Post('perbaikan')
  async ask(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const about = CORRECTION_SUBJECTS.find((one) => one === body['about']) ?? 'lainnya';
    return this.orAgain(ctx, request, reply, 'Permintaan Anda dikirim; jawabannya tampil di halaman ini.', () =>
      this.corrections.ask(viewerOf(request), about, text(body['request'])),
    );
  }

  @Post('unduh')
  async download(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const record = await this.own.inFull(viewerOf(request));
    return reply
      .status(200)
      .header('content-type', 'application/json; charset=utf-8')
      .header('content-disposition', 'attachment; filename="data-saya.json"')
      .header('cache-control', 'no-store')
      .send(`${JSON.stringify(record, null, 2)}\n`);
  }

  @Post('nilai/:field')
  async put(
    @Context() ctx: PageContext,
    @Param('field') name: string,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const field = fieldNamed(name);
    const agreed = body[`setuju-${field}`] === '1';
    return this.orAgain(ctx, request, reply, `${FIELD_NAMES[field]} Anda disimpan terenkripsi.`, () =>
      this.own.put(viewerOf(request), field, text(body[field]), agreed),
    );
  }

  @Post('nilai/:field/tarik')
  async withdraw(
    @Param('field') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const field = fieldNamed(name);
    await this.own.withdraw(viewerOf(request), field);
    return seeOther(reply, '/data-saya', {
      text: `Persetujuan Anda ditarik dan ${FIELD_NAMES[field]} Anda dihapus.`,
    });
  }

  /** The value stands in the answer itself and nowhere else, so this post does not redirect. */
  @Post('nilai/:field/tampilkan')
  async reveal(
    @Context() ctx: PageContext,
    @Param('field') name: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const field = fieldNamed(name);
    const value = await this.own.show(viewerOf(request), field);
    return renderPage(reply, await this.page(ctx, request, { shown: { field, value } }));
  }

  private async orAgain(
    ctx: PageContext,
    request: FastifyRequest,
    reply: FastifyReply,
    done: string,
    work: () => Promise<unknown>,
  ): Promise<FastifyReply> {
    try {
      await work();
      return seeOther(reply, '/data-saya', { text: done });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return renderPage(reply, await this.page(ctx, request, { problems: error.fields }), 422);
    }
  }

  private async page(
    ctx: PageContext,
    request: FastifyRequest,
    state: { shown?: { field: PersonalField; value: string }; problems?: readonly FieldProblem[] } = {},
  ): Promise<VNode> {
    const record = await this.own.get(viewerOf(request));
    return (
      <Page ctx={ctx} title="Apa yang disimpan tentang Anda?" name="Data saya">
        <MyDataView ctx={ctx} record={record} {...state} />
      </Page>
    );
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 5000) : '';
}
