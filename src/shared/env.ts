import { resolve } from 'node:path';

/** Settings of one process, read once at start. `config/env.example` names and explains them all. */
export interface Env {
  /** PostgreSQL 15 or newer; null = the embedded database under `dataDir`. */
  databaseUrl: string | null;
  databaseReplicaUrls: string[];
  /** Connections per process on a server database; the embedded one always has a single session. */
  databasePool: number;
  /** Milliseconds after which the server ends a query of a page or the API. */
  statementTimeoutMs: number;
  dataDir: string;
  /** Key ring that encrypts archived files and personal data; lies outside the database. */
  keyFile: string;
  /** Signed heads of the audit trail are appended here; belongs outside the database. */
  auditHeadsFile: string;
  /** The keys themselves, as the key file's JSON or base64 of it; null = from `keyFile`. Secret: never printed. */
  encryptionKeys: string | null;
  /** Months after which the bytes of an archived file are removed; 0 = never. */
  archiveRetentionMonths: number;
  host: string;
  port: number;
  publicUrl: string | null;
  /** IANA zone of the region; "today" and months go by it. */
  timeZone: string;
  /** Provinces (codes of Kemendagri) whose regions are loaded at start; an empty list leaves the table as it is. */
  wilayahProvinces: readonly string[] | 'all';
  uploadLimitBytes: number;
  sessionHours: number;
  secureCookies: boolean;
  /** Who must sign in with a second factor; 'staff' = administrators and staff of the bureau. */
  requireTotp: 'none' | 'staff';
  /** Where reset links are sent from; null = no mail is sent. */
  mail: MailSettings | null;
  /** Sign-in at another provider; null = local accounts only. */
  oidc: OidcSettings | null;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug';
  /** Scales all rate limits; 0 = none. */
  rateLimitPercent: number;
  /** Requests that may wait for a database connection before further ones get 503; null = by the size of the pool. */
  queueLimit: number | null;
  /** Opens /metrics to a program that brings it; null = only to those with the permission. */
  metricsToken: string | null;
  /** Prefix of contracting processes in open data, registered with the Open Contracting Partnership. */
  ocdsPrefix: string;
  /** Address of the licence under which open data are published. */
  openDataLicense: string;
}

export interface MailSettings {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  smtpUrl: string;
  from: string;
}

/** The provider of a single sign-on. */
export interface OidcSettings {
  issuer: string;
  clientId: string;
  /** Null for a public client (PKCE alone). */
  clientSecret: string | null;
  /** What the provider is called on the button. */
  name: string;
  usernameClaim: string;
  /** Name of a claim; with dots a path into it ('realm_access.roles'). */
  roleClaim: string;
  /** Value of the claim → role, in order: the first that a person has decides. */
  roleMap: readonly (readonly [value: string, role: string])[];
}

