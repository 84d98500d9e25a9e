import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, EntityManager } from 'typeorm';
import type { Env } from '../../shared/env.js';
import { Signals } from '../../shared/signals.js';
import { klpdCode } from '../../shared/text.js';
import { ENV } from '../../shared/tokens.js';
import type { Instance } from './instance.js';
import { InstanceSetting } from './instance-setting.entity.js';

/** A signal is a hint and may be missed: what is cached is read again after so many milliseconds in any case. */
const FRESH_MS = 30_000;

/** What the set-up page changes. `undefined` leaves a setting as it is. */
export type InstanceChange = Partial<Omit<Instance, 'setUpAt'>>;

/** Whose service this is. Kept in the process between changes. */
@Injectable()
export class InstanceSettings implements OnModuleInit {
  private cached: { instance: Instance; until: number } | null = null;

  constructor(
    private readonly source: DataSource,
    private readonly signals: Signals,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleInit(): void {
    this.signals.on('settings-changed', () => {
      this.cached = null;
    });
  }

  /** Inside a transaction the caller hands on its `tx`: what is not fresh is read from the database. */
  async get(em: EntityManager = this.source.manager): Promise<Instance> {
    if (!this.cached || this.cached.until < Date.now())
      this.cached = { instance: await this.read(em), until: Date.now() + FRESH_MS };
    return this.cached.instance;
  }

  /** Stores what was given and marks the instance as set up. */
  async save(change: InstanceChange): Promise<Instance> {
    await this.source.transaction(async (tx) => {
      await tx.query('insert into instance_setting (id) values (1) on conflict do nothing');
      const row = await tx.findOneOrFail(InstanceSetting, { where: { id: 1 }, lock: { mode: 'pessimistic_write' } });
      Object.assign(row, given(change));
      // Compared with the feeds' codes, which are kept in this form too.
      if (row.klpdCode) row.klpdCode = klpdCode(row.klpdCode);
      row.setUpAt ??= new Date();
      row.updatedAt = new Date();
      await tx.save(row);
      await this.signals.send('settings-changed', tx);
    });
    // The signal may have been heard before the commit; what was read in between would be the old state.
    this.cached = null;
    return this.get();
  }

  private async read(em: EntityManager): Promise<Instance> {
    const row = await em.findOneBy(InstanceSetting, { id: 1 });
    return {
      klpdCode: row?.klpdCode ?? null,
      klpdName: row?.klpdName ?? null,
      province: row?.province ?? null,
      timeZone: row?.timeZone ?? this.env.timeZone,
      fiscalYear: row?.fiscalYear ?? null,
      letterhead: row?.letterhead ?? [],
      demo: row?.demo ?? false,
      setUpAt: row?.setUpAt?.toISOString() ?? null,
    };
  }
}

function given(change: InstanceChange): InstanceChange {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
