import { Inject, Injectable, Logger } from '@nestjs/common';
import { Interval, Timeout } from '@nestjs/schedule';
import { DataSource } from 'typeorm';
import { CERTIFICATE_WORDS } from '../catalogue/products/certificate-words.js';
import { MessagesService } from '../messages/messages.service.js';
import { formatDay, today } from '../shared/dates.js';
import type { Env } from '../shared/env.js';
import { Locks } from '../shared/locks.js';
import { loadSql, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import { dueNotice, noticeDays } from './expiry-days.js';

const EXPIRING = loadSql('./expiring.sql', import.meta.url);
const SIX_HOURS_MS = 6 * 60 * 60 * 1000;
const SETTLED_MS = 3 * 60 * 1000;

interface Expiring {
  userId: string;
  /** 'dokumen:12', 'sertifikat:7'. */
  paper: string;
  name: string;
  /** null = of the enterprise itself. */
  product: string | null;
  expiresOn: string;
  daysLeft: number;
}

/**
 * Tells people of an enterprise that a paper is about to run out. Looked at several times a day, since a service may sleep
 * through a night; each notice reaches a person once, so looking again says nothing twice.
 */
@Injectable()
export class ExpiryNotices {
  private readonly log = new Logger('Onboarding');

  constructor(
    private readonly db: DataSource,
    private readonly locks: Locks,
    private readonly messages: MessagesService,
    @Inject(ENV) private readonly env: Env,
  ) {}

  @Timeout('expiry-notices-start', SETTLED_MS)
  async atStart(): Promise<void> {
    await this.quietly();
  }

  @Interval('expiry-notices', SIX_HOURS_MS)
  async daily(): Promise<void> {
    await this.quietly();
  }

  /** Answers how many messages were sent; null = another process is at it. */
  async run(day: string = today(this.env.timeZone)): Promise<number | null> {
    const days = noticeDays(day);
    const got = await this.locks.tryLock('expiry-notices', async () => {
      const papers = await rows<Expiring>(this.db.manager, EXPIRING, [day, days.at(-1) ?? -1]);
      let sent = 0;
      for (const paper of papers) if (await this.tell(paper, days)) sent += 1;
      return sent;
    });
    return got?.result ?? null;
  }

  private tell(
    { userId, paper, name, product, expiresOn, daysLeft }: Expiring,
    days: readonly number[],
  ): Promise<boolean> {
    const due = dueNotice(daysLeft, days);
    if (due === null) return Promise.resolve(false);
    const what = product === null ? name : `${wordsOf(name)} untuk ${product}`;
    const left = daysLeft === 0 ? 'Hari ini hari terakhirnya.' : `Tinggal ${daysLeft} hari.`;
    return this.db.transaction((tx) =>
      this.messages.send(tx, {
        userId,
        kind: 'masa-berlaku',
        title: `${what} berakhir ${formatDay(expiresOn)}`,
        body: `${left} Urus perpanjangannya, lalu ${
          product === null ? 'unggah yang baru di Usaha saya.' : 'kirim yang baru kepada petugas lewat Usaha saya.'
        }`,
        link: '/usaha-saya',
        onceKey: `berakhir:${paper}:${expiresOn}:${due}`,
      }),
    );
  }

  private async quietly(): Promise<void> {
    try {
      await this.run();
    } catch (error) {
      this.log.warn(`Notices of papers that run out failed; they are tried again: ${String(error)}`);
    }
  }
}

function wordsOf(kind: string): string {
  return CERTIFICATE_WORDS[kind as keyof typeof CERTIFICATE_WORDS] ?? kind;
}
