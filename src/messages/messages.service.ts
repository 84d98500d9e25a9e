import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { NotFoundError } from '../shared/errors.js';
import { affected, rows } from '../shared/sql.js';

export interface NewMessage {
  userId: string;
  /** What it is about, for the list of mails: 'berkas-usaha', 'masa-berlaku'. */
  kind: string;
  title: string;
  /** Plain text, a paragraph a line. Personal values do not belong in it. */
  body: string;
  /** Path within the service that it leads to. */
  link?: string;
  /** Of messages with one key a person gets the first only. */
  onceKey?: string;
}

export interface Message {
  id: string;
  kind: string;
  title: string;
  body: string;
  link: string | null;
  /** ISO 8601, UTC. */
  sentAt: string;
  readAt: string | null;
}

export interface MessagePage {
  items: Message[];
  total: number;
  unread: number;
}

/** Messages from the service to a person: read in the application, and sent by mail when there is a server for it. */
@Injectable()
export class MessagesService {
  constructor(private readonly db: DataSource) {}

  /** Within the caller's transaction: what is taken back sends nothing. False = the person has had it already. */
  async send(tx: EntityManager, { userId, kind, title, body, link, onceKey }: NewMessage): Promise<boolean> {
    const [made] = await rows<{ id: string }>(
      tx,
      `insert into message (user_id, kind, title, body, link, once_key) values ($1, $2, $3, $4, $5, $6)
       on conflict (user_id, once_key) do nothing returning id::text`,
      [userId, kind, title, body, link ?? null, onceKey ?? null],
    );
    if (!made) return false;
    await tx.query('insert into message_outbox (message_id) values ($1)', [made.id]);
    return true;
  }

  /** The newest first. `page` counts from 1. */
  async list(userId: string, paging: { page: number; size: number }): Promise<MessagePage> {
    const { page, size } = paging;
    const [counts] = await rows<{ total: number; unread: number }>(
      this.db.manager,
      `select count(*)::int as total, (count(*) filter (where read_at is null))::int as unread
       from message where user_id = $1`,
      [userId],
    );
    const items = await rows<Message>(
      this.db.manager,
      `select id::text, kind, title, body, link,
         to_char(created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt",
         to_char(read_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "readAt"
       from message where user_id = $1 order by message.id desc limit $2 offset $3`,
      [userId, size, (Math.max(1, page) - 1) * size],
    );
    return { items, total: counts?.total ?? 0, unread: counts?.unread ?? 0 };
  }

  /** One's own, as read. Throws `message.not-found`, also for somebody else's. */
  async markRead(userId: string, id: string): Promise<void> {
    const done = /^\d{1,18}$/.test(id)
      ? await affected(
          this.db.manager,
          'update message set read_at = coalesce(read_at, now()) where user_id = $1 and id = $2',
          [userId, id],
        )
      : 0;
    if (done === 0)
      throw new NotFoundError(
        'message.not-found',
        'Pesan itu tidak ada, atau bukan untuk Anda. Muat ulang kotak masuk.',
      );
  }

  async markAllRead(userId: string): Promise<void> {
    await this.db.manager.query('update message set read_at = now() where user_id = $1 and read_at is null', [userId]);
  }
}
