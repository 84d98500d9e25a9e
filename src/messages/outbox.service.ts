import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import type { Env } from '../shared/env.js';
import { NotFoundError } from '../shared/errors.js';
import { Locks } from '../shared/locks.js';
import { MailDoor } from '../shared/mail-door.js';
import { affected, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';

const MINUTE_MS = 60_000;
/** Mails of one round: a server that is slow does not hold the lock for hours. */
const AT_ONCE = 50;
/** Minutes until the next try, by the number of tries before. After the last the mail counts as failed. */
const WAITS = [1, 5, 30, 120, 720, 1440] as const;

export const MAIL_STATES = ['menunggu', 'terkirim', 'tanpa-alamat', 'gagal'] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** A mail as the administrator sees it: to whom (masked), about what, where it stands; never what it says. */
export interface Mail {
  messageId: string;
  username: string;
  /** Masked; null = no address is on record. */
  email: string | null;
  kind: string;
  title: string;
  state: MailState;
  tries: number;
  /** ISO 8601, UTC. */
  createdAt: string;
  /** ISO 8601, UTC; of a mail that waits. */
  nextTryAt: string | null;
  sentAt: string | null;
}

export interface MailPage {
  items: Mail[];
  total: number;
  counts: Readonly<Record<MailState, number>>;
}

/**
 * Sends what waits, one process of many, with growing waits between tries. Without a mail server nothing is tried and
 * nothing is lost: mails wait, and the administrator sees them. A process that dies between the server's yes and our note
 * of it sends that one mail twice.
 */
@Injectable()
export class OutboxService {
  private readonly log = new Logger('Messages');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly door: MailDoor,
    @Inject(ENV) private readonly env: Env,
  ) {}

  get missing(): 'server' | 'public-url' | null {
    return this.door.missing;
  }

  @Interval('message-outbox', MINUTE_MS)
  async eachMinute(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.log.warn(`Sending mails failed (${error instanceof Error ? error.name : 'unknown'})`);
    }
  }

  /** Sends what is due; answers how many the server took, null = no server, or another process is at it. */
  async run(): Promise<number | null> {
    if (this.door.missing !== null) return null;
    const got = await this.locks.tryLock('message-outbox', async () => {
      const due = await rows<{
        id: string;
        userId: string;
        title: string;
        body: string;
        link: string | null;
        tries: number;
      }>(
        this.db.manager,
        `select m.id::text, m.user_id as "userId", m.title, m.body, m.link, o.tries
         from message_outbox o join message m on m.id = o.message_id
         where o.state = 'menunggu' and o.next_try_at <= now() order by o.next_try_at, m.id limit $1`,
        [AT_ONCE],
      );
      let sent = 0;
      for (const { id, userId, title, body, link, tries } of due) {
        const posted = await this.door.post({ userId, subject: title, text: this.letter(body, link) });
        if (posted === 'sent') sent += 1;
        await this.note(id, posted, tries);
      }
      return sent;
    });
    return got?.result ?? null;
  }

  /** A mail that failed, or had no address, is tried again. Throws `message.not-found`. */
  async again(messageId: string): Promise<void> {
    const done = /^\d{1,18}$/.test(messageId)
      ? await affected(
          this.db.manager,
          `update message_outbox set state = 'menunggu', tries = 0, next_try_at = now()
           where message_id = $1 and state in ('gagal', 'tanpa-alamat', 'menunggu')`,
          [messageId],
        )
      : 0;
    if (done === 0) throw new NotFoundError('message.not-found', 'Surat itu tidak ada, atau sudah terkirim.');
  }

  /** The newest first. `page` counts from 1. */
  async list(state: MailState | null, paging: { page: number; size: number }): Promise<MailPage> {
    const found = await rows<{ state: MailState; n: number }>(
      this.db.manager,
      'select state, count(*)::int as n from message_outbox group by state',
    );
    const counts = Object.fromEntries(
      MAIL_STATES.map((one) => [one, found.find((row) => row.state === one)?.n ?? 0]),
    ) as Record<MailState, number>;
    const items = await rows<Omit<Mail, 'email'> & { userId: string }>(
      this.db.manager,
      `select m.id::text as "messageId", u.id as "userId", u.username, m.kind, m.title, o.state, o.tries,
         to_char(m.created_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
         case when o.state = 'menunggu' then to_char(o.next_try_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') end
           as "nextTryAt",
         to_char(o.sent_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "sentAt"
       from message_outbox o join message m on m.id = o.message_id join app_user u on u.id = m.user_id
       where $1::text is null or o.state = $1 order by m.id desc limit $2 offset $3`,
      [state, paging.size, (Math.max(1, paging.page) - 1) * paging.size],
    );
    const masked = await this.door.masked(items.map(({ userId }) => userId));
    return {
      items: items.map(({ userId, ...mail }) => ({ ...mail, email: masked.get(userId) ?? null })),
      total: state === null ? Object.values(counts).reduce((sum, one) => sum + one, 0) : counts[state],
      counts,
    };
  }

  private letter(body: string, link: string | null): string {
    const address =
      link === null || this.env.publicUrl === null ? [] : ['', this.env.publicUrl.replace(/\/+$/, '') + link];
    return [body, ...address, '', 'Surat ini dikirim otomatis oleh Lokapasar OVOP. Jangan membalasnya.'].join('\n');
  }

  private async note(id: string, posted: 'sent' | 'no-address' | 'refused', tries: number): Promise<void> {
    const wait = WAITS[tries];
    const state: MailState =
      posted === 'sent'
        ? 'terkirim'
        : posted === 'no-address'
          ? 'tanpa-alamat'
          : wait === undefined
            ? 'gagal'
            : 'menunggu';
    await this.db.manager.query(
      `update message_outbox set state = $2, tries = tries + 1, next_try_at = now() + make_interval(mins => $3::int),
         sent_at = case when $2 = 'terkirim' then now() end where message_id = $1`,
      [id, state, wait ?? 0],
    );
  }
}
