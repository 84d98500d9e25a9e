import type { VNode } from 'preact';
import { actionWords, changedColumns, kindWords as objectWords } from '../../../access/audit/audit.wording.js';
import type { AuditRecord } from '../../../access/audit/audit-trail.js';
import { type Assignment, standingOn, TARGET_WORDS } from '../../../etalase/assignments/assignment.js';
import type { DutyPlace } from '../../../etalase/duty/duty.js';
import type { ListedProduct, RuledSpot } from '../../../etalase/listing/listings.service.js';
import { kindWords, type WisataPlace } from '../../../etalase/places/place.js';
import { formatDay, formatMoment } from '../../../shared/dates.js';
import { Answer, Csrf, DataTable, type PageContext, State } from '../../components/index.js';
import { DutyStateMark } from '../etalase-wisata/duty.view.js';
import { count } from '../katalog/katalog.wording.js';
import { pointWords } from './list.view.js';
import { ListedTable, ruleWords } from './rule.words.js';

export interface PlaceProps {
  ctx: PageContext;
  place: WisataPlace;
  /** Null for a place that was put away. */
  duty: DutyPlace | null;
  assignments: readonly Assignment[];
  spot: RuledSpot;
  /** What the place shows today. */
  listed: readonly ListedProduct[];
  history: readonly AuditRecord[];
}

const STANDINGS = {
  berlaku: ['good', 'Berlaku'],
  'akan-datang': ['none', 'Akan datang'],
  berakhir: ['none', 'Berakhir'],
  dicabut: ['none', 'Dicabut'],
} as const;

/** One place as those who keep it see it: what is on file, what it shows and why, what became of it. */
export function PlaceView(props: PlaceProps): VNode {
  const { ctx, place, duty, assignments, spot, listed, history } = props;
  const write = ctx.can('etalase.write');
  const path = `/lokasi-wisata/${place.kode}`;
  const assigned = listed.filter(({ step }) => step === 'ditetapkan').length;
  return (
    <>
      <Answer>
        {place.state === 'arsip' ? (
          'Lokasi ini diarsipkan: tidak tampil bagi pengunjung dan tidak dinilai.'
        ) : (
          <>
            Hari ini lokasi ini menampilkan <strong>{count(listed.length)} produk</strong>, {count(assigned)} di
            antaranya karena ditetapkan. Etalase fisik: {duty && <DutyStateMark state={duty.state} />}.
          </>
        )}
      </Answer>
      <p class="actions">
        {write && (
          <a class="button" href={`${path}/penetapan/baru`}>
            Tetapkan produk
          </a>
        )}
        {write && (
          <a class="button quiet" href={`${path}/ubah`}>
            Ubah lokasi
          </a>
        )}
        <a class="button quiet" href={`/etalase-wisata/${place.kode}`}>
          Etalase dan pemeriksaan
        </a>
        {place.state === 'aktif' && (
          <a class="button quiet" href={`/wisata/${place.kode}`}>
            Halaman pengunjung
          </a>
        )}
      </p>
      <Facts place={place} />
      <section id="penetapan">
        <h2>Produk yang ditetapkan</h2>
        <DataTable
          label="Penetapan"
          caption="Tampil paling dahulu, menurut urutan. Hanya produk yang tayang dan terverifikasi yang ditampilkan."
          rows={assignments}
          empty="Belum ada penetapan. Tanpa penetapan, lokasi ini menampilkan produk dari desa-desa terdekat menurut aturan daftar."
          columns={[
            {
              key: 'nama',
              head: 'Yang ditetapkan',
              cell: (one) => (
                <>
                  {write && one.withdrawnWhy === null ? (
                    <a href={`${path}/penetapan/${one.id}`}>{one.name}</a>
                  ) : (
                    one.name
                  )}
                  <span class="sub">{TARGET_WORDS[one.target]}</span>
                </>
              ),
            },
            {
              key: 'keadaan',
              head: 'Keadaan',
              kind: 'state',
              cell: (one) => {
                const [kind, words] = STANDINGS[standingOn(one, ctx.today)];
                return <State kind={kind}>{words}</State>;
              },
            },
            { key: 'urutan', head: 'Urutan', kind: 'number', cell: (one) => one.position },
            { key: 'produk', head: 'Produk tampil', kind: 'number', cell: (one) => shownWords(one) },
            { key: 'masa', head: 'Masa', cell: (one) => periodWords(one) },
            {
              key: 'alasan',
              head: 'Alasan',
              kind: 'wide',
              cell: (one) => (
                <>
                  {one.reason}
                  {one.withdrawnWhy !== null && <span class="sub">Dicabut: {one.withdrawnWhy}</span>}
                  <span class="sub">oleh {one.updatedBy ?? one.createdBy}</span>
                </>
              ),
            },
          ]}
        />
        {write && (
          <p>
            <a href="/lokasi-wisata/penetapan/impor">Impor penetapan dari Excel</a>, juga untuk banyak lokasi sekaligus.
          </p>
        )}
      </section>
      <section id="aturan">
        <h2>Aturan daftar</h2>
        <p>{ruleWords(spot.rule)}</p>
        {write && (
          <p class="actions">
            <a class="button quiet" href={`${path}/aturan`}>
              {spot.rule.own ? 'Ubah aturan lokasi ini' : 'Buat aturan sendiri'}
            </a>
          </p>
        )}
        <ListedTable listed={listed} caption={`Yang ditampilkan hari ini, ${formatDay(ctx.today)}.`} />
      </section>
      {write && <StateForm {...props} />}
      <History ctx={ctx} history={history} />
    </>
  );
}

