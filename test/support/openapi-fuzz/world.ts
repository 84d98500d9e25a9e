import { SchedulerRegistry } from '@nestjs/schedule';
import { Agent, request as httpRequest } from 'node:http';
import type { DataSource } from 'typeorm';
import { csrfToken } from '../../../src/access/csrf.js';
import { WebhookDeliveries } from '../../../src/etalase/webhooks/webhook-deliveries.js';
import { SessionsService } from '../../../src/access/sessions.service.js';
import type { TestApp } from '../app.js';
import type { Body, Caller, FuzzRequest } from './requests.js';
import { type Document, type Operation, Validators } from './schema.js';

/**
 * What rightly changes when a request is refused: sessions are kept alive, failures are counted, a calculation that was begun
 * goes on by itself.
 */
const MAY_CHANGE = new Set(['app_session', 'sign_in_throttle', 'schema_migration', 'eligibility_what_if']);
/** That somebody was refused belongs into the trail; its heads begin by themselves, a minute after the start. */
const REFUSALS = `('session.refused', 'audit.heads')`;
const REFUSALS_ASIDE = `where t.action not in ${REFUSALS}`;
const KEPT_VALUES = 15;
const ROLES = ['admin', 'biro-pbj', 'auditor'] as const;

interface Answer {
  status: number;
  type: string;
  bytes: Buffer;
}

interface Session {
  cookie: string;
  csrf: string;
}

/** Sends described requests, and says what is wrong with an answer. */
export class World {
  /** Values found in answers, by the name of their field. */
  readonly known = new Map<string, unknown[]>();
  readonly statuses = new Map<string, number>();
  sent = 0;
  private readonly validators: Validators;
  private readonly sessions = new Map<Caller, Session>();
  private readonly users = new Map<Caller, string>();
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private port = 0;
  /** Where the count of writes stood when the database was last looked at. */
  private place = '';
  private print = '';
  private printSql = '';

  constructor(
    private readonly test: TestApp,
    private readonly document: Document,
    private readonly source: DataSource,
  ) {
    this.validators = new Validators(document);
  }

  async open(): Promise<void> {
    this.port = Number(new URL(await this.test.app.getUrl()).port);
    // Jobs change the database at moments of their own; here only requests may.
    const jobs = this.test.app.get(SchedulerRegistry);
    for (const name of jobs.getTimeouts()) jobs.deleteTimeout(name);
    for (const name of jobs.getIntervals()) jobs.deleteInterval(name);
    // It works by itself too, a moment after a listing changed: what it writes then is no request's doing.
    this.test.app.get(WebhookDeliveries).onModuleDestroy();
    for (const role of ROLES) {
      const { username } = await this.test.signIn(role);
      this.users.set(role, username);
      await this.begin(role);
    }
    const tables = (await this.source.query(
      `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`,
    )) as { name: string }[];
    this.printSql = tables
      .filter(({ name }) => !MAY_CHANGE.has(name))
      .map(
        ({ name }) =>
          `select '${name}' as name, count(*)::text || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as print from "${name}" t ${name === 'audit_entry' ? REFUSALS_ASIDE : ''}`,
      )
      .join(' union all ');
    await this.countWrites(tables.map(({ name }) => name).filter((name) => !MAY_CHANGE.has(name)));
    await this.settle();
  }

  /** A new session for the role, without a password: the sign-in has its own tests. The person is put right again. */
  private async begin(role: Caller): Promise<void> {
    const username = this.users.get(role) ?? '';
    await this.source.query(
      `update app_user set role = $2, disabled_at = null, must_change_password = false where username = $1`,
      [username, role],
    );
    const [user] = (await this.source.query('select id from app_user where username = $1', [username])) as {
      id: string;
    }[];
    const { token, csrfSecret } = await this.test.app
      .get(SessionsService)
      .begin({ id: user?.id ?? '', username, displayName: username, role, mustChangePassword: false } as never, 'fuzz');
    this.sessions.set(role, { cookie: `lokapasar_sesi=${token}`, csrf: csrfToken(csrfSecret) });
  }

