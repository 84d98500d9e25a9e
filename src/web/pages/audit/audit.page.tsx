import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { auditSheets } from '../../../access/audit/audit-sheet.js';
import { type AuditFilter, AuditTrail } from '../../../access/audit/audit-trail.js';
import { isDay } from '../../../shared/dates.js';
import { Context, Page, type PageContext, renderPage } from '../../components/index.js';
import { sendSheets } from '../../download.js';
import { AuditView } from './audit.view.js';

const PAGE_SIZE = 100;

type Fields = Readonly<Record<string, unknown>>;

/** Who did what, when and from where. */
@ApiExcludeController()
@Controller('jejak-audit')
@Allow('audit.read')
export class AuditPage {
  constructor(private readonly trail: AuditTrail) {}

  @Get()
  async show(@Context() ctx: PageContext, @Query() query: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const filter = filterOf(query);
    const before = numberOf(query['sebelum']);
    const page = await this.trail.list(filter, before, PAGE_SIZE, ctx.instance.timeZone);
    const choices = await this.trail.choices();
    const state = await this.trail.state();
    return renderPage(
      reply,
      <Page ctx={ctx} title="Siapa melakukan apa, kapan, dan dari mana?" name="Jejak audit">
        <AuditView ctx={ctx} filter={filter} before={before} page={page} choices={choices} state={state} />
      </Page>,
    );
  }

  @Get('unduh.:format')
  async download(
    @Context() ctx: PageContext,
    @Param('format') format: string,
    @Query() query: Fields,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const sheets = await auditSheets(this.trail, filterOf(query), ctx.instance.timeZone);
    return sendSheets(reply, format, 'jejak-audit', sheets);
  }
}

/** What an address asks for; what cannot be read asks for nothing. */
function filterOf(query: Fields): AuditFilter {
  return {
    from: dayOf(query['dari']),
    to: dayOf(query['sampai']),
    actor: textOf(query['pelaku']),
    action: textOf(query['tindakan']),
    objectKind: textOf(query['objek']),
    objectId: textOf(query['kunci']),
  };
}

function textOf(value: unknown): string | null {
  return (typeof value === 'string' && value.trim().slice(0, 200)) || null;
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' && isDay(value) ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : null;
}
