import { createHash, randomUUID } from 'node:crypto';
import { Inject, Injectable, Logger, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource, type EntityManager } from 'typeorm';
import { openText } from '../../access/sealed-text.js';
import { MessagesService } from '../../messages/messages.service.js';
import type { Env } from '../../shared/env.js';
import { NotFoundError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { Locks } from '../../shared/locks.js';
import { Signals } from '../../shared/signals.js';
import { affected, loadSql, rows } from '../../shared/sql.js';
import { ENV } from '../../shared/tokens.js';
import { type ChangedThing, PublicQueries } from '../api/public-queries.js';
import { SIGNATURE_HEADER, signatureOf, TIMESTAMP_HEADER } from './signature.js';
import { type Sent, WebhookSender } from './webhook-sender.js';
import { WAITS } from './webhook.js';
import { webhookLabel } from './webhooks.service.js';

const MINUTE_MS = 60_000;
/** After a change: others that come with it travel in the same delivery. */
const SOON_MS = 2000;
const AT_ONCE = 20;
/** Places and products that one delivery names; the receiver asks for the others. */
const MOST_NAMED = 1000;
const KEPT_DAYS = 90;
const GONE = 410;

const CONCERNED = loadSql('./sql/concerned-places.sql', import.meta.url);

interface Due {
  id: string;
  eventId: string;
  event: string;
  body: string;
  tries: number;
  webhookId: string;
  name: string;
  url: string;
  secret: string;
  ownerId: string;
}

/**
 * Tells receivers what changed, one process of many, with growing waits between tries. A receiver has one delivery under way
 * at a time: what changes meanwhile comes in the next one, so nothing is missed and nobody is flooded. A process that dies
 * between the receiver's yes and our note of it sends that delivery twice, with the same id.
 */
@Injectable()
export class WebhookDeliveries implements OnModuleInit, OnModuleDestroy {
  private readonly log = new Logger('Webhooks');
  private soon: NodeJS.Timeout | null = null;
  private closed = false;

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly signals: Signals,
    private readonly keys: KeyRing,
    private readonly queries: PublicQueries,
    private readonly messages: MessagesService,
    private readonly sender: WebhookSender,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.signals.on('etalase-changed', () => {
      if (this.closed) return;
      this.soon ??= setTimeout(() => {
        this.soon = null;
        void this.eachMinute();
      }, SOON_MS).unref();
    });
  }

  onModuleDestroy(): void {
    this.closed = true;
    if (this.soon) clearTimeout(this.soon);
  }

  @Interval('etalase-webhooks', MINUTE_MS)
  async eachMinute(): Promise<void> {
    if (this.closed) return;
    try {
      await this.run();
    } catch (error) {
      this.log.warn(`Telling receivers failed (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }

  /** Makes and sends what is due; answers how many were taken, null = nobody is to be told, or another process is at it. */
  async run(): Promise<number | null> {
    const [any] = await rows<{ any: boolean }>(
      this.db.manager,
      'select exists (select 1 from etalase_webhook where disabled_at is null) as any',
    );
    if (!any?.any) return null;
    const got = await this.locks.tryLock('etalase-webhooks', async () => {
      await this.makeEvents();
      await this.db.manager.query(
        `delete from etalase_delivery where state <> 'menunggu' and created_at < now() - make_interval(days => ${KEPT_DAYS})`,
      );
      const due = await rows<Due>(
        this.db.manager,
        `select d.id::text, d.event_id::text as "eventId", d.event, d.body, d.tries, w.id::text as "webhookId", w.name, w.url,
           w.secret, w.owner_id::text as "ownerId"
         from etalase_delivery d join etalase_webhook w on w.id = d.webhook_id
         where d.state = 'menunggu' and d.next_try_at <= now() and w.disabled_at is null
         order by d.next_try_at, d.id limit $1`,
        [AT_ONCE],
      );
      const sent = await Promise.all(due.map((one) => this.send(one).catch(() => this.unsent())));
      for (const [at, one] of due.entries()) await this.note(one, sent[at]);
      return sent.filter((one) => one?.outcome === 'diterima').length;
    });
    return got?.result ?? null;
  }

  /** Sends a delivery that says nothing but that it is one, at once and once. Throws `webhook.not-found`. */
  async ping(webhookId: string): Promise<Sent> {
    const [found] = await rows<Omit<Due, 'id' | 'eventId' | 'event' | 'body' | 'tries'>>(
      this.db.manager,
      `select id::text as "webhookId", name, url, secret, owner_id::text as "ownerId" from etalase_webhook where id = $1`,
      [webhookId],
    );
    if (!found) throw new NotFoundError('webhook.not-found', 'Penerima kabar ini tidak ada.');
    const eventId = randomUUID();
    const body = JSON.stringify({ id: eventId, event: 'ping', createdAt: new Date().toISOString() });
    const sent = await this.send({ ...found, id: '', eventId, event: 'ping', body, tries: 0 });
    await this.db.manager.query(
      `insert into etalase_delivery (event_id, webhook_id, event, body, state, tries, finished_at, outcome, status, ms)
       values ($1, $2, 'ping', $3, $4, 1, now(), $5, $6, $7)`,
      [
        eventId,
        webhookId,
        body,
        sent.outcome === 'diterima' ? 'terkirim' : 'gagal',
        sent.outcome,
        sent.status,
        sent.ms,
      ],
    );
    return sent;
  }

  /** One delivery for each receiver that has none under way and for whom something changed. */
  private async makeEvents(): Promise<void> {
    const idle = await rows<{ id: string; since: string; digest: string }>(
      this.db.manager,
      `select w.id::text, to_char(w.told_until at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as since,
         w.told_digest as digest from etalase_webhook w
       where w.disabled_at is null and not exists
         (select 1 from etalase_delivery d where d.webhook_id = w.id and d.state = 'menunggu')`,
    );
    for (const { id, since, digest } of idle) {
      const { items, until } = await this.queries.changes(since, null, MOST_NAMED);
      const told = createHash('sha256').update(JSON.stringify(items)).digest('base64url');
      // What a transaction under way holds back is found again at every look, and was told already.
      if (items.length === 0 || told === digest) continue;
      const eventId = randomUUID();
      const body = await this.bodyOf(eventId, items, since, until);
      await this.db.transaction(async (tx) => {
        const kept = await affected(
          tx,
          'update etalase_webhook set told_until = $2::timestamptz, told_digest = $3 where id = $1 and disabled_at is null',
          [id, until, told],
        );
        if (kept > 0)
          await tx.query(
            `insert into etalase_delivery (event_id, webhook_id, event, body) values ($1, $2, 'etalase.changed', $3)`,
            [eventId, id, body],
          );
      });
    }
  }

  private async bodyOf(id: string, items: readonly ChangedThing[], since: string, until: string): Promise<string> {
    const named = items.slice(0, MOST_NAMED);
    const codes = (kind: ChangedThing['kind']): string[] =>
      named.filter((one) => one.kind === kind).map(({ kode }) => kode);
    const produk = codes('produk');
    const shown = await rows<{ kode: string }>(this.db.manager, CONCERNED, [produk, MOST_NAMED + 1]);
    const wisata = [...new Set([...codes('wisata'), ...shown.map(({ kode }) => kode)])];
    const [version] = await rows<{ version: string }>(
      this.db.manager,
      'select last_value::text as version from etalase_version',
    );
    const base = this.env.publicUrl?.replace(/\/$/, '') ?? '';
    return JSON.stringify({
      id,
      event: 'etalase.changed',
      createdAt: new Date().toISOString(),
      dataVersion: version?.version ?? '',
      since,
      until,
      wisata: wisata.slice(0, MOST_NAMED),
      produk,
      more: items.length > MOST_NAMED || wisata.length > MOST_NAMED,
      changes: `${base}/api/v1/wisata/changes?since=${encodeURIComponent(since)}`,
    });
  }

  private async send({ eventId, event, body, webhookId, url, secret }: Due): Promise<Sent> {
    const seconds = Math.floor(Date.now() / 1000);
    return this.sender.post(url, body, {
      'content-type': 'application/json',
      'user-agent': 'Lokapasar-OVOP',
      'lokapasar-event': event,
      'lokapasar-delivery': eventId,
      [TIMESTAMP_HEADER]: String(seconds),
      [SIGNATURE_HEADER]: signatureOf(openText(this.keys, secret, webhookLabel(webhookId)), seconds, body),
    });
  }

  /** A secret that does not open: a fault of ours, which is no try. */
  private unsent(): null {
    this.log.error('A delivery could not be signed: is the key ring complete?');
    return null;
  }

  private async note(due: Due, sent: Sent | null | undefined): Promise<void> {
    if (!sent) return;
    const { outcome, status, ms } = sent;
    const wait = status === GONE ? undefined : WAITS[due.tries];
    const state = outcome === 'diterima' ? 'terkirim' : wait === undefined ? 'gagal' : 'menunggu';
    await this.db.transaction(async (tx) => {
      await tx.query(
        `update etalase_delivery set state = $2, tries = tries + 1, outcome = $3, status = $4, ms = $5,
           next_try_at = now() + make_interval(mins => $6::int), finished_at = case when $2 <> 'menunggu' then now() end
         where id = $1`,
        [due.id, state, outcome, status, ms, wait ?? 0],
      );
      if (state === 'gagal') await this.switchOff(tx, due, status === GONE);
    });
  }

  private async switchOff(tx: EntityManager, { webhookId, name, ownerId, body }: Due, gone: boolean): Promise<void> {
    const why = gone
      ? 'Penerima menjawab bahwa alamatnya sudah tidak ada (410)'
      : `Penerima tidak dapat dikabari ${WAITS.length + 1} kali berturut-turut`;
    const off = await affected(
      tx,
      // What the failed delivery told is told again once the receiver is switched on.
      `update etalase_webhook set disabled_at = now(), disabled_why = $2, version = version + 1, told_digest = '',
         told_until = least(told_until, coalesce(($3::json ->> 'since')::timestamptz, told_until))
       where id = $1 and disabled_at is null`,
      [webhookId, why, body],
    );
    if (off > 0)
      await this.messages.send(tx, {
        userId: ownerId,
        kind: 'kabar-etalase',
        title: `Kabar etalase kepada "${name}" dihentikan`,
        body: `${why}. Perbaiki penerimanya, lalu nyalakan lagi; yang berubah sementara itu dikabarkan sesudahnya.`,
      });
  }
}
