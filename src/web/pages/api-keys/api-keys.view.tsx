import type { VNode } from 'preact';
import {
  type ApiKeyState,
  type ApiKeyView,
  DEFAULT_QUOTA,
  HIGHEST_QUOTA,
  LONGEST_KEY_DAYS,
  type MadeApiKey,
} from '../../../access/api-keys/api-key.js';
import { grantable } from '../../../access/api-keys/api-keys.service.js';
import type { Permission } from '../../../access/permissions.js';
import type { Viewer } from '../../../access/viewer.js';
import { addDays, formatDay, formatMoment, today } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  type Column,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  Page,
  type PageContext,
  State,
} from '../../components/index.js';
import { fieldId } from '../../components/form.js';

/** What a key may do, in words. */
const PERMISSION_WORDS: Readonly<Partial<Record<Permission, string>>> = {
  'spending.read': 'Membaca belanja dan paket',
  'compliance.read': 'Membaca kepatuhan',
  'definition.read': 'Membaca definisi',
  'sales.read': 'Membaca penjualan penyedia',
  'import.read': 'Membaca daftar impor',
  'import.write': 'Mengimpor berkas',
  'mapping.read': 'Membaca pemetaan satker',
  'supplier.read': 'Membaca penyedia',
  'ovop.read': 'Membaca daftar OVOP',
  'circular.read': 'Membaca edaran',
  'status.read': 'Membaca tabel status',
  'settings.read': 'Membaca pengaturan',
};

const STATES: Readonly<Record<ApiKeyState, { kind: 'good' | 'warn' | 'none'; text: string }>> = {
  active: { kind: 'good', text: 'Berlaku' },
  expired: { kind: 'none', text: 'Masa berlaku habis' },
  revoked: { kind: 'none', text: 'Dicabut' },
  'owner-disabled': { kind: 'warn', text: 'Pemilik dinonaktifkan' },
};

interface ApiKeysViewProps {
  ctx: PageContext;
  viewer: Viewer;
  keys: readonly ApiKeyView[];
  /** A key just made. */
  made?: MadeApiKey;
  problems?: readonly FieldProblem[];
  typed?: Readonly<Record<string, unknown>>;
}

export function ApiKeysView({ ctx, viewer, keys, made, problems = [], typed = {} }: ApiKeysViewProps): VNode {
  const active = keys.filter(({ state }) => state === 'active').length;
  const value = (name: string): string => (typeof typed[name] === 'string' ? typed[name] : '');
  const ticked = [typed['permissions'] ?? []].flat();
  return (
    <Page ctx={ctx} title="Program apa yang boleh membaca data?" name="Kunci API">
      {made && (
        <Notice kind="good" title={`Kunci "${made.key.name}" sudah dibuat`}>
          <p>
            <code class="secret">{made.token}</code>
          </p>
          <p>
            Salin sekarang: kunci ini hanya ditampilkan sekali dan tidak disimpan. Program mengirimkannya sebagai kepala{' '}
            <code>Authorization: Bearer …</code> pada alamat di bawah <a href="/api/docs">/api</a>.
          </p>
        </Notice>
      )}
      <Answer>
        <strong>{active}</strong> dari {keys.length} kunci berlaku.
      </Answer>
      <DataTable
        label="Daftar kunci API"
        caption="Kunci melihat paling banyak yang dilihat pemiliknya, dan berhenti bila pemiliknya dinonaktifkan."
        columns={keyColumns(ctx)}
        rows={keys}
        empty="Belum ada kunci. Buat satu di bawah bila sebuah program perlu membaca data."
      />
      <section>
        <h2 id="buat">Buat kunci</h2>
        <ErrorSummary problems={problems} title="Kunci belum dibuat" />
        <form class="form" method="post" action="/kunci-api">
          <Csrf ctx={ctx} />
          <FormField
            name="name"
            label="Nama kunci"
            value={value('name')}
            help="Untuk apa kunci ini. Contoh: Dasbor pimpinan"
            error={problems}
            maxLength={100}
            autocomplete="off"
            required
          />
          <Permissions viewer={viewer} ticked={ticked} problems={problems} />
          <FormField
            name="lastDay"
            label="Hari terakhir berlaku"
            type="date"
            value={value('lastDay') || addDays(ctx.today, 90)}
            help={`Paling lama ${LONGEST_KEY_DAYS} hari.`}
            error={problems}
            required
          />
          <FormField
            name="perMinute"
            label="Kuota semenit"
            type="number"
            inputMode="numeric"
            value={value('perMinute') || String(DEFAULT_QUOTA.perMinute)}
            help={`Permintaan dalam semenit, paling banyak ${HIGHEST_QUOTA.perMinute}.`}
            error={problems}
            required
          />
          <FormField
            name="perDay"
            label="Kuota sehari"
            type="number"
            inputMode="numeric"
            value={value('perDay') || String(DEFAULT_QUOTA.perDay)}
            help={`Permintaan dalam sehari (UTC), paling banyak ${HIGHEST_QUOTA.perDay}.`}
            error={problems}
            required
          />
          <button>Buat kunci</button>
        </form>
      </section>
    </Page>
  );
}

