import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { AuditHeads, type SealState } from './audit-heads.js';
import { checkTail } from './verify.js';

/** How many of the last rows a page checks. */
const CHECKED = 1000;

/** Which records to show; null and left out = all. */
export interface AuditFilter {
  /** First and last day in the zone of the region, 'YYYY-MM-DD'. */
  from?: string | null;
  to?: string | null;
  /** Name of the user, key or command, or the id of one. */
  actor?: string | null;
  action?: string | null;
  objectKind?: string | null;
  objectId?: string | null;
}

/** One record, as auditors and administrators may see it. */
export interface AuditRecord {
  seq: number;
  /** ISO 8601, UTC. */
  at: string;
  actorKind: string;
  actorId: string | null;
  actorName: string;
  actorRole: string | null;
  /** Address of the request: data about a person, for auditors and administrators only. */
  address: string | null;
  requestId: string | null;
  action: string;
  objectKind: string;
  objectId: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  reason: string | null;
  hash: string;
}

export interface AuditPage {
  items: AuditRecord[];
  /** Give it as `before` to get the next, older page; null at the end. */
  next: number | null;
}

/** How the trail stands, as far as a page can tell; `audit verify` tells all. */
export interface AuditState extends SealState {
  /** Of the last rows: how many were checked, and how many things are wrong with them. */
  checked: { rows: number; problems: number };
}

type AuditRow = Omit<AuditRecord, 'seq' | 'at'> & { seq: string; at: Date };

/** Reads the trail. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly source: DataSource,
    private readonly heads: AuditHeads,
  ) {}

  /** Newest first, those before number `before`. */
  async list(filter: AuditFilter, before: number | null, size: number, timeZone: string): Promise<AuditPage> {
    const found = await rows<AuditRow>(this.source.manager, LIST, [
      filter.from ?? null,
      filter.to ?? null,
      timeZone,
      filter.actor ?? null,
      filter.action ?? null,
      filter.objectKind ?? null,
      filter.objectId ?? null,
      before,
      size + 1,
    ]);
    const items = found
      .slice(0, size)
      .map(({ seq, at, ...row }) => ({ ...row, seq: Number(seq), at: at.toISOString() }));
    return { items, next: found.length > size ? (items.at(-1)?.seq ?? null) : null };
  }

  /** What became of one thing, newest first: for the page of the thing itself. */
  async history(objectKind: string, objectIds: readonly string[], size: number): Promise<AuditRecord[]> {
    const found = await rows<AuditRow>(
      this.source.manager,
      `${RECORD} where object_kind = $1 and object_id = any($2::text[]) order by audit_entry.seq desc limit $3`,
      [objectKind, objectIds, size],
    );
    return found.map(({ seq, at, ...row }) => ({ ...row, seq: Number(seq), at: at.toISOString() }));
  }

  /** The actions and kinds of things that there are, for the filters. */
  async choices(): Promise<{ actions: string[]; objectKinds: string[] }> {
    const [actions, objectKinds] = [await this.distinct('action'), await this.distinct('object_kind')];
    return { actions, objectKinds };
  }

  async state(): Promise<AuditState> {
    return { ...(await this.heads.load()), checked: await checkTail(this.source.manager, CHECKED) };
  }

  /** From one value to the next along an index, so that a long trail is not read for a dozen words. */
  private async distinct(column: 'action' | 'object_kind'): Promise<string[]> {
    const found = await rows<{ value: string }>(
      this.source.manager,
      `with recursive one(value) as (
         (select ${column} from audit_entry order by ${column} limit 1)
         union all
         select (select e.${column} from audit_entry e where e.${column} > one.value order by e.${column} limit 1)
         from one where one.value is not null)
       select value from one where value is not null`,
    );
    return found.map(({ value }) => value);
  }
}

const RECORD = `
select seq::text as seq, at, actor_kind as "actorKind", actor_id as "actorId", actor_name as "actorName",
       actor_role as "actorRole", address, request_id as "requestId", action, object_kind as "objectKind",
       object_id as "objectId", before, after, reason, hash
from audit_entry`;

/** $1 first day, $2 last day, $3 zone, $4 actor, $5 action, $6 kind of thing, $7 its id, $8 before this number, $9 limit. */
const LIST = `${RECORD}
where ($1::date is null or at >= ($1::date)::timestamp at time zone $3)
  and ($2::date is null or at < ($2::date + 1)::timestamp at time zone $3)
  and ($4::text is null or actor_name = $4 or actor_id = $4)
  and ($5::text is null or action = $5)
  and ($6::text is null or object_kind = $6)
  and ($7::text is null or object_id = $7)
  and ($8::bigint is null or seq < $8::bigint)
order by audit_entry.seq desc
limit $9`;
