import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { hashOfToken, isToken, newToken } from '../access/one-time-token.js';
import { EmailAddresses } from '../access/reset/email-addresses.js';
import { SignInThrottleService } from '../access/throttle.js';
import { UsersService } from '../access/users.service.js';
import { EnterpriseService } from '../enterprise/enterprise.service.js';
import { enterpriseNameKey, NEAR, nearness } from '../enterprise/name-key.js';
import { MessagesService } from '../messages/messages.service.js';
import type { Env } from '../shared/env.js';
import { ConflictError, InvalidInputError, NotFoundError, TooManyRequestsError } from '../shared/errors.js';
import { MailDoor } from '../shared/mail-door.js';
import { affected, rows } from '../shared/sql.js';
import { ENV } from '../shared/tokens.js';
import { WilayahService } from '../wilayah/wilayah.service.js';
import type { ClaimDto, SignUpDto } from './onboarding.dto.js';
import {
  type Account,
  type AccountState,
  addStep,
  type Doer,
  reasonOf,
  stale,
  type Step,
  stepsOf,
  UTC,
} from './onboarding.js';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Path that the link in the mail leads to; the token follows in the query, which is never logged. */
export const CONFIRM_PATH = '/daftar/surel';
/** Instead of the number of an enterprise: there is none on file yet. */
export const NEW_ENTERPRISE = 'baru';

const ACCOUNT = `select a.user_id as "userId", u.username, u.display_name as "displayName", a.state,
    a.claimed_name as "claimedName", a.claimed_nib as "claimedNib", a.claimed_place as "claimedPlace",
    a.enterprise_id::text as "enterpriseId", a.email_confirmed_at is not null as "emailConfirmed", a.version,
    to_char(a.created_at at time zone 'utc', ${UTC}) as "createdAt"
  from enterprise_account a join app_user u on u.id = a.user_id`;

/** An enterprise on file that a claim may be about. */
export interface Candidate {
  id: string;
  name: string;
  nib: string | null;
  place: string | null;
  because: 'nib' | 'name';
  /** How many accounts it has already. */
  accounts: number;
}

