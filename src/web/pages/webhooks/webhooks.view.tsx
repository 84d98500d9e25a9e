import type { VNode } from 'preact';
import type { Delivery, Webhook } from '../../../etalase/webhooks/webhook.js';
import { formatMoment } from '../../../shared/dates.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { count } from '../spending/spending.wording.js';
import { STATE_WORDS, triedWords } from './webhooks.wording.js';

const PATH = '/kabar-etalase';

interface Made {
  webhook: Webhook;
  secret: string;
}

interface Shown {
  ctx: PageContext;
  made: Made | undefined;
  typed: Typed;
  refusal: Refusal;
}

function Secret({ made }: { made: Made | undefined }): VNode | null {
  if (!made) return null;
  return (
    <Notice kind="good" title={`Rahasia penerima "${made.webhook.name}"`}>
      <p>
        <code class="secret">{made.secret}</code>
      </p>
      <p>
        Salin sekarang dan serahkan kepada pengurus program itu: rahasia ini hanya ditampilkan sekali. Dengannya program
        memeriksa tanda tangan setiap kabar.
      </p>
    </Notice>
  );
}

function Conflict({ conflict }: Pick<Refusal, 'conflict'>): VNode | null {
  return conflict === null ? null : (
    <Notice kind="warn" title="Belum disimpan">
      {conflict}
    </Notice>
  );
}

export function WebhooksList({
  ctx,
  webhooks,
  made,
  typed,
  refusal: { problems, conflict },
}: Shown & { webhooks: readonly Webhook[] }): VNode {
  const { timeZone } = ctx.instance;
  const told = webhooks.filter(({ disabledAt }) => disabledAt === null).length;
  return (
    <>
      <Secret made={made} />
      <Conflict conflict={conflict} />
      <Answer>
        {webhooks.length === 0 ? (
          'Belum ada program yang dikabari.'
        ) : (
          <>
            <strong>{count(told)}</strong> dari {count(webhooks.length)} penerima dikabari.
          </>
        )}
      </Answer>
      <DataTable
        label="Daftar penerima kabar etalase"
        caption="Penerima ialah program pihak lain yang mengambil lagi daftar produk begitu berubah. Nama menuju catatan kabarnya."
        rows={webhooks}
        empty="Belum ada penerima."
        columns={[
          {
            key: 'nama',
            head: 'Nama',
            cell: ({ id, name, url }) => (
              <>
                <a href={`${PATH}/${id}`}>{name}</a>
                <span class="sub">{url}</span>
              </>
            ),
          },
          { key: 'keadaan', head: 'Keadaan', kind: 'state', cell: (one) => <Told webhook={one} /> },
          {
            key: 'terakhir',
            head: 'Terakhir menerima',
            cell: ({ lastSentAt }) => (lastSentAt === null ? 'Belum pernah' : formatMoment(lastSentAt, timeZone)),
          },
          { key: 'menunggu', head: 'Menunggu', kind: 'number', cell: ({ waiting }) => count(waiting) },
        ]}
      />
      {ctx.can('webhook.write') && (
        <section>
          <h2 id="tambah">Tambah penerima</h2>
          <ErrorSummary problems={problems} title="Penerima belum ditambahkan" />
          <form class="form" method="post" action={PATH}>
            <Csrf ctx={ctx} />
            <FormField
              name="name"
              label="Nama penerima"
              value={typed['name'] ?? ''}
              help="Contoh: Situs pariwisata"
              error={problems}
              maxLength={80}
              autocomplete="off"
              required
            />
            <FormField
              name="url"
              label="Alamat yang dikabari"
              value={typed['url'] ?? ''}
              help="Dimulai dengan https:// dan terjangkau dari internet. Contoh: https://contoh.id/kait/etalase"
              error={problems}
              maxLength={500}
              autocomplete="off"
              required
            />
            <button>Tambah penerima</button>
          </form>
        </section>
      )}
    </>
  );
}

function Told({ webhook: { disabledAt } }: { webhook: Webhook }): VNode {
  return <State kind={disabledAt === null ? 'good' : 'warn'}>{disabledAt === null ? 'Dikabari' : 'Dihentikan'}</State>;
}

interface OneProps extends Shown {
  webhook: Webhook;
  items: readonly Delivery[];
  total: number;
  page: number;
  pages: number;
}

