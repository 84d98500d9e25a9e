import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { editorOf } from '../../../enterprise/enterprise.controller.js';
import { EnterpriseDesk } from '../../../enterprise/enterprise-desk.js';
import { EnterpriseQueries } from '../../../enterprise/enterprise.queries.js';
import { MergingService } from '../../../enterprise/merging/merging.service.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../../../shared/errors.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { pageNumber } from '../../form-values.js';
import { CompareView, ProposalsView } from './merging.view.js';

const USAHA = { href: '/usaha', text: 'Pelaku usaha' };
const KEMBAR = { href: '/usaha/kembar', text: 'Mungkin usaha yang sama' };
const PAGE_SIZE = 50;

type Fields = Readonly<Record<string, unknown>>;

/** Two records of one enterprise: proposed, compared side by side, merged or told apart by a person. */
@ApiExcludeController()
@Controller('usaha')
@Allow('enterprise.write')
export class MergingPage {
  constructor(
    private readonly queries: EnterpriseQueries,
    private readonly merging: MergingService,
    private readonly desk: EnterpriseDesk,
  ) {}

  @Get('kembar')
  @Allow('enterprise.read')
  async proposals(
    @Context() ctx: PageContext,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const all = await this.merging.proposals();
    const page = pageNumber(query['hal']);
    return renderPage(
      reply,
      <Page ctx={ctx} title="Catatan mana yang mungkin usaha yang sama?" name={KEMBAR.text} crumbs={[USAHA]}>
        <ProposalsView
          proposals={all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
          total={all.length}
          page={page}
          pages={Math.max(1, Math.ceil(all.length / PAGE_SIZE))}
        />
      </Page>,
    );
  }

  @Get('kembar/:one/:other')
  @Allow('enterprise.read')
  compare(
    @Context() ctx: PageContext,
    @Param('one') one: string,
    @Param('other') other: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.comparePage(ctx, reply, one, other, {}, [], 200);
  }

  @Post('kembar/gabung')
  async merge(
    @Context() ctx: PageContext,
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const [one = '', oneVersion = ''] = text(body['one']).split('|');
    const [other = '', otherVersion = ''] = text(body['other']).split('|');
    const typed = { keep: text(body['keep']), reason: text(body['reason']) };
    if (typed.keep !== one && typed.keep !== other) {
      const problem = { field: 'keep', message: 'Pilih catatan yang dipertahankan' };
      return this.comparePage(ctx, reply, one, other, typed, [problem], 422);
    }
    const keepsOne = typed.keep === one;
    const version = (told: string): number => (/^\d{1,9}$/.test(told) ? Number(told) : 0);
    try {
      await this.desk.merge(
        {
          keptId: keepsOne ? one : other,
          keptVersion: version(keepsOne ? oneVersion : otherVersion),
          mergedId: keepsOne ? other : one,
          mergedVersion: version(keepsOne ? otherVersion : oneVersion),
          reason: typed.reason,
        },
        editorOf(request),
      );
    } catch (error) {
      if (error instanceof InvalidInputError) return this.comparePage(ctx, reply, one, other, typed, error.fields, 422);
      if (!(error instanceof ConflictError)) throw error;
      return this.comparePage(ctx, reply, one, other, typed, [{ field: 'reason', message: error.message }], 409);
    }
    return seeOther(reply, `/usaha/${typed.keep}`, {
      text: 'Kedua catatan digabung. Penggabungan dapat dibatalkan di bawah.',
    });
  }

  @Post('kembar/berbeda')
  async tellApart(
    @Body() body: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.desk.tellApart(text(body['one']), text(body['other']), editorOf(request));
    return seeOther(reply, KEMBAR.href, { text: 'Dicatat sebagai dua usaha yang berbeda; tidak diusulkan lagi.' });
  }

  @Post('gabungan/:id/batal')
  async undo(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const merge = await this.merging.get(id);
    try {
      await this.desk.undoMerge(id, editorOf(request));
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      return seeOther(reply, `/usaha/${merge.keptId}`, { text: error.message.slice(0, 480), kind: 'bad' });
    }
    return seeOther(reply, `/usaha/${merge.mergedId}`, {
      text: `${merge.mergedName} berdiri sendiri lagi seperti semula.`,
    });
  }

  private async comparePage(
    ctx: PageContext,
    reply: FastifyReply,
    one: string,
    other: string,
    typed: Readonly<Record<string, string>>,
    problems: readonly FieldProblem[],
    status: number,
  ): Promise<FastifyReply> {
    if (one === other) throw new NotFoundError('enterprise.same', 'Pilih dua pelaku usaha yang berbeda.');
    const rows = [await this.queries.get(one, ctx.today), await this.queries.get(other, ctx.today)] as const;
    return renderPage(
      reply,
      <Page ctx={ctx} title="Apakah keduanya usaha yang sama?" name="Bandingkan" crumbs={[USAHA, KEMBAR]}>
        <CompareView ctx={ctx} one={rows[0]} other={rows[1]} typed={typed} problems={problems} />
      </Page>,
      status,
    );
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}
