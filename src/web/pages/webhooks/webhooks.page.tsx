import { Body, Controller, Get, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Allow } from '../../../access/allow.js';
import { viewerOf } from '../../../access/viewer.js';
import { WebhookDeliveries } from '../../../etalase/webhooks/webhook-deliveries.js';
import { WebhooksService } from '../../../etalase/webhooks/webhooks.service.js';
import { uuidParam } from '../../../shared/uuid-param.js';
import { Context, Page, type PageContext, renderPage, seeOther } from '../../components/index.js';
import {
  NOT_REFUSED,
  pageNumber,
  type Refusal,
  refusalOf,
  type Typed,
  typedFields,
  versionOf,
} from '../../form-values.js';
import { WebhookShown, WebhooksList } from './webhooks.view.js';
import { triedWords } from './webhooks.wording.js';

const PATH = '/kabar-etalase';
const NAME = 'Penerima kabar etalase';
const PAGE_SIZE = 20;

type Made = Awaited<ReturnType<WebhooksService['make']>>;
interface State {
  made?: Made;
  typed?: Typed;
  refusal?: Refusal;
}

/** The programs of others that are told when listings change: who they are, and how it went. */
@ApiExcludeController()
@Controller('kabar-etalase')
@Allow('webhook.write')
export class WebhooksPage {
  constructor(
    private readonly webhooks: WebhooksService,
    private readonly deliveries: WebhookDeliveries,
  ) {}

  @Get()
  @Allow('webhook.read')
  list(@Context() ctx: PageContext, @Res() reply: FastifyReply): Promise<FastifyReply> {
    return this.showList(ctx, reply, {});
  }

  @Post()
  async make(
    @Context() ctx: PageContext,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { name = '', url = '' } = typed;
    try {
      const made = await this.webhooks.make({ name, url }, viewerOf(request));
      // The secret is shown in the answer itself and nowhere else, so this post does not redirect.
      return await this.showList(ctx, reply, { made }, 201);
    } catch (error) {
      return this.showList(ctx, reply, { typed, refusal: refusalOf(error) });
    }
  }

  @Get(':id')
  @Allow('webhook.read')
  one(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Query('hal') page: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.showOne(ctx, reply, id, {}, pageNumber(page));
  }

  @Post(':id')
  async change(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    const { name = '', url = '' } = typed;
    try {
      const changed = await this.webhooks.change(id, versionOf(typed), { name, url });
      return await seeOther(reply, `${PATH}/${id}`, { text: `Penerima "${changed.name}" disimpan.` });
    } catch (error) {
      return this.showOne(ctx, reply, id, { typed, refusal: refusalOf(error) });
    }
  }

  @Post(':id/percobaan')
  async ping(@Param('id', uuidParam) id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { outcome, status, ms } = await this.deliveries.ping(id);
    const kind = outcome === 'diterima' ? 'good' : 'warn';
    return seeOther(reply, `${PATH}/${id}`, { kind, text: `Kabar percobaan: ${triedWords(outcome, status, ms)}.` });
  }

  @Post(':id/rahasia')
  async renew(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    return this.showOne(ctx, reply, id, { made: await this.webhooks.renew(id) });
  }

  @Post(':id/hentikan')
  async disable(
    @Context() ctx: PageContext,
    @Param('id', uuidParam) id: string,
    @Body() body: unknown,
    @Res() reply: FastifyReply,
  ): Promise<FastifyReply> {
    const typed = typedFields(body);
    try {
      const { name } = await this.webhooks.disable(id, typed['why'] ?? '');
      return seeOther(reply, `${PATH}/${id}`, { text: `Kabar kepada "${name}" dihentikan.` });
    } catch (error) {
      return this.showOne(ctx, reply, id, { typed, refusal: refusalOf(error) });
    }
  }

  @Post(':id/nyalakan')
  async enable(@Param('id', uuidParam) id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { name } = await this.webhooks.enable(id);
    return seeOther(reply, `${PATH}/${id}`, {
      text: `"${name}" dikabari lagi; yang berubah sementara itu dikabarkan sesudah ini.`,
    });
  }

  @Post(':id/hapus')
  async remove(@Param('id', uuidParam) id: string, @Res() reply: FastifyReply): Promise<FastifyReply> {
    const { name } = await this.webhooks.get(id);
    await this.webhooks.remove(id);
    return seeOther(reply, PATH, { text: `Penerima "${name}" dihapus beserta catatan kabarnya.` });
  }

  private async showList(
    ctx: PageContext,
    reply: FastifyReply,
    { made, typed = {}, refusal = NOT_REFUSED }: State,
    status = refusal.status,
  ): Promise<FastifyReply> {
    const webhooks = await this.webhooks.list();
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title="Program mana yang dikabari bila etalase berubah?"
        name={NAME}
        crumbs={[{ href: '/etalase-wisata', text: 'Etalase di lokasi wisata' }]}
      >
        <WebhooksList {...{ ctx, webhooks, made, typed, refusal }} />
      </Page>,
      status,
    );
  }

  private async showOne(
    ctx: PageContext,
    reply: FastifyReply,
    id: string,
    { made, typed = {}, refusal = NOT_REFUSED }: State,
    page = 1,
  ): Promise<FastifyReply> {
    const webhook = await this.webhooks.get(id);
    const { items, total } = await this.webhooks.deliveries(id, { page, size: PAGE_SIZE });
    const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
    return renderPage(
      reply,
      <Page
        ctx={ctx}
        title={`Apakah kabar sampai kepada ${webhook.name}?`}
        name={webhook.name}
        crumbs={[
          { href: '/etalase-wisata', text: 'Etalase di lokasi wisata' },
          { href: PATH, text: NAME },
        ]}
      >
        <WebhookShown {...{ ctx, webhook, items, total, page, pages, made, typed, refusal }} />
      </Page>,
      refusal.status,
    );
  }
}
