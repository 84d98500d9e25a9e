import type { VNode } from 'preact';
import { type Outcome, OUTCOME_CAVEAT, type OutcomeSideName } from '../../../participation/programmes/outcome.js';
import type { Programme } from '../../../participation/programmes/programme.js';
import type { Pembinaan } from '../../../participation/programmes/reference.js';
import { formatDay } from '../../../shared/dates.js';
import { formatRupiah, senFromDecimal } from '../../../shared/money.js';
import {
  Answer,
  Csrf,
  DataTable,
  Downloads,
  ErrorSummary,
  FormField,
  HowComputed,
  Notice,
  type PageContext,
} from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';
import { ProgrammeState } from './list.view.js';
import { outcomeHref } from './outcome.view.js';
import { count, type OutcomeLine, outcomeLines, outcomeSentence, periodWords } from './programmes.wording.js';

export interface ProgrammeProps {
  ctx: PageContext;
  programme: Programme;
  /** Null while the programme has not begun. */
  outcome: Outcome | null;
  reference: Pembinaan;
  refusal: Refusal;
  typed: Typed;
}

export function ProgrammeView({ ctx, programme, outcome, reference, refusal, typed }: ProgrammeProps): VNode {
  const mayWrite = ctx.can('programme.write');
  const { id } = programme;
  const opened = (line: OutcomeLine, side: OutcomeSideName): VNode | string => {
    const words = side === 'peserta' ? line.participants : line.others;
    // A number opens who it is, for whoever may see enterprises; words have nobody behind them.
    return ctx.can('enterprise.read') && /^\d/.test(words) ? (
      <a href={outcomeHref(id, { side, reached: line.reached })}>{words}</a>
    ) : (
      words
    );
  };
  return (
    <>
      <Answer>{outcomeSentence(outcome, programme)}</Answer>
      {programme.cancelledOn !== null && (
        <Notice kind="warn" title="Dibatalkan">
          Pada {formatDay(programme.cancelledOn)}: {programme.cancelledWhy}. Program ini tidak dihitung sebagai
          keikutsertaan saat program lain diperbandingkan.
        </Notice>
      )}
      <p class="actions">
        {ctx.can('enterprise.read') && (
          <a class="button" href={`/program/${id}/peserta`}>
            Lihat {count(programme.participants)} peserta
          </a>
        )}
        {mayWrite && (
          <>
            <a class="button quiet" href={`/program/${id}/peserta/impor`}>
              Impor peserta
            </a>
            <a class="button quiet" href={`/program/${id}/ubah`}>
              Ubah program
            </a>
          </>
        )}
      </p>
      {outcome !== null && outcome.participants.enterprises > 0 && (
        <section>
          <h2>Apa yang terjadi sesudahnya?</h2>
          <DataTable
            label="Peserta di samping yang tidak ikut"
            caption={`Sampai ${formatDay(outcome.until)}. Peserta: ${count(outcome.participants.enterprises)} pelaku usaha. Tidak ikut program mana pun: ${count(outcome.others.enterprises)} pelaku usaha${programme.wilayah ? ` di ${programme.wilayah}` : ''}.`}
            rows={outcomeLines(outcome)}
            columns={[
              {
                key: 'langkah',
                head: 'Langkah',
                cell: ({ what, note }) => (
                  <>
                    {what}
                    <span class="sub">{note}</span>
                  </>
                ),
              },
              { key: 'peserta', head: 'Peserta', kind: 'number', cell: (line) => opened(line, 'peserta') },
              { key: 'lain', head: 'Tidak ikut', kind: 'number', cell: (line) => opened(line, 'bukan-peserta') },
            ]}
          />
          <Notice kind="warn" title="Bukan sebab akibat">
            {OUTCOME_CAVEAT}
          </Notice>
          <HowComputed
            entries={[
              {
                term: 'Sejak kapan',
                text: `Untuk peserta sejak tanggal ikutnya; untuk yang tidak ikut sejak program dimulai (${formatDay(outcome.from)}).`,
              },
              {
                term: 'Tidak ikut',
                text: 'Pelaku usaha tercatat di wilayah sasaran yang tidak ikut program mana pun yang tidak dibatalkan, dan yang berdiri sebelum program dimulai atau tanggal berdirinya belum diketahui.',
              },
              {
                term: 'Menjual',
                text: 'Transaksi (berjalan atau selesai) dari berkas belanja yang diimpor, menurut kode penyedia pelaku usaha pada tanggal pesanan.',
              },
              {
                term: 'Tayang',
                text: 'Daftar tayang produk yang dicatat biro dan dinas. Yang tanggal mulainya tidak diketahui terhitung sudah tayang sebelumnya.',
              },
              {
                term: 'Digabung',
                text: 'Pelaku usaha yang digabungkan dihitung satu, dengan tanggal ikut yang paling awal.',
              },
            ]}
          />
        </section>
      )}
      <section>
        <h2>Tentang program</h2>
        <Facts programme={programme} reference={reference} />
      </section>
      {mayWrite && <CallOff {...{ ctx, programme, refusal, typed }} />}
      <Downloads
        files={
          ctx.can('enterprise.read') ? [{ text: 'Peserta (XLSX)', href: `/program/${id}/peserta/unduh.xlsx` }] : []
        }
        api={`/api/v1/programmes/${id}/outcome`}
      />
    </>
  );
}

