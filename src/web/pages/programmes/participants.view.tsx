import type { VNode } from 'preact';
import type { Participant } from '../../../participation/programmes/participant.js';
import type { Programme } from '../../../participation/programmes/programme.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  Downloads,
  EmptyState,
  ErrorSummary,
  FormField,
  Notice,
  Pager,
  type PageContext,
} from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { count } from './programmes.wording.js';

export interface ParticipantsProps {
  ctx: PageContext;
  programme: Programme;
  /** All of them; the page shows some. */
  participants: readonly Participant[];
  page: number;
  typed: Typed;
  refusal: Refusal;
}

/** On one page of the list. */
const PAGE_SIZE = 50;

export function ParticipantsView({ ctx, programme, participants, page, typed, refusal }: ParticipantsProps): VNode {
  const mayWrite = ctx.can('programme.write');
  const { id } = programme;
  const sold = participants.filter(({ soldAfter }) => soldAfter !== null).length;
  return (
    <>
      {participants.length === 0 ? (
        <EmptyState
          title="Belum ada peserta"
          action={mayWrite ? { href: `/program/${id}/peserta/impor`, text: 'Impor peserta' } : null}
          sample={{ href: `/program/${id}/peserta/contoh.xlsx`, text: 'Contoh berkas XLSX' }}
        >
          <p>Masukkan daftar hadir sebagai XLSX atau CSV, atau catat peserta satu per satu di bawah.</p>
        </EmptyState>
      ) : (
        <>
          <Answer>
            <strong>{count(participants.length)} pelaku usaha</strong> ikut; sampai {formatDay(ctx.today)},{' '}
            {count(sold)} di antaranya tercatat menjual sejak ikut.
          </Answer>
          {mayWrite && (
            <p class="actions">
              <a class="button" href={`/program/${id}/peserta/impor`}>
                Impor peserta
              </a>
            </p>
          )}
          <DataTable
            label="Peserta program"
            caption="Menurut nama. Tanggal yang kosong berarti tidak tercatat, bukan tidak terjadi."
            rows={participants.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
            columns={[
              {
                key: 'nama',
                head: 'Pelaku usaha',
                cell: (one) => (
                  <>
                    <a href={`/usaha/${one.enterpriseId}`}>{one.name}</a>
                    <span class="sub">{one.wilayah ?? 'Alamat belum diketahui'}</span>
                  </>
                ),
              },
              {
                key: 'ikut',
                head: 'Ikut',
                cell: (one) => `${formatDay(one.joinedOn)}${one.leftOn ? ` sampai ${formatDay(one.leftOn)}` : ''}`,
              },
              { key: 'tayang', head: 'Tayang sejak', cell: listedWords },
              {
                key: 'sebelum',
                head: 'Menjual sebelum ikut',
                cell: ({ soldBefore }) => soldBefore && formatDay(soldBefore),
              },
              {
                key: 'sesudah',
                head: 'Menjual sejak ikut',
                cell: (one) =>
                  one.withoutKey ? 'Tanpa kode penyedia: tidak diketahui' : one.soldAfter && formatDay(one.soldAfter),
              },
              { key: 'keterangan', head: 'Keterangan', cell: ({ note }) => note },
              ...(mayWrite
                ? [
                    {
                      key: 'ubah',
                      head: 'Tindakan',
                      cell: (one: Participant) => (
                        <a href={`/program/${id}/peserta/${one.enterpriseId}`}>
                          Ubah<span class="unseen"> {one.name}</span>
                        </a>
                      ),
                    },
                  ]
                : []),
            ]}
          />
          <Pager
            page={page}
            pages={Math.ceil(participants.length / PAGE_SIZE)}
            href={(next) => address(`/program/${id}/peserta`, { hal: String(next) })}
            said={`${count(participants.length)} peserta`}
          />
        </>
      )}
      {mayWrite && (
        <details open={refusal.status !== 200 || participants.length === 0}>
          <summary>Catat satu peserta</summary>
          {refusal.conflict !== null && <Notice kind="bad">{refusal.conflict}</Notice>}
          <ErrorSummary problems={refusal.problems} />
          <form class="form" method="post" action={`/program/${id}/peserta`}>
            <Csrf ctx={ctx} />
            <FormField
              name="enterpriseId"
              label="Nomor pelaku usaha"
              inputMode="numeric"
              value={typed['enterpriseId']}
              error={refusal.problems}
              maxLength={18}
              required
              help="Nomor pada alamat halaman pelaku usaha, contoh 12 untuk /usaha/12."
            />
            <ParticipantFields typed={{ joinedOn: programme.startsOn, ...typed }} problems={refusal.problems} />
            <button>Catat peserta</button>
          </form>
        </details>
      )}
      <Downloads
        files={['xlsx', 'csv'].map((format) => ({
          text: format.toUpperCase(),
          href: `/program/${id}/peserta/unduh.${format}`,
        }))}
        api={`/api/v1/programmes/${id}/participants`}
      />
    </>
  );
}

/** A listing without a known first day was entered with the first day that there is. */
const NO_DAY = '2000-01-01';

function listedWords({ listedFrom, listedUntil }: Participant): string | null {
  if (listedFrom === null) return null;
  const from = listedFrom === NO_DAY ? 'Tanggalnya belum diketahui' : formatDay(listedFrom);
  return listedUntil === null ? from : `${from} sampai ${formatDay(listedUntil)}`;
}

function ParticipantFields({ typed, problems }: { typed: Typed; problems: readonly FieldProblem[] }): VNode {
  return (
    <>
      <FormField name="joinedOn" label="Ikut sejak" type="date" value={typed['joinedOn']} error={problems} required />
      <FormField
        name="leftOn"
        label="Ikut sampai"
        type="date"
        value={typed['leftOn']}
        error={problems}
        required={false}
      />
      <FormField
        name="note"
        label="Keterangan"
        value={typed['note']}
        error={problems}
        maxLength={500}
        required={false}
        help="Tanpa nomor telepon atau NIK; keduanya disamarkan."
      />
    </>
  );
}

export interface ParticipantFormProps {
  ctx: PageContext;
  programme: Programme;
  participant: Participant;
  typed: Typed;
  refusal: Refusal;
}

export function ParticipantForm({ ctx, programme, participant, typed, refusal }: ParticipantFormProps): VNode {
  const path = `/program/${programme.id}/peserta/${participant.enterpriseId}`;
  return (
    <>
      {refusal.conflict !== null && (
        <Notice kind="bad">
          {refusal.conflict}
          <p>
            Yang tercatat sekarang: ikut sejak {formatDay(participant.joinedOn)}
            {participant.leftOn ? ` sampai ${formatDay(participant.leftOn)}` : ''}
            {participant.note ? `, keterangan "${participant.note}"` : ''}.
          </p>
        </Notice>
      )}
      <ErrorSummary problems={refusal.problems} />
      <form class="form" method="post" action={path}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={participant.version} />
        <ParticipantFields typed={typed} problems={refusal.problems} />
        <div class="actions">
          <button>Simpan peserta</button>
          <a class="button quiet" href={`/program/${programme.id}/peserta`}>
            Batal
          </a>
        </div>
      </form>
      <details>
        <summary>Keluarkan dari daftar</summary>
        <form class="form" method="post" action={`${path}/keluarkan`}>
          <Csrf ctx={ctx} />
          <input type="hidden" name="version" value={participant.version} />
          <p>
            Untuk yang salah dicatat. Yang berhenti ikut cukup diberi tanggal. Catatan ini tetap ada dalam jejak audit.
          </p>
          <button class="quiet">Keluarkan {participant.name}</button>
        </form>
      </details>
    </>
  );
}