/** Reads and checks all settings; throws one Error that lists every problem. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const problems: string[] = [];
  const text = (name: string): string | null => {
    const value = source[name]?.trim();
    return value ? value : null;
  };
  const integer = (name: string, fallback: number, min: number, max: number): number => {
    const value = text(name);
    if (value === null) return fallback;
    if (!/^\d+$/.test(value) || Number(value) < min || Number(value) > max) {
      problems.push(`${name} must be a whole number from ${min} to ${max}, not "${value}"`);
      return fallback;
    }
    return Number(value);
  };
  const postgresUrl = (name: string, value: string): string => {
    if (!/^postgres(ql)?:\/\//.test(value)) problems.push(`${name} must start with postgres:// or postgresql://`);
    return value;
  };

  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl) postgresUrl('DATABASE_URL', databaseUrl);
  const replicas = (text('DATABASE_REPLICA_URLS') ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter(Boolean)
    .map((url) => postgresUrl('DATABASE_REPLICA_URLS', url));
  if (replicas.length > 0 && !databaseUrl) problems.push('DATABASE_REPLICA_URLS needs DATABASE_URL');

  const timeZone = text('TIME_ZONE') ?? 'Asia/Makassar';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
  } catch {
    problems.push(`TIME_ZONE "${timeZone}" is not a known IANA time zone, for example Asia/Makassar`);
  }

  const provinces = text('WILAYAH_PROVINCES') ?? '53';
  const provinceCodes = provinces === 'none' ? [] : provinces.split(',').map((code) => code.trim());
  if (provinces !== 'all' && provinceCodes.some((code) => !/^\d{2}$/.test(code)))
    problems.push(
      `WILAYAH_PROVINCES must be province codes of two digits with commas between (53,52), all or none, not "${provinces}"`,
    );

  const publicUrl = text('PUBLIC_URL');
  if (publicUrl && !/^https?:\/\//.test(publicUrl)) problems.push('PUBLIC_URL must start with http:// or https://');

  const level = text('LOG_LEVEL') ?? 'info';
  const levels = ['fatal', 'error', 'warn', 'info', 'debug'] as const;
  const logLevel = levels.find((candidate) => candidate === level);
  if (!logLevel) problems.push(`LOG_LEVEL must be one of ${levels.join(', ')}, not "${level}"`);

  const secure = text('SECURE_COOKIES') ?? 'auto';
  if (!['auto', 'yes', 'no'].includes(secure)) problems.push('SECURE_COOKIES must be auto, yes or no');

  const requireTotp = text('REQUIRE_TOTP') ?? 'none';
  if (requireTotp !== 'none' && requireTotp !== 'staff') problems.push('REQUIRE_TOTP must be none or staff');

  const smtpUrl = text('SMTP_URL');
  const mailFrom = text('MAIL_FROM');
  // The URL holds a password: it is not repeated in the message.
  if (smtpUrl && !/^smtps?:\/\/./.test(smtpUrl)) problems.push('SMTP_URL must start with smtp:// or smtps://');
  if (mailFrom && !/^[^\r\n]*@[^\r\n]+$/.test(mailFrom)) problems.push('MAIL_FROM must be an e-mail address');
  if ((smtpUrl === null) !== (mailFrom === null)) problems.push('SMTP_URL and MAIL_FROM need each other');

  const oidc = readOidc(text, publicUrl, problems);
  const metricsToken = text('METRICS_TOKEN');
  if (metricsToken && !/^[!-~]{16,}$/.test(metricsToken))
    problems.push('METRICS_TOKEN must have at least 16 characters, without spaces');

  const ocdsPrefix = text('OCDS_PREFIX') ?? 'ocds-000000';
  if (!/^ocds-[0-9a-z]{6}$/.test(ocdsPrefix))
    problems.push('OCDS_PREFIX must be ocds- and six letters or digits, as the Open Contracting Partnership gave it');
  const openDataLicense = text('OPEN_DATA_LICENSE') ?? 'https://creativecommons.org/licenses/by/4.0/';
  if (!/^https?:\/\/\S+$/.test(openDataLicense)) problems.push('OPEN_DATA_LICENSE must be the address of a licence');

  const dataDir = resolve(text('DATA_DIR') ?? 'data');
  const env: Env = {
    databaseUrl,
    databaseReplicaUrls: replicas,
    databasePool: integer('DATABASE_POOL', 10, 2, 200),
    statementTimeoutMs: integer('STATEMENT_TIMEOUT_MS', 30_000, 1000, 600_000),
    dataDir,
    keyFile: resolve(text('KEY_FILE') ?? `${dataDir}/keys/keyring.json`),
    auditHeadsFile: resolve(text('AUDIT_HEADS_FILE') ?? `${dataDir}/audit/heads.jsonl`),
    encryptionKeys: text('ENCRYPTION_KEYS'),
    archiveRetentionMonths: integer('ARCHIVE_RETENTION_MONTHS', 60, 0, 1200),
    host: text('HOST') ?? '127.0.0.1',
    port: integer('PORT', 3000, 0, 65_535),
    publicUrl,
    timeZone,
    wilayahProvinces: provinces === 'all' ? 'all' : provinceCodes,
    uploadLimitBytes: integer('UPLOAD_LIMIT_MB', 512, 1, 8192) * 1024 * 1024,
    sessionHours: integer('SESSION_HOURS', 12, 1, 720),
    secureCookies: secure === 'yes' || (secure === 'auto' && (publicUrl?.startsWith('https://') ?? false)),
    requireTotp: requireTotp === 'staff' ? 'staff' : 'none',
    mail: smtpUrl && mailFrom ? { smtpUrl, from: mailFrom } : null,
    oidc,
    logLevel: logLevel ?? 'info',
    rateLimitPercent: integer('RATE_LIMIT_PERCENT', 100, 0, 100_000),
    queueLimit: text('QUEUE_LIMIT') === null ? null : integer('QUEUE_LIMIT', 0, 1, 100_000),
    metricsToken,
    ocdsPrefix,
    openDataLicense,
  };
  if (problems.length > 0) throw new Error(`The settings cannot be used:\n- ${problems.join('\n- ')}`);
  return env;
}

/** A provider is reached over TLS; a plain one only on this machine, to try it out. */
const PLAIN_ISSUER = /^http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?:[:/]|$)/;

function readOidc(
  text: (name: string) => string | null,
  publicUrl: string | null,
  problems: string[],
): OidcSettings | null {
  const issuer = text('OIDC_ISSUER');
  if (!issuer) return null;
  const clientId = text('OIDC_CLIENT_ID');
  const map = text('OIDC_ROLE_MAP');
  const roleMap = (map ?? '').split(',').flatMap((entry): [string, string][] => {
    // The last = divides: a group may be called 'cn=pbj'.
    const [, value, role] = /^(.*)=([^=]*)$/.exec(entry) ?? [];
    return value?.trim() && role?.trim() ? [[value.trim(), role.trim()]] : [];
  });
  if (!URL.canParse(issuer) || !(issuer.startsWith('https://') || PLAIN_ISSUER.test(issuer)))
    problems.push('OIDC_ISSUER must start with https://');
  if (!clientId) problems.push('OIDC_ISSUER needs OIDC_CLIENT_ID');
  if (!publicUrl) problems.push('OIDC_ISSUER needs PUBLIC_URL, to which the provider leads back');
  if (roleMap.length === 0 || roleMap.length !== (map ?? '').split(',').length)
    problems.push('OIDC_ROLE_MAP must say which value is which role, for example pbj-admin=admin,pbj-staf=biro-pbj');
  return {
    issuer,
    clientId: clientId ?? '',
    clientSecret: text('OIDC_CLIENT_SECRET'),
    name: text('OIDC_NAME') ?? 'akun pemerintah daerah',
    usernameClaim: text('OIDC_USERNAME_CLAIM') ?? 'preferred_username',
    roleClaim: text('OIDC_ROLE_CLAIM') ?? 'roles',
    roleMap,
  };
}