function Facts({ programme, reference }: Pick<ProgrammeProps, 'programme' | 'reference'>): VNode {
  const kind = reference.kinds.find(({ code }) => code === programme.kind)?.name ?? programme.kind;
  const field = reference.fields.find(({ code }) => code === programme.field)?.name;
  const duty = reference.duties.find(({ code }) => code === programme.duty);
  const facts: readonly [string, string | VNode | null][] = [
    ['Keadaan', <ProgrammeState programme={programme} />],
    ['Waktu', periodWords(programme)],
    ['Penyelenggara', programme.organiser],
    ['Jenis', kind],
    ['Bidang', field ?? 'Sumbernya tidak memberi jenis ini bidang'],
    ['Tugas dinas', duty ? `${duty.code}. ${duty.text} (${duty.agency})` : 'Tidak disebut'],
    ['Satgas hilirisasi', programme.taskForce ? 'Ya' : 'Tidak'],
    ['Sasaran', programme.wilayah ?? 'Seluruh wilayah'],
    ['Tempat', programme.place ?? 'Belum diketahui'],
    ['Anggaran', programme.budget === null ? 'Belum diketahui' : formatRupiah(senFromDecimal(programme.budget))],
    ['Dasar atau sumber', programme.source ?? 'Belum diketahui'],
    ['Keterangan', programme.note],
  ];
  return (
    <dl class="facts">
      {facts.map(
        ([term, text]) =>
          text !== null && (
            <>
              <dt>{term}</dt>
              <dd>{text}</dd>
            </>
          ),
      )}
    </dl>
  );
}

function CallOff({
  ctx,
  programme,
  refusal,
  typed,
}: Pick<ProgrammeProps, 'ctx' | 'programme' | 'refusal' | 'typed'>): VNode {
  const off = programme.cancelledOn !== null;
  return (
    <details open={refusal.status !== 200}>
      <summary>{off ? 'Cabut pembatalan' : 'Batalkan program'}</summary>
      {refusal.conflict !== null && <Notice kind="bad">{refusal.conflict}</Notice>}
      <ErrorSummary problems={refusal.problems} />
      <form class="form" method="post" action={`/program/${programme.id}/batal`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={programme.version} />
        {off ? (
          <input type="hidden" name="cabut" value="ya" />
        ) : (
          <FormField
            name="why"
            label="Alasan"
            value={typed['why']}
            error={refusal.problems}
            maxLength={500}
            required
            help={`Program dan ${count(programme.participants)} pesertanya tetap tersimpan. Pembatalan dapat dicabut.`}
          />
        )}
        <button class="quiet">{off ? 'Cabut pembatalan' : 'Batalkan program'}</button>
      </form>
    </details>
  );
}
