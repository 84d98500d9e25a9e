import type { VNode } from 'preact';
import type { MessagePage } from '../../../messages/messages.service.js';
import { type Mail, MAIL_STATES, type MailPage, type MailState } from '../../../messages/outbox.service.js';
import { formatMoment } from '../../../shared/dates.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  EmptyState,
  Filters,
  Notice,
  type PageContext,
  Pager,
  State,
} from '../../components/index.js';

export function InboxView({
  ctx,
  found,
  page,
  size,
}: {
  ctx: PageContext;
  found: MessagePage;
  page: number;
  size: number;
}): VNode {
  const { items, total, unread } = found;
  const when = (moment: string): string => formatMoment(moment, ctx.instance.timeZone);
  if (total === 0)
    return (
      <EmptyState title="Belum ada pesan">
        <p>Di sini tampil kabar tentang berkas usaha Anda dan dokumen yang akan berakhir.</p>
      </EmptyState>
    );
  return (
    <>
      <Answer>{unread === 0 ? 'Semua pesan sudah dibaca.' : <strong>{unread} pesan belum dibaca.</strong>}</Answer>
      {unread > 0 && (
        <form method="post" action="/pesan/baca-semua">
          <Csrf ctx={ctx} />
          <button class="quiet">Tandai semua sudah dibaca</button>
        </form>
      )}
      <ol class="todo">
        {items.map(({ id, title, body, link, sentAt, readAt }) => (
          <li>
            <article>
              <h2>{title}</h2>
              <p class="sub">
                {when(sentAt)} · {readAt === null ? <State kind="warn">Belum dibaca</State> : 'Sudah dibaca'}
              </p>
              {body.split('\n').map((line) => line !== '' && <p>{line}</p>)}
              <div class="actions">
                {link !== null && (
                  <a class="button quiet" href={link}>
                    Buka
                  </a>
                )}
                {readAt === null && (
                  <form method="post" action={`/pesan/${id}/baca`}>
                    <Csrf ctx={ctx} />
                    <button class="quiet">Tandai sudah dibaca</button>
                  </form>
                )}
              </div>
            </article>
          </li>
        ))}
      </ol>
      <Pager page={page} pages={Math.max(1, Math.ceil(total / size))} href={(to) => address('/pesan', { hal: to })} />
    </>
  );
}

const STATE_WORDS: Readonly<Record<MailState, string>> = {
  menunggu: 'Menunggu',
  terkirim: 'Terkirim',
  'tanpa-alamat': 'Tanpa alamat surel',
  gagal: 'Gagal',
};
const STATE_KIND = { menunggu: 'warn', terkirim: 'good', 'tanpa-alamat': 'none', gagal: 'bad' } as const;

export interface MailsProps {
  ctx: PageContext;
  found: MailPage;
  state: MailState | null;
  page: number;
  size: number;
  missing: 'server' | 'public-url' | null;
}

export function MailsView({ ctx, found, state, page, size, missing }: MailsProps): VNode {
  const { counts, items, total } = found;
  const when = (moment: string): string => formatMoment(moment, ctx.instance.timeZone);
  return (
    <>
      {missing !== null && (
        <Notice kind="warn" title="Surat belum dapat dikirim">
          {missing === 'server'
            ? 'Server surel belum diatur (SMTP_URL dan MAIL_FROM).'
            : 'Alamat layanan belum diatur (PUBLIC_URL), padahal surat memuat tautan.'}{' '}
          Surat menunggu di sini dan tidak hilang; pesannya sudah terbaca dalam aplikasi.
        </Notice>
      )}
      <Answer>
        <strong>{counts.menunggu} surat menunggu</strong>, {counts.gagal} gagal, {counts['tanpa-alamat']} tanpa alamat,{' '}
        {counts.terkirim} terkirim.
      </Answer>
      <Filters
        action="/surat-keluar"
        fields={[
          {
            name: 'keadaan',
            label: 'Keadaan',
            value: state,
            options: MAIL_STATES.map((one) => ({ value: one, text: STATE_WORDS[one] })),
            any: 'Semua',
          },
        ]}
        said={state === null ? null : `keadaan ${STATE_WORDS[state].toLowerCase()}`}
      />
      <DataTable<Mail>
        label="Tabel surat keluar"
        caption="Surat, yang terbaru dahulu"
        rows={items}
        empty="Tidak ada surat."
        columns={[
          { key: 'judul', head: 'Tentang', kind: 'wide', cell: ({ title }) => title },
          {
            key: 'kepada',
            head: 'Kepada',
            cell: ({ username, email }) => (
              <>
                {username}
                <span class="sub">{email ?? 'belum ada alamat surel'}</span>
              </>
            ),
          },
          { key: 'dibuat', head: 'Dibuat', cell: ({ createdAt }) => when(createdAt) },
          {
            key: 'keadaan',
            head: 'Keadaan',
            kind: 'state',
            cell: (mail) => (
              <>
                <State kind={STATE_KIND[mail.state]}>{STATE_WORDS[mail.state]}</State>
                <span class="sub">{progress(mail, missing, when)}</span>
              </>
            ),
          },
          {
            key: 'tindakan',
            head: 'Tindakan',
            cell: ({ messageId, state: now }) =>
              ctx.can('mail.write') &&
              now !== 'terkirim' && (
                <form method="post" action={`/surat-keluar/${messageId}/ulang`}>
                  <Csrf ctx={ctx} />
                  <button class="quiet">Coba lagi</button>
                </form>
              ),
          },
        ]}
      />
      <Pager
        page={page}
        pages={Math.max(1, Math.ceil(total / size))}
        href={(to) => address('/surat-keluar', { keadaan: state, hal: to })}
      />
    </>
  );
}

function progress(
  { state, tries, nextTryAt, sentAt }: Mail,
  missing: string | null,
  when: (moment: string) => string,
): string {
  if (sentAt !== null) return when(sentAt);
  if (state !== 'menunggu') return `${tries} kali dicoba`;
  if (missing !== null || nextTryAt === null) return 'menunggu server surel';
  return tries === 0 ? 'segera dikirim' : `${tries} kali dicoba; lagi pada ${when(nextTryAt)}`;
}
