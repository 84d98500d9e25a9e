import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { MessagesService } from '../../../messages/messages.service.js';
import { MAIL_STATES, OutboxService } from '../../../messages/outbox.service.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import { InboxView, MailsView } from './messages.view.js';

const PAGE_SIZE = 20;

type Fields = Readonly<Record<string, unknown>>;
const pageOf = ({ hal }: Fields): number => Math.min(Math.max(Math.trunc(Number(hal)) || 1, 1), 10_000);

/** Kotak masuk: what the service has to say to the person. */
@ApiExcludeController()
@Controller('pesan')
@Allow('signed-in')
export class MessagesPage {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  async list(
    @Context() ctx: PageContext,
    @Query() raw: Fields,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const page = pageOf(raw);
    const found = await this.messages.list(viewerOf(request).userId, { page, size: PAGE_SIZE });
    return renderPage(
      reply,
      <Page ctx={ctx} title="Apa kabar untuk Anda?" name="Pesan">
        <InboxView ctx={ctx} found={found} page={page} size={PAGE_SIZE} />
      </Page>,
    );
  }

  @Post('baca-semua')
  async readAll(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.messages.markAllRead(viewerOf(request).userId);
    return seeOther(reply, '/pesan', { text: 'Semua pesan ditandai sudah dibaca.' });
  }

  @Post(':id/baca')
  async read(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    await this.messages.markRead(viewerOf(request).userId, id);
    return seeOther(reply, '/pesan');
  }
}

/** Surat keluar: where the mails of messages stand, for who looks after the service. */
@ApiExcludeController()
@Controller('surat-keluar')
@Allow('mail.read')
export class MailsPage {
  constructor(private readonly outbox: OutboxService) {}

  @Get()
  async list(@Context() ctx: PageContext, @Query() raw: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const state = MAIL_STATES.find((one) => one === raw['keadaan']) ?? null;
    const page = pageOf(raw);
    const found = await this.outbox.list(state, { page, size: PAGE_SIZE });
    return renderPage(
      reply,
      <Page ctx={ctx} title="Surat mana yang belum terkirim?" name="Surat keluar">
        <MailsView ctx={ctx} found={found} state={state} page={page} size={PAGE_SIZE} missing={this.outbox.missing} />
      </Page>,
    );
  }

  @Post(':id/ulang')
  @Allow('mail.write')
  async again(@Param('id') id: string, @Body() _: Fields, @Res() reply: FastifyReply): Promise<FastifyReply> {
    await this.outbox.again(id);
    return seeOther(reply, '/surat-keluar', {
      text: 'Surat akan dikirim lagi dalam satu menit, bila server surel siap.',
    });
  }
}