  /** What is wrong with the answer to this request; null when nothing is. */
  async problem(path: string, method: string, operation: Operation, request: FuzzRequest): Promise<string | null> {
    const session = this.sessions.get(request.caller);
    const headers: Record<string, string> = { ...request.headers };
    if (session) {
      headers['cookie'] = session.cookie;
      if (request.token) headers['x-csrf-token'] = session.csrf;
    }
    const payload = encoded(request.body, headers);
    const url =
      path.replace(/\{(\w+)\}/g, (_, name: string) => percent(request.path[name] ?? '')) + queryOf(request.query);
    if (payload) headers['content-length'] = String(payload.length);
    const answer = await this.ask(method.toUpperCase(), url, headers, payload);
    this.sent += 1;
    const { status } = answer;
    this.statuses.set(String(status), (this.statuses.get(String(status)) ?? 0) + 1);
    const wrong = this.judge(operation, status, answer.type, answer.bytes);
    if (status < 300) this.learn(answer.bytes, answer.type, path);
    if (status >= 400) {
      const place = await this.position();
      if (place !== this.place) {
        this.place = place;
        const print = await this.fingerprint();
        if (print !== this.print) {
          const changed = differing(this.print, print);
          await this.settle();
          return `${status}, but the database changed: ${changed}`;
        }
      }
    } else if ((await this.position()) !== this.place) await this.settle(); // also a GET: what it showed may be on record
    // Somebody signed out, was shut out, or was given another role: the next request starts afresh.
    const over = status === 401 && request.caller !== 'nobody' && !path.endsWith('/session');
    if (over || (method !== 'get' && status < 300 && /session|users|password|me\//.test(path))) await this.restore();
    return wrong;
  }

  /** Over a connection that is kept: ten thousand new ones would measure the kernel. */
  private ask(
    method: string,
    path: string,
    headers: Record<string, string>,
    body: Buffer | undefined,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest(
        { agent: this.agent, host: '127.0.0.1', port: this.port, method, path, headers },
        (response) => {
          const pieces: Buffer[] = [];
          response.on('data', (piece: Buffer) => pieces.push(piece));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              type: response.headers['content-type'] ?? '',
              bytes: Buffer.concat(pieces),
            }),
          );
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async restore(): Promise<void> {
    let lost = false;
    for (const role of ROLES) {
      if (!(await this.lost(role))) continue;
      lost = true;
      await this.begin(role);
    }
    if (lost) await this.settle();
  }

  private async lost(role: Caller): Promise<boolean> {
    const token = this.sessions.get(role)?.cookie.split('=')[1] ?? '';
    const found = await this.test.app.get(SessionsService).find(token);
    return found === null || found.viewer.role !== role || found.viewer.mustChangePassword;
  }

  private judge(operation: Operation, status: number, type: string, bytes: Buffer): string | null {
    const promised = operation.responses[String(status)];
    const text = bytes.toString('utf8');
    if (status >= 500 && status !== 503) return `${status}: ${text.slice(0, 500)}`;
    if (!promised) return `${status} is not in the document: ${text.slice(0, 300)}`;
    const forms = Object.entries(promised.content ?? {});
    const [media, { schema = undefined } = {}] = forms.find(([name]) => type.startsWith(name)) ?? forms[0] ?? [''];
    if (media === '') return bytes.length === 0 ? null : `${status} has a body that the document does not promise`;
    if (!type.startsWith(media)) return `${status} is ${type}, not ${media}`;
    if (!schema || !/json/.test(media)) return null;
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return `${status} is no JSON: ${text.slice(0, 200)}`;
    }
    const problem = this.validators.problem(schema, body);
    return problem === null ? null : `${status} does not match the document: ${problem} in ${text.slice(0, 300)}`;
  }

  /**
   * Has the database count what is written to these tables. A look at every table costs far more than most requests, and the
   * server's own log of changes moves with what other tests write into other databases.
   */
  private async countWrites(tables: readonly string[]): Promise<void> {
    await this.source.query('create sequence fuzz_writes');
    await this.source.query(
      `create function fuzz_count() returns trigger language plpgsql as
       $$ begin perform nextval('fuzz_writes'); return null; end $$`,
    );
    for (const table of tables) {
      const counted =
        table === 'audit_entry'
          ? `after insert on "${table}" for each row when (new.action not in ${REFUSALS})`
          : `after insert or update or delete or truncate on "${table}" for each statement`;
      await this.source.query(`create trigger fuzz_count ${counted} execute function fuzz_count()`);
    }
  }

  /** How often something was written: the same = nothing was since. */
  async position(): Promise<string> {
    const [row] = (await this.source.query('select last_value::text || is_called as at from fuzz_writes')) as {
      at: string;
    }[];
    return row?.at ?? '';
  }

  async fingerprint(): Promise<string> {
    const found = (await this.source.query(this.printSql)) as { name: string; print: string }[];
    // A server may look at several tables at a time, and answer in any order.
    return found
      .map(({ name, print }) => `${name}=${print}`)
      .toSorted()
      .join('\n');
  }

  /** Waits for imports that were accepted, and takes the present state for the one that refusals must leave alone. */
  async settle(): Promise<void> {
    for (let tries = 0; tries < 600; tries++) {
      const [row] = (await this.source.query(
        `select count(*)::int as n from import_batch where state in ('received', 'reading', 'applying')`,
      )) as { n: number }[];
      if (row?.n === 0) break;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    this.place = await this.position();
    this.print = await this.fingerprint();
  }

  /** Keeps values of an answer under the names of their fields, so that later requests ask for what exists. */
  private learn(bytes: Buffer, type: string, path: string): void {
    if (!/json/.test(type) || bytes.length > 200_000) return;
    const walk = (value: unknown, name: string): void => {
      if (Array.isArray(value)) for (const one of value.slice(0, 10)) walk(one, name);
      else if (typeof value === 'object' && value !== null)
        for (const [key, inner] of Object.entries(value)) walk(inner, key);
      else if (typeof value === 'string' || typeof value === 'number') {
        this.keep(name, value);
        if (name === 'id') this.keep(`id of ${path.split('/').slice(0, 4).join('/')}`, value);
      }
    };
    walk(JSON.parse(bytes.toString('utf8')), '');
  }

  private keep(name: string, value: unknown): void {
    const values = this.known.get(name) ?? [];
    this.known.set(name, values);
    if (!values.includes(value) && values.length < KEPT_VALUES) values.push(value);
  }

  /** As `known`, but an `id` is one of that collection's own. */
  knownFor(path: string): Map<string, readonly unknown[]> {
    const own = this.known.get(`id of ${path.split('/').slice(0, 4).join('/')}`);
    const safe = new Map<string, readonly unknown[]>(this.known);
    const mine = new Set(this.users.values());
    safe.set(
      'username',
      (this.known.get('username') ?? []).filter((name) => !mine.has(String(name))),
    );
    if (own) safe.set('id', own);
    return safe;
  }
}

function differing(before: string, after: string): string {
  const old = new Set(before.split('\n'));
  return after
    .split('\n')
    .filter((line) => !old.has(line))
    .map((line) => line.split('=')[0])
    .join(', ');
}

function queryOf(pairs: readonly [string, string][]): string {
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${percent(name)}=${percent(value)}`).join('&')}`;
}

/** Percent-encoding of anything, halves of surrogate pairs too. */
function percent(text: string): string {
  try {
    return encodeURIComponent(text);
  } catch {
    return [...text]
      .map((sign) => (/[\ud800-\udfff]/.test(sign) && sign.length === 1 ? '%ED%A0%80' : encodeURIComponent(sign)))
      .join('');
  }
}

function encoded(body: Body | undefined, headers: Record<string, string>): Buffer | undefined {
  if (body === undefined) return undefined;
  if (body.kind === 'multipart') {
    headers['content-type'] = 'multipart/form-data; boundary=batas';
    const parts = body.parts.map(({ name, fileName, content }) => {
      const quoted = (text: string): string => text.replace(/["\r\n]/g, ' ');
      const file =
        fileName === null ? '' : `; filename="${quoted(fileName)}"\r\nContent-Type: application/octet-stream`;
      return `--batas\r\nContent-Disposition: form-data; name="${quoted(name)}"${file}\r\n\r\n${content}\r\n`;
    });
    return Buffer.from(`${parts.join('')}--batas--\r\n`);
  }
  if (body.contentType !== '') headers['content-type'] = body.contentType;
  return Buffer.from(body.kind === 'raw' ? body.text : (JSON.stringify(body.value) ?? ''));
}