/** Sign-up of enterprises, and the link of an account to its enterprise, which a clerk makes and nobody else. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly db: DataSource,
    private readonly users: UsersService,
    private readonly emails: EmailAddresses,
    private readonly throttle: SignInThrottleService,
    private readonly enterprises: EnterpriseService,
    private readonly wilayah: WilayahService,
    private readonly messages: MessagesService,
    private readonly door: MailDoor,
    @Inject(ENV) private readonly env: Env,
  ) {}

  /** Whether an address is to be confirmed by mail before a clerk sees the account. */
  get byMail(): boolean {
    return this.door.missing === null;
  }

  /**
   * Makes an account that sees nothing yet. With a mail server its address is to be confirmed first; without one a clerk is
   * asked at once. Throws `InvalidInputError` with the fields, `access.username-taken`, `TooManyRequestsError`.
   */
  async signUp(given: SignUpDto, address: string): Promise<void> {
    await this.slowly(given.username, address);
    const claim = claimOf(given);
    const state = this.byMail ? 'menunggu-surel' : 'menunggu-petugas';
    const user = await this.users.signUp(given, given.password, async (tx, userId) => {
      await this.emails.note(tx, userId, given.email);
      await tx.query(
        `insert into enterprise_account (user_id, state, claimed_name, claimed_nib, claimed_place) values ($1, $2, $3, $4, $5)`,
        [userId, state, claim.name, claim.nib, claim.place],
      );
      await addStep(tx, { userId }, 'mendaftar', given.displayName);
    });
    if (this.byMail) await this.sendConfirmation(user.id);
  }

  /** A new link to confirm the address; the one before is worth nothing then. Throws `TooManyRequestsError`. */
  async resend(userId: string, address: string): Promise<boolean> {
    const account = await this.get(userId);
    if (account.state !== 'menunggu-surel' || !this.byMail) return false;
    await this.slowly(`surel-${account.username}`, address);
    return this.sendConfirmation(userId);
  }

  /** Whose link this is; null when it is unknown, used or over. */
  async findByToken(token: unknown): Promise<Account | null> {
    if (!isToken(token)) return null;
    const [found] = await rows<Account>(
      this.db.manager,
      `${ACCOUNT} where a.token_hash = $1 and a.token_expires_at > now() and u.disabled_at is null`,
      [hashOfToken(token)],
    );
    return found ?? null;
  }

  /**
   * The address is confirmed, and the clerk's turn comes. Throws `onboarding.link-over`, and `onboarding.email-taken` where it is
   * another account's already: only who reads the mailbox learns of that.
   */
  async confirm(token: unknown): Promise<void> {
    const account = await this.findByToken(token);
    const done =
      account &&
      (await this.db.transaction(async (tx) => {
        await this.mustOwnAddress(tx, account.userId, () => takenByAnother());
        const confirmed = await affected(
          tx,
          `update enterprise_account set email_confirmed_at = now(), token_hash = null, token_expires_at = null,
             state = case when state = 'menunggu-surel' then 'menunggu-petugas' else state end, version = version + 1
           where user_id = $1 and token_hash = $2`,
          [account.userId, hashOfToken(String(token))],
        );
        if (confirmed > 0) await addStep(tx, { userId: account.userId }, 'menegaskan-surel', account.displayName);
        return confirmed > 0;
      }));
    if (!done)
      throw new NotFoundError(
        'onboarding.link-over',
        'Tautan ini tidak dikenal, sudah dipakai, atau sudah lewat waktunya. Masuk, lalu minta tautan baru di Usaha saya.',
      );
  }

  /** Throws `onboarding.account-not-found`. */
  async get(userId: string, em: EntityManager = this.db.manager): Promise<Account> {
    const found = await this.find(userId, em);
    if (!found)
      throw new NotFoundError(
        'onboarding.account-not-found',
        'Akun itu tidak didaftarkan untuk sebuah usaha. Periksa tautannya.',
      );
    return found;
  }

  async find(userId: string, em: EntityManager = this.db.manager): Promise<Account | null> {
    const [found] = await rows<Account>(em, `${ACCOUNT} where a.user_id = $1`, [userId]);
    return found ?? null;
  }

  steps(userId: string): Promise<Step[]> {
    return stepsOf(this.db.manager, { userId });
  }

  /** Those that a clerk has to link, the oldest first. */
  waiting(): Promise<Account[]> {
    return rows<Account>(
      this.db.manager,
      `${ACCOUNT} where a.state = 'menunggu-petugas' and u.disabled_at is null order by a.created_at, a.user_id limit 500`,
    );
  }

  /** The person says better which enterprise it is; the clerk's turn comes again. Throws `onboarding.changed`. */
  async claimAgain(who: Doer, given: ClaimDto): Promise<void> {
    const claim = claimOf(given);
    await this.db.transaction(async (tx) => {
      const done = await affected(
        tx,
        `update enterprise_account set claimed_name = $2, claimed_nib = $3, claimed_place = $4, version = version + 1,
           state = case when state = 'dikembalikan' then 'menunggu-petugas' else state end
         where user_id = $1 and state <> 'disetujui'`,
        [who.userId, claim.name, claim.nib, claim.place],
      );
      if (done === 0) throw stale();
      await addStep(tx, { userId: who.userId }, 'mengubah-pengakuan', who.displayName);
    });
  }

  /** Enterprises on file with the NIB that was claimed, and those of a near name; a clerk looks, nobody takes them for granted. */
  async candidates({ claimedNib, claimedName }: Account): Promise<Candidate[]> {
    const key = enterpriseNameKey(claimedName);
    const [longest = ''] = key.split(' ').toSorted((a, b) => b.length - a.length);
    const found = await rows<Candidate & { nameKey: string; wilayahCode: string | null }>(
      this.db.manager,
      `select e.id::text, e.name, e.nib, e.wilayah_code as "wilayahCode", e.name_key as "nameKey",
         case when e.nib = $1 then 'nib' else 'name' end as because,
         (select count(*)::int from enterprise_account a where a.enterprise_id = e.id) as accounts
       from enterprise e where e.merged_into is null and (e.nib = $1 or strpos(e.name_key, $2) > 0)
       order by (e.nib = $1) desc nulls last, e.id limit 300`,
      [claimedNib, longest],
    );
    const places = await this.wilayah.words(found.flatMap(({ wilayahCode }) => wilayahCode ?? []));
    return found
      .map(({ nameKey, wilayahCode, ...one }) => ({
        ...one,
        place: wilayahCode === null ? null : (places.get(wilayahCode) ?? wilayahCode),
        near: one.because === 'nib' ? 2 : nearness(key, enterpriseNameKey(nameKey)),
      }))
      .filter(({ near }) => near >= NEAR)
      .toSorted((a, b) => b.near - a.near)
      .slice(0, 10)
      .map(({ id, name, nib, place, because, accounts }) => ({ id, name, nib, place, because, accounts }));
  }

  /**
   * A clerk links the account to an enterprise on file, or to a new record made from what was claimed. Throws
   * `onboarding.changed`, `onboarding.enterprise-missing`, `onboarding.email-taken`, `enterprise.nib-taken` and
   * `enterprise.invalid`.
   */
  async approve(userId: string, version: number, enterprise: string, clerk: Doer): Promise<void> {
    await this.db.transaction(async (tx) => {
      const account = await this.get(userId, tx);
      await this.mustOwnAddress(tx, userId, (username) => takenBy(username));
      const id =
        enterprise === NEW_ENTERPRISE ? await this.newRecord(tx, account, clerk) : await this.onFile(tx, enterprise);
      await this.move(tx, account, version, { to: 'disetujui', enterpriseId: id, from: ['menunggu-petugas'] });
      await addStep(tx, { userId }, 'menghubungkan', clerk.displayName);
      const [{ name = '' } = {}] = await rows<{ name: string }>(tx, 'select name from enterprise where id = $1', [id]);
      await this.messages.send(tx, {
        userId,
        kind: 'akun-usaha',
        title: `Akun Anda dihubungkan dengan ${name}`,
        body: 'Anda kini dapat melihat data usaha, mengunggah dokumen, dan meminta berkas diperiksa.',
        link: '/usaha-saya',
      });
    });
  }

  /** Back to the person, with the reason; a link that was made is taken away. Throws `onboarding.reason-missing`, `onboarding.changed`. */
  async giveBack(userId: string, version: number, typed: string, clerk: Doer): Promise<void> {
    const reason = reasonOf(typed);
    await this.db.transaction(async (tx) => {
      const account = await this.get(userId, tx);
      const from: AccountState[] = ['menunggu-petugas', 'disetujui'];
      await this.move(tx, account, version, { to: 'dikembalikan', enterpriseId: null, from });
      await addStep(tx, { userId }, 'mengembalikan', clerk.displayName, reason);
      await this.messages.send(tx, {
        userId,
        kind: 'akun-usaha',
        title: 'Pendaftaran Anda dikembalikan',
        body: `Alasannya: ${reason}\nPerbaiki isian pendaftaran di Usaha saya, lalu kirim lagi.`,
        link: '/usaha-saya',
      });
    });
  }

  /**
   * An e-mail address belongs to one account of an enterprise: the first that confirmed it, or that a clerk linked. Sign-up
   * itself refuses none, or everybody could find out by it who has an account.
   */
  private async mustOwnAddress(tx: EntityManager, userId: string, refusal: (username: string) => Error): Promise<void> {
    await tx.query('lock table enterprise_account in share row exclusive mode');
    const email = await this.emails.whole(userId, tx);
    if (email === null) return;
    const others = await rows<{ userId: string; username: string }>(
      tx,
      `select a.user_id as "userId", u.username from enterprise_account a join app_user u on u.id = a.user_id
       where a.user_id <> $1 and u.disabled_at is null and (a.email_confirmed_at is not null or a.enterprise_id is not null)`,
      [userId],
    );
    const [first] = await this.emails.bearers(
      tx,
      email,
      others.map((one) => one.userId),
    );
    const owner = others.find((one) => one.userId === first);
    if (owner) throw refusal(owner.username);
  }

  private async move(
    tx: EntityManager,
    { userId }: Account,
    version: number,
    { to, enterpriseId, from }: { to: AccountState; enterpriseId: string | null; from: readonly AccountState[] },
  ): Promise<void> {
    const done = await affected(
      tx,
      `update enterprise_account set state = $4, enterprise_id = $5, version = version + 1
       where user_id = $1 and version = $2 and state = any($3::text[])`,
      [userId, version, from, to, enterpriseId],
    );
    if (done === 0) throw stale();
  }

  private async onFile(tx: EntityManager, id: string): Promise<string> {
    const [found] = /^\d{1,15}$/.test(id)
      ? await rows<{ id: string }>(
          tx,
          'select id::text from enterprise where id = $1 and merged_into is null for key share',
          [id],
        )
      : [];
    if (found) return found.id;
    const message = 'Pilih usaha yang tercatat, atau buat catatan baru';
    throw new InvalidInputError('onboarding.enterprise-missing', message, [{ field: 'enterprise', message }]);
  }

  private newRecord(tx: EntityManager, account: Account, clerk: Doer): Promise<string> {
    const { claimedName, claimedNib, claimedPlace } = account;
    const code = /\b\d{2}\.\d{2}\.\d{2}\.\d{4}\b/.exec(claimedPlace ?? '')?.[0] ?? '';
    return this.enterprises.create(
      tx,
      {
        name: claimedName,
        legalForm: 'tidak-diketahui',
        nib: claimedNib ?? '',
        wilayahCode: code,
        source: 'Pendaftaran pelaku usaha',
      },
      clerk.username,
    );
  }

  private async sendConfirmation(userId: string): Promise<boolean> {
    const token = newToken();
    await this.db.manager.query(
      'update enterprise_account set token_hash = $2, token_expires_at = $3 where user_id = $1',
      [userId, hashOfToken(token), new Date(Date.now() + DAY_MS)],
    );
    const link = `${(this.env.publicUrl ?? '').replace(/\/+$/, '')}${CONFIRM_PATH}?tautan=${token}`;
    const posted = await this.door.post({
      userId,
      subject: 'Tegaskan alamat surel Anda untuk Lokapasar OVOP',
      text: [
        'Alamat ini dipakai untuk mendaftarkan sebuah usaha di Lokapasar OVOP.',
        '',
        'Bila itu Anda, buka tautan ini dalam satu hari dan tekan tombolnya:',
        '',
        link,
        '',
        'Bila bukan Anda, abaikan surat ini; tanpa tautan itu pendaftarannya tidak diteruskan.',
      ].join('\n'),
    });
    return posted === 'sent';
  }

  private async slowly(name: string, address: string): Promise<void> {
    try {
      await this.throttle.begin(`daftar:${name.trim().toLowerCase()}`, `daftar:${address}`);
    } catch (error) {
      if (!(error instanceof TooManyRequestsError)) throw error;
      throw new TooManyRequestsError(
        'onboarding.too-many',
        'Terlalu banyak pendaftaran dari tempat ini. Tunggu beberapa menit, lalu coba lagi.',
        error.details as { retryAfterSeconds: number },
      );
    }
  }
}