export function WebhookShown({ ctx, webhook, items, total, page, pages, made, typed, refusal }: OneProps): VNode {
  const { timeZone } = ctx.instance;
  const { id, url, disabledAt, disabledWhy, lastSentAt, waiting } = webhook;
  return (
    <>
      <Secret made={made} />
      <Conflict conflict={refusal.conflict} />
      <Answer>
        {lastSentAt === null
          ? 'Belum ada kabar yang diterima. '
          : `Terakhir menerima kabar ${formatMoment(lastSentAt, timeZone)}. `}
        {waiting > 0 && `${count(waiting)} kabar menunggu dicoba lagi. `}
        {disabledAt !== null && `Dihentikan ${formatMoment(disabledAt, timeZone)}: ${disabledWhy ?? ''}.`}
      </Answer>
      <p class="prose">
        Alamat: <code>{url}</code>
      </p>
      <DataTable
        label="Catatan kabar"
        caption="Kabar 90 hari terakhir, yang terbaru dahulu. Jawaban penerima tidak disimpan, hanya kodenya."
        rows={items}
        empty="Belum ada kabar. Kirim kabar percobaan untuk memastikan penerima siap."
        columns={[
          { key: 'kapan', head: 'Dibuat', cell: ({ createdAt }) => formatMoment(createdAt, timeZone) },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: ({ state }) => <State kind={STATE_WORDS[state].kind}>{STATE_WORDS[state].text}</State>,
          },
          {
            key: 'apa',
            head: 'Percobaan terakhir',
            kind: 'wide',
            cell: ({ event, outcome, status, ms }) => (
              <>
                {triedWords(outcome, status, ms)}
                <span class="sub">{event === 'ping' ? 'Kabar percobaan' : 'Kabar perubahan'}</span>
              </>
            ),
          },
          { key: 'kali', head: 'Percobaan', kind: 'number', cell: ({ tries }) => count(tries) },
          {
            key: 'lagi',
            head: 'Dicoba lagi',
            cell: ({ nextTryAt }) => (nextTryAt === null ? 'Tidak' : formatMoment(nextTryAt, timeZone)),
          },
        ]}
      />
      <Pager
        page={page}
        pages={pages}
        href={(hal) => address(`${PATH}/${id}`, { hal })}
        said={`${count(total)} kabar`}
      />
      {ctx.can('webhook.write') && <Actions {...{ ctx, webhook, typed, refusal }} />}
    </>
  );
}

/** Name and address, with what another has stored meanwhile beside what was typed. */
function ChangeForm({ ctx, webhook, typed, refusal }: Omit<Shown, 'made'> & { webhook: Webhook }): VNode {
  const { id, name, url, version } = webhook;
  const mine = typed['name'] !== undefined;
  const problems = mine ? refusal.problems : [];
  return (
    <details open={mine}>
      <summary>Ubah nama atau alamat</summary>
      <ErrorSummary problems={problems} title="Penerima belum diubah" />
      {mine && refusal.conflict !== null && (
        <p>
          Yang tersimpan sekarang: {name}, <code>{url}</code>
        </p>
      )}
      <form class="form" method="post" action={`${PATH}/${id}`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(version)} />
        <FormField
          name="name"
          label="Nama penerima"
          value={typed['name'] ?? name}
          error={problems}
          maxLength={80}
          autocomplete="off"
          required
        />
        <FormField
          name="url"
          label="Alamat yang dikabari"
          value={typed['url'] ?? url}
          help="Dimulai dengan https:// dan terjangkau dari internet. Rahasianya tetap; kabar yang menunggu dikirim ke alamat yang baru."
          error={problems}
          maxLength={500}
          autocomplete="off"
          required
        />
        <button class="quiet">Simpan penerima</button>
      </form>
    </details>
  );
}

function Actions({ ctx, webhook, typed, refusal }: Omit<Shown, 'made'> & { webhook: Webhook }): VNode {
  const { id, disabledAt } = webhook;
  const problems = refusal.problems.filter(({ field }) => field === 'why');
  return (
    <section>
      <h2>Tindakan</h2>
      <form method="post" action={`${PATH}/${id}/percobaan`}>
        <Csrf ctx={ctx} />
        <p class="actions">
          <button>Kirim kabar percobaan</button>
        </p>
      </form>
      <ChangeForm {...{ ctx, webhook, typed, refusal }} />
      {disabledAt === null ? (
        <details open={problems.length > 0}>
          <summary>Hentikan kabar</summary>
          <ErrorSummary problems={problems} title="Penerima belum dihentikan" />
          <form class="form" method="post" action={`${PATH}/${id}/hentikan`}>
            <Csrf ctx={ctx} />
            <FormField
              name="why"
              label="Alasan"
              value={typed['why'] ?? ''}
              error={problems}
              help="Contoh: situs sedang dipindahkan. Yang berubah selama berhenti dikabarkan sesudah dinyalakan lagi."
              maxLength={300}
              required
            />
            <button class="quiet">Hentikan</button>
          </form>
        </details>
      ) : (
        <form method="post" action={`${PATH}/${id}/nyalakan`}>
          <Csrf ctx={ctx} />
          <p class="actions">
            <button class="quiet">Nyalakan lagi</button>
          </p>
        </form>
      )}
      <details>
        <summary>Ganti rahasia</summary>
        <p class="prose">Rahasia yang lama langsung tidak dipakai lagi; yang baru ditampilkan sekali.</p>
        <form method="post" action={`${PATH}/${id}/rahasia`}>
          <Csrf ctx={ctx} />
          <button class="quiet">Ganti rahasia</button>
        </form>
      </details>
      <details>
        <summary>Hapus penerima</summary>
        <p class="prose">Catatan kabarnya ikut terhapus, dan penerima tidak dikabari lagi.</p>
        <form method="post" action={`${PATH}/${id}/hapus`}>
          <Csrf ctx={ctx} />
          <button class="quiet">Hapus {webhook.name}</button>
        </form>
      </details>
    </section>
  );
}