function Facts({ place }: { place: WisataPlace }): VNode {
  const facts = [
    ['Jenis', kindWords(place.kind, 'id')],
    ['Letak', `${place.where} (${place.wilayahCode})`],
    ['Koordinat', pointWords(place)],
    ['Perangkat daerah', place.responsible ?? 'Belum dicatat'],
    ['Pengelola', place.manager ?? 'Belum dicatat'],
    ['Jam buka', place.opening ?? 'Belum dicatat'],
    ['Nama dalam bahasa Inggris', place.nameEn ?? 'Belum ada; pengunjung melihat nama Indonesia'],
    ['Jam buka dalam bahasa Inggris', place.openingEn],
    ['Uraian', place.description],
    ['Uraian dalam bahasa Inggris', place.descriptionEn],
    ['Keterangan untuk petugas', place.note],
    ['Sumber', place.source ?? 'Belum dicatat'],
  ] as const;
  return (
    <dl class="facts">
      {facts.map(
        ([name, value]) =>
          value !== null && (
            <>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </>
          ),
      )}
    </dl>
  );
}

function StateForm({ ctx, place }: PlaceProps): VNode {
  const away = place.state === 'aktif';
  return (
    <details>
      <summary>{away ? 'Arsipkan lokasi' : 'Kembalikan lokasi'}</summary>
      <form method="post" action={`/lokasi-wisata/${place.kode}/keadaan`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(place.version)} />
        <input type="hidden" name="state" value={away ? 'arsip' : 'aktif'} />
        <p>
          {away
            ? 'Halaman pengunjung, kartu QR yang sudah dicetak, dan alamat datanya berhenti menampilkan lokasi ini, dan lokasi ini tidak lagi dihitung dalam kewajiban etalase. Penetapan dan pemeriksaannya tetap tersimpan.'
            : 'Lokasi ini tampil lagi bagi pengunjung dan dinilai lagi.'}
        </p>
        <button class={away ? 'danger' : undefined}>
          {away ? `Arsipkan ${place.name}` : `Kembalikan ${place.name}`}
        </button>
      </form>
    </details>
  );
}

function History({ ctx, history }: Pick<PlaceProps, 'ctx' | 'history'>): VNode {
  return (
    <section>
      <h2>Riwayat</h2>
      <DataTable
        label="Riwayat lokasi"
        caption="Perubahan lokasi, penetapan, dan etalasenya, yang terbaru dahulu."
        // An inspection raises the version of its etalase and changes nothing else of it.
        rows={history.filter((one) => changesOf(one).length > 0)}
        empty="Belum ada yang diubah sejak dimuat dari daftar awal layanan."
        columns={[
          { key: 'waktu', head: 'Waktu', cell: (one) => formatMoment(one.at, ctx.instance.timeZone) },
          { key: 'siapa', head: 'Oleh', cell: (one) => one.actorName },
          {
            key: 'apa',
            head: 'Tindakan',
            cell: (one) => `${actionWords(one.action)} ${objectWords(one.objectKind).toLowerCase()}`,
          },
          {
            key: 'isi',
            head: 'Yang berubah',
            kind: 'wide',
            cell: (one) => <Changes record={one} />,
          },
        ]}
      />
    </section>
  );
}

function changesOf(record: AuditRecord) {
  return changedColumns(record.before, record.after).filter(({ label }) => !HIDDEN.has(label));
}

const SHOWN = 6;
const LETTERS = 120;

function Changes({ record }: { record: AuditRecord }): VNode {
  const all = changesOf(record);
  const short = (text: string | null): string =>
    text === null ? '(kosong)' : text.length > LETTERS ? `${text.slice(0, LETTERS)}…` : text;
  return (
    <ul>
      {all.slice(0, SHOWN).map(({ label, before, after }) => (
        <li>
          {label}: {record.before === null ? short(after) : `${short(before)} → ${short(after)}`}
        </li>
      ))}
      {all.length > SHOWN && <li>dan {all.length - SHOWN} isian lain</li>}
    </ul>
  );
}

/** What says nothing to a person who reads about one place. */
const HIDDEN = new Set(['Nomor', 'Versi', 'Dibuat', 'Dibuat oleh', 'Diubah oleh', 'updated_by', 'Lokasi wisata']);

export function periodWords({ validFrom, validUntil }: Pick<Assignment, 'validFrom' | 'validUntil'>): string {
  return `${formatDay(validFrom)} sampai ${validUntil === null ? 'ada keputusan lain' : formatDay(validUntil)}`;
}

function shownWords({ shown, products }: Assignment): string {
  return shown === products ? count(shown) : `${count(shown)} dari ${count(products)}`;
}