/** By its NIB, or by name and village: one of the two must be there, or no clerk could find it. */
function claimOf({ enterpriseName, nib, place }: ClaimDto): { name: string; nib: string | null; place: string | null } {
  const clean = (text: string | null | undefined): string | null => text?.replace(/\s+/g, ' ').trim() || null;
  const claim = { name: clean(enterpriseName) ?? '', nib: clean(nib), place: clean(place) };
  if (claim.nib === null && claim.place === null) {
    const message = 'Isi NIB, atau desa tempat usaha, agar petugas dapat menemukan usaha Anda';
    throw new InvalidInputError('onboarding.claim-incomplete', message, [{ field: 'nib', message }]);
  }
  return claim;
}

/** To whoever reads the mailbox. */
function takenByAnother(): ConflictError {
  return new ConflictError(
    'onboarding.email-taken',
    'Alamat surel ini sudah ditegaskan untuk akun usaha lain; satu alamat hanya untuk satu akun usaha. Masuk dengan akun itu ' +
      '(lupa kata sandinya? minta tautan di halaman Masuk), atau ganti alamat surel akun ini di halaman Akun.',
  );
}

/** To a clerk, who sees both accounts. */
function takenBy(username: string): ConflictError {
  return new ConflictError(
    'onboarding.email-taken',
    `Alamat surel akun ini sudah dipakai akun usaha ${username}; satu alamat hanya untuk satu akun usaha. Kembalikan pendaftaran ` +
      'ini dan minta alamat lain, atau lepaskan dahulu hubungan akun yang lama.',
  );
}

export function notLinked(): ConflictError {
  return new ConflictError(
    'onboarding.not-linked',
    'Akun Anda belum dihubungkan dengan sebuah usaha. Tunggu petugas, atau perbaiki pendaftaran di Usaha saya.',
  );
}