function Permissions({
  viewer,
  ticked,
  problems,
}: {
  viewer: Viewer;
  ticked: readonly unknown[];
  problems: readonly FieldProblem[];
}): VNode {
  const error = problems.find(({ field }) => field === 'permissions')?.message;
  const id = fieldId('permissions');
  return (
    <fieldset class={error ? 'field wrong' : 'field'} id={id} aria-describedby={error ? `${id}-e` : undefined}>
      <legend>Izin kunci</legend>
      {error && (
        <span class="field-error" id={`${id}-e`}>
          {error}
        </span>
      )}
      {grantable(viewer.role).map((permission) => (
        <label class="choice">
          <input type="checkbox" name="permissions" value={permission} checked={ticked.includes(permission)} />
          <span>{PERMISSION_WORDS[permission] ?? permission}</span>
        </label>
      ))}
    </fieldset>
  );
}

function keyColumns(ctx: PageContext): Column<ApiKeyView>[] {
  const { timeZone } = ctx.instance;
  return [
    {
      key: 'nama',
      head: 'Nama',
      cell: (key) => (
        <>
          {key.name}
          <span class="sub">
            <code>{key.prefix}…</code>
          </span>
        </>
      ),
    },
    {
      key: 'keadaan',
      head: 'Keadaan',
      kind: 'state',
      cell: ({ state }) => <State kind={STATES[state].kind}>{STATES[state].text}</State>,
    },
    { key: 'pemilik', head: 'Pemilik', cell: (key) => key.owner.username },
    {
      key: 'izin',
      head: 'Izin',
      cell: (key) => key.permissions.map((one) => PERMISSION_WORDS[one] ?? one).join(', '),
    },
    {
      key: 'sampai',
      head: 'Hari terakhir',
      // It ends at the midnight after its last day.
      cell: (key) => formatDay(today(timeZone, new Date(Date.parse(key.expiresAt) - 1))),
    },
    {
      key: 'terakhir',
      head: 'Terakhir dipakai',
      cell: (key) => (
        <>
          {key.lastUsedAt ? formatMoment(key.lastUsedAt, timeZone) : 'Belum pernah'}
          <span class="sub">
            {key.usedToday} dari {key.perDay} hari ini; {key.perMinute} semenit
          </span>
        </>
      ),
    },
    {
      key: 'tindakan',
      head: 'Tindakan',
      kind: 'wide',
      cell: (key) =>
        key.revokedAt === null && (
          <form method="post" action={`/kunci-api/${key.id}/cabut`}>
            <Csrf ctx={ctx} />
            <button class="quiet">
              Cabut<span class="unseen"> kunci {key.name}</span>
            </button>
          </form>
        ),
    },
  ];
}
