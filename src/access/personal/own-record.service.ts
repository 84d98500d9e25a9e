import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InvalidInputError } from '../../shared/errors.js';
import { rows } from '../../shared/sql.js';
import type { Role } from '../permissions.js';
import type { Viewer } from '../viewer.js';
import { BY_CONSENT, consentWording, OWN_PURPOSES } from './consent.js';
import { type CorrectionRequest, CorrectionsService } from './corrections.service.js';
import type { PersonalField } from './identifiers.js';
import { type MaskedValue, type PersonalOwner, PersonalVault } from './personal-vault.js';

/** Kind of owner of what the vault keeps of people with an account. */
export const USER_OWNER = 'app_user';

/** Sign-ins that the record shows. */
const SIGN_INS = 10;

/** A consent as it was given. Moments are ISO 8601. */
export interface Consent {
  field: PersonalField;
  purpose: string;
  wording: string;
  givenAt: string;
  withdrawnAt: string | null;
}

/** Everything that is held about one person with an account, as they may see it. */
export interface OwnRecord {
  account: { username: string; displayName: string; role: Role; createdAt: string };
  /** Sessions that are not over. */
  sessions: number;
  signIns: { at: string; how: string }[];
  values: MaskedValue[];
  consents: Consent[];
  corrections: CorrectionRequest[];
}

export interface OwnRecordInFull extends Omit<OwnRecord, 'values'> {
  values: (Omit<MaskedValue, 'masked'> & { value: string })[];
}

/** What people see and change of what is held about themselves. */
@Injectable()
export class OwnRecordService {
  constructor(
    private readonly source: DataSource,
    private readonly vault: PersonalVault,
    private readonly corrections: CorrectionsService,
  ) {}

  async get(viewer: Viewer): Promise<OwnRecord> {
    const em = this.source.manager;
    const [account] = await rows<{ created_at: Date; sessions: number }>(
      em,
      `select u.created_at,
         (select count(*)::int from app_session s where s.user_id = u.id and s.expires_at > now()) as sessions
       from app_user u where u.id = $1`,
      [viewer.userId],
    );
    return {
      account: {
        username: viewer.username,
        displayName: viewer.displayName,
        role: viewer.role,
        createdAt: (account?.created_at ?? new Date(0)).toISOString(),
      },
      sessions: account?.sessions ?? 0,
      signIns: await this.signIns(viewer),
      values: await this.vault.masked(ownerOf(viewer)),
      consents: await this.consents(viewer),
      corrections: await this.corrections.own(viewer),
    };
  }

  /** The record with the own values in full, to be taken along; recorded in the audit trail. */
  async inFull(viewer: Viewer): Promise<OwnRecordInFull> {
    const record = await this.get(viewer);
    const plain = new Map((await this.vault.takeOwn(ownerOf(viewer))).map(({ field, value }) => [field, value]));
    return {
      ...record,
      values: record.values.map(({ field, purpose, basis, consentAt, updatedAt }) => ({
        field,
        value: plain.get(field) ?? '',
        purpose,
        basis,
        consentAt,
        updatedAt,
      })),
    };
  }

  /** Throws `NotFoundError` when nothing is kept. */
  show(viewer: Viewer, field: PersonalField): Promise<string> {
    return this.vault.showOwn(ownerOf(viewer), field);
  }

  /** Keeps the own value on one's consent. Throws `InvalidInputError` without the consent or for a wrong form. */
  async put(viewer: Viewer, field: PersonalField, value: string, consent: boolean): Promise<void> {
    if (!consent) {
      const message = 'Centang persetujuan dahulu; tanpa persetujuan tidak ada yang disimpan';
      throw new InvalidInputError('personal.no-consent', `${message}.`, [{ field: `setuju-${field}`, message }]);
    }
    await this.source.transaction((tx) =>
      this.vault.put(tx, ownerOf(viewer), {
        field,
        value,
        purpose: OWN_PURPOSES[field],
        basis: BY_CONSENT,
        consent: consentWording(field),
      }),
    );
  }

  /** Withdraws the consent, and with it the value goes. */
  async withdraw(viewer: Viewer, field: PersonalField): Promise<boolean> {
    return this.source.transaction((tx) => this.vault.remove(tx, ownerOf(viewer), field));
  }

  /** Throws `InvalidInputError`. */
  async rename(viewer: Viewer, displayName: string): Promise<void> {
    const name = displayName.trim();
    if (name === '' || name.length > 100) {
      const message = 'Nama lengkap wajib diisi, paling banyak 100 huruf';
      throw new InvalidInputError('personal.name', `${message}.`, [{ field: 'displayName', message }]);
    }
    // In a transaction, so that the trail knows who it was.
    await this.source.transaction((tx) =>
      tx.query('update app_user set display_name = $2 where id = $1', [viewer.userId, name]),
    );
  }

  private async consents(viewer: Viewer): Promise<Consent[]> {
    const found = await rows<Omit<Consent, 'givenAt' | 'withdrawnAt'> & { given: Date; withdrawn: Date | null }>(
      this.source.manager,
      `select field, purpose, wording, given_at as given, withdrawn_at as withdrawn from personal_consent
       where owner_kind = $1 and owner_id = $2 order by id desc`,
      [USER_OWNER, viewer.userId],
    );
    return found.map(({ given, withdrawn, ...rest }) => ({
      ...rest,
      givenAt: given.toISOString(),
      withdrawnAt: withdrawn?.toISOString() ?? null,
    }));
  }

  /** From the trail where it tells of them, else from the sessions that are still there. */
  private async signIns(viewer: Viewer): Promise<OwnRecord['signIns']> {
    const found = await rows<{ at: Date; how: string }>(
      this.source.manager,
      `with told as (
         select at, coalesce(after->>'user_agent', 'Masuk') as how from audit_entry
         where action = 'session.begin' and (actor_id = $1 or object_id = $1) order by seq desc limit $2)
       select at, how from told
       union all
       (select created_at, user_agent from app_session
        where user_id = $1::uuid and not exists (select 1 from told) order by created_at desc limit $2)
       order by at desc`,
      [viewer.userId, SIGN_INS],
    );
    return found.map(({ at, how }) => ({ at: at.toISOString(), how }));
  }
}

function ownerOf(viewer: Viewer): PersonalOwner {
  return { kind: USER_OWNER, id: viewer.userId };
}
