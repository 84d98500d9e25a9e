import { randomBytes, randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { SealedText } from '../../access/personal/sealed-columns.js';
import { sealText } from '../../access/sealed-text.js';
import type { Viewer } from '../../access/viewer.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { KeyRing } from '../../shared/keyring.js';
import { affected, rows } from '../../shared/sql.js';
import { storable } from '../../shared/text.js';
import { type Delivery, type Webhook, webhookProblems } from './webhook.js';

export const webhookLabel = (id: string): string => `webhook:${id}`;

/** The secrets, for the change of keys. */
export const WEBHOOK_SEALED: SealedText = {
  what: 'Rahasia penerima kabar etalase',
  table: 'etalase_webhook',
  id: 'id',
  column: 'secret',
  label: webhookLabel,
};

/** So many receivers are told at most; each costs a request for every change. */
const MOST_WEBHOOKS = 50;

const SHOWN = `
select w.id::text, w.name, w.url, w.version, w.disabled_why as "disabledWhy", w.created_by as "createdBy",
  to_char(w.disabled_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "disabledAt",
  to_char(w.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
  to_char(d.last at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "lastSentAt", coalesce(d.waiting, 0)::int as waiting
from etalase_webhook w
left join lateral (select max(finished_at) filter (where state = 'terkirim') as last,
  count(*) filter (where state = 'menunggu') as waiting from etalase_delivery d where d.webhook_id = w.id) d on true`;

/** Those who want to be told when listings change. Every change of one is on record; its secret is nowhere in the open. */
@Injectable()
export class WebhooksService {
  constructor(
    private readonly db: DataSource,
    private readonly keys: KeyRing,
  ) {}

  list(): Promise<Webhook[]> {
    return rows<Webhook>(this.db.manager, `${SHOWN} order by w.name, w.id`);
  }

  /** Throws `webhook.not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<Webhook> {
    const [found] = await rows<Webhook>(em, `${SHOWN} where w.id = $1`, [id]);
    if (!found) throw notFound();
    return found;
  }

  /** The secret is told this once. Throws `webhook.invalid`, `webhook.name-taken` or `webhook.too-many`. */
  async make(input: { name: string; url: string }, by: Viewer): Promise<{ webhook: Webhook; secret: string }> {
    const { name, url } = checked(input);
    const id = randomUUID();
    const secret = newSecret();
    return this.db.transaction(async (tx) => {
      // Whoever makes one waits for whoever is making another: the number stays below the most.
      await tx.query('lock table etalase_webhook in share row exclusive mode');
      const [count] = await rows<{ n: number }>(tx, 'select count(*)::int as n from etalase_webhook');
      if ((count?.n ?? 0) >= MOST_WEBHOOKS)
        throw new ConflictError(
          'webhook.too-many',
          `Sudah ada ${MOST_WEBHOOKS} penerima. Hapus yang tidak dipakai lagi, lalu tambah yang baru.`,
        );
      await this.unlessTaken(tx, name, id);
      await tx.query(
        `insert into etalase_webhook (id, name, url, secret, owner_id, created_by) values ($1, $2, $3, $4, $5, $6)`,
        [id, name, url, sealText(this.keys, secret, webhookLabel(id)), by.userId, by.username],
      );
      return { webhook: await this.get(id, tx), secret };
    });
  }

  /** Throws as `make` does, `webhook.changed-meanwhile` or `webhook.not-found`. */
  async change(id: string, version: number, input: { name: string; url: string }): Promise<Webhook> {
    const { name, url } = checked(input);
    return this.db.transaction(async (tx) => {
      const before = await this.locked(tx, id);
      if (before.version !== version)
        throw new ConflictError(
          'webhook.changed-meanwhile',
          `Penerima "${before.name}" sudah diubah orang lain. Muat ulang, lalu ubah lagi.`,
          { version: before.version },
        );
      await this.unlessTaken(tx, name, id);
      await tx.query(`update etalase_webhook set name = $2, url = $3, version = version + 1 where id = $1`, [
        id,
        name,
        url,
      ]);
      return this.get(id, tx);
    });
  }

  /** A new secret, told this once; the old one counts no more from the next try on. Throws `webhook.not-found`. */
  async renew(id: string): Promise<{ webhook: Webhook; secret: string }> {
    const secret = newSecret();
    return this.db.transaction(async (tx) => {
      await this.locked(tx, id);
      await tx.query('update etalase_webhook set secret = $2, version = version + 1 where id = $1', [
        id,
        sealText(this.keys, secret, webhookLabel(id)),
      ]);
      return { webhook: await this.get(id, tx), secret };
    });
  }

  /** What waits is tried again from the beginning; what changed meanwhile comes after it. Throws `webhook.not-found`. */
  async enable(id: string): Promise<Webhook> {
    return this.db.transaction(async (tx) => {
      await this.locked(tx, id);
      await tx.query(
        'update etalase_webhook set disabled_at = null, disabled_why = null, version = version + 1 where id = $1',
        [id],
      );
      await tx.query(
        `update etalase_delivery set tries = 0, next_try_at = now() where webhook_id = $1 and state = 'menunggu'`,
        [id],
      );
      return this.get(id, tx);
    });
  }

  /** Throws `webhook.not-found`. */
  async disable(id: string, why: string): Promise<Webhook> {
    return this.db.transaction(async (tx) => {
      await this.locked(tx, id);
      if (why.trim().length < 3)
        throw new InvalidInputError('webhook.invalid', 'Penerima belum dihentikan.', [
          { field: 'why', message: 'Isi alasannya, paling sedikit 3 huruf' },
        ]);
      await tx.query(
        `update etalase_webhook set disabled_at = coalesce(disabled_at, now()), disabled_why = coalesce(disabled_why, $2),
           version = version + 1 where id = $1`,
        [id, storable(why).trim()],
      );
      return this.get(id, tx);
    });
  }

  /** With its deliveries. Throws `webhook.not-found`. */
  async remove(id: string): Promise<void> {
    if ((await affected(this.db.manager, 'delete from etalase_webhook where id = $1', [id])) === 0) throw notFound();
  }

  /** The newest first. Throws `webhook.not-found`. */
  async deliveries(
    id: string,
    { page, size }: { page: number; size: number },
  ): Promise<{ items: Delivery[]; total: number }> {
    await this.get(id);
    const [count] = await rows<{ n: number }>(
      this.db.manager,
      'select count(*)::int as n from etalase_delivery where webhook_id = $1',
      [id],
    );
    const items = await rows<Delivery>(
      this.db.manager,
      `select event_id::text as id, event, state, tries, outcome, status, ms,
         to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
         case when state = 'menunggu' then to_char(next_try_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end as "nextTryAt",
         to_char(finished_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "finishedAt"
       from etalase_delivery where webhook_id = $1 order by etalase_delivery.id desc limit $2 offset $3`,
      [id, size, (page - 1) * size],
    );
    return { items, total: count?.n ?? 0 };
  }

  private async locked(tx: EntityManager, id: string): Promise<{ name: string; version: number }> {
    const [found] = await rows<{ name: string; version: number }>(
      tx,
      'select name, version from etalase_webhook where id = $1 for update',
      [id],
    );
    if (!found) throw notFound();
    return found;
  }

  private async unlessTaken(tx: EntityManager, name: string, id: string): Promise<void> {
    const taken = await rows(tx, 'select 1 from etalase_webhook where name = $1 and id <> $2', [name, id]);
    if (taken.length > 0)
      throw new ConflictError('webhook.name-taken', `Sudah ada penerima bernama "${name}". Beri nama yang lain.`);
  }
}

function checked(input: { name: string; url: string }): { name: string; url: string } {
  const name = storable(input.name).replace(/\s+/g, ' ').trim();
  const url = input.url.trim();
  const problems = webhookProblems({ name, url });
  if (problems.length > 0)
    throw new InvalidInputError(
      'webhook.invalid',
      'Penerima belum disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
      problems,
    );
  return { name, url };
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64url')}`;
}

function notFound(): NotFoundError {
  return new NotFoundError('webhook.not-found', 'Penerima kabar ini tidak ada.');
}
