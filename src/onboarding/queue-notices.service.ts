import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { MessagesService } from '../messages/messages.service.js';
import { formatDay, hourIn, today } from '../shared/dates.js';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { loadSql, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';

const QUEUE = loadSql('./queue.sql', import.meta.url);
const TEN_MINUTES_MS = 10 * 60 * 1000;
/** Hours of the region within which a clerk is told: not at night. */
const DAY_BEGINS = 7;
const DAY_ENDS = 18;

interface Waiting {
  accounts: number;
  files: number;
  proposals: number;
  /** 'YYYY-MM-DD' of the region; null = nothing waits. */
  oldest: string | null;
  /** ISO 8601, UTC: when the newest came. */
  newest: string | null;
}

/**
 * Tells clerks that work has come into their queue: one digest a day for everything, at working hours, and only where
 * something came since the last one. Who has read the queue already is not told of the same work again the day after.
 */
@Injectable()
export class QueueNotices {
  private readonly log = new Logger('Onboarding');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly messages: MessagesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Interval('queue-notices', TEN_MINUTES_MS)
  async often(): Promise<void> {
    const hour = hourIn(this.env.timeZone);
    if (hour < DAY_BEGINS || hour >= DAY_ENDS) return;
    try {
      await this.run();
    } catch (error) {
      this.log.warn(`Telling clerks of their queue failed; it is tried again: ${String(error)}`);
    }
  }

  /** Answers how many digests were sent; null = another process is at it. */
  async run(day: string = today(this.env.timeZone)): Promise<number | null> {
    const got = await this.locks.tryLock('queue-notices', async () => {
      const [waiting] = await rows<Waiting>(this.db.manager, QUEUE, [this.env.timeZone]);
      if (!waiting?.newest) return 0;
      let sent = 0;
      for (const { userId } of await this.clerks(waiting.newest)) if (await this.tell(userId, waiting, day)) sent += 1;
      return sent;
    });
    return got?.result ?? null;
  }

  /** The bureau's staff; administrators only where there is none. Who was told since the newest came is left out. */
  private clerks(newest: string): Promise<{ userId: string }[]> {
    return rows(
      this.db.manager,
      `select u.id as "userId" from app_user u
       where u.disabled_at is null
         and u.role = case when exists (select 1 from app_user x where x.role = 'biro-pbj' and x.disabled_at is null)
           then 'biro-pbj' else 'admin' end
         and not exists (select 1 from message m where m.user_id = u.id and m.kind = 'antrean' and m.created_at >= $1::timestamptz)
       order by u.id`,
      [newest],
    );
  }

  private tell(userId: string, { accounts, files, proposals, oldest }: Waiting, day: string): Promise<boolean> {
    const parts = [
      accounts > 0 && `${accounts} akun menunggu dihubungkan`,
      files > 0 && `${files} berkas menunggu diperiksa`,
      proposals > 0 && `${proposals} usulan perubahan data menunggu`,
    ].filter(Boolean);
    return this.db.transaction((tx) =>
      this.messages.send(tx, {
        userId,
        kind: 'antrean',
        title: `${accounts + files + proposals} hal menunggu di Antrean`,
        body: `${parts.join(', ')}.\nYang paling lama menunggu sejak ${oldest === null ? 'hari ini' : formatDay(oldest)}.`,
        link: '/antrean',
        onceKey: `antrean:${day}`,
      }),
    );
  }
}
