import type { VNode } from 'preact';
import type { EtalaseDetail, Opening } from '../../../etalase/duty/etalase.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  withCsrf,
} from '../../components/index.js';
import type { Refusal, Typed } from '../../form-values.js';

export type EtalaseFormName = 'ubah' | 'tutup' | 'foto';

export interface EtalaseProps {
  ctx: PageContext;
  place: WisataPlace;
  one: EtalaseDetail;
  openings: readonly Opening[];
  /** The form that was refused. */
  form: EtalaseFormName;
  typed: Typed;
  refusal: Refusal;
}

export function EtalaseView(props: EtalaseProps): VNode {
  const { ctx, one, openings, refusal } = props;
  const write = ctx.can('etalase.write');
  return (
    <>
      {refusal.conflict !== null && (
        <Notice kind="warn" title="Belum disimpan">
          <p>{refusal.conflict}</p>
          <p>
            Yang tercatat sekarang: {one.name}, {one.location}, pengurus {one.manager ?? 'belum diketahui'},{' '}
            {one.since === null ? 'sejak kapan belum diketahui' : `sejak ${formatDay(one.since)}`}.
          </p>
        </Notice>
      )}
      <ErrorSummary problems={refusal.problems} />
      <Answer>
        {one.closedOn === null
          ? `Tercatat ada${one.since === null ? '' : ` sejak ${formatDay(one.since)}`}.`
          : `Ditutup ${formatDay(one.closedOn)}: ${one.closedWhy ?? ''}`}
      </Answer>
      <dl class="facts">
        <dt>Letak</dt>
        <dd>{one.location}</dd>
        <dt>Pengurus</dt>
        <dd>{one.manager ?? 'Belum diketahui'}</dd>
      </dl>
      <Photo {...props} write={write} />
      {openings.length > 0 && (
        <DataTable
          label="Penutupan dan pembukaan"
          caption="Penutupan dan pembukaan kembali"
          rows={openings}
          columns={[
            { key: 'tanggal', head: 'Tanggal', cell: (row) => formatDay(row.on) },
            { key: 'apa', head: 'Yang terjadi', cell: (row) => (row.kind === 'tutup' ? 'Ditutup' : 'Dibuka lagi') },
            { key: 'alasan', head: 'Alasan', kind: 'wide', cell: (row) => row.reason },
            { key: 'oleh', head: 'Dicatat oleh', cell: (row) => row.by },
          ]}
        />
      )}
      {write && <ChangeForm {...props} />}
      {write && <OpeningForm {...props} />}
    </>
  );
}

function Photo({ ctx, place, one, form, typed, refusal, write }: EtalaseProps & { write: boolean }): VNode {
  const path = `/etalase-wisata/${place.kode}/etalase/${one.id}`;
  const problems = form === 'foto' ? refusal.problems : [];
  return (
    <section>
      <h2>Foto</h2>
      {one.photo === null ? (
        <p>Belum ada foto.</p>
      ) : (
        <p>
          <img
            class="etalase-photo"
            src={`/etalase-wisata/foto/${one.photo.file}`}
            alt={one.photo.alt}
            width={one.photo.width}
            height={one.photo.height}
            loading="lazy"
          />
        </p>
      )}
      {write && one.photo !== null && (
        <form class="actions" method="post" action={`${path}/foto/hapus`}>
          <Csrf ctx={ctx} />
          <input type="hidden" name="version" value={String(one.version)} />
          <button class="quiet">Hapus foto</button>
        </form>
      )}
      {write && (
        <details open={problems.length > 0}>
          <summary>{one.photo === null ? 'Tambah foto' : 'Ganti foto'}</summary>
          <form
            class="form"
            method="post"
            action={withCsrf(ctx, `${path}/foto?version=${one.version}`)}
            enctype="multipart/form-data"
          >
            <FormField
              name="alt"
              label="Apa yang terlihat pada foto?"
              value={form === 'foto' ? typed['alt'] : ''}
              error={problems}
              maxLength={200}
              required
              help="Contoh: Rak bambu berisi tenun dan kopi di samping loket. Dibacakan bagi yang tidak melihat fotonya."
            />
            <FormField
              name="foto"
              label="Foto"
              type="file"
              accept="image/jpeg,image/png,image/webp"
              error={problems}
              required
              help="JPEG, PNG, atau WebP, paling besar 12 MB. Foto diperkecil, dan lokasi di dalamnya dibuang. Hindari wajah orang."
            />
            <button>Simpan foto</button>
          </form>
        </details>
      )}
    </section>
  );
}

function ChangeForm({ ctx, place, one, form, typed: all, refusal }: EtalaseProps): VNode {
  const again = form === 'ubah' && (refusal.problems.length > 0 || refusal.conflict !== null);
  const problems: readonly FieldProblem[] = again ? refusal.problems : [];
  const typed: Typed = again
    ? all
    : { name: one.name, location: one.location, manager: one.manager ?? '', since: one.since ?? '' };
  return (
    <details open={again}>
      <summary>Ubah etalase</summary>
      <form class="form" method="post" action={`/etalase-wisata/${place.kode}/etalase/${one.id}`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(one.version)} />
        <EtalaseFields typed={typed} problems={problems} />
        <button>Simpan etalase</button>
      </form>
    </details>
  );
}

/** What is told of an etalase: of a new one and of one that is changed. */
export function EtalaseFields({ typed, problems }: { typed: Typed; problems: readonly FieldProblem[] }): VNode {
  return (
    <>
      <FormField
        name="name"
        label="Nama etalase"
        value={typed['name']}
        error={problems}
        maxLength={160}
        required
        help="Contoh: Etalase loket utama"
      />
      <FormField
        name="location"
        label="Letak"
        value={typed['location']}
        error={problems}
        maxLength={300}
        required
        help="Contoh: di samping loket karcis"
      />
      <FormField
        name="manager"
        label="Pengurus"
        value={typed['manager']}
        error={problems}
        maxLength={160}
        required={false}
        help="Lembaga atau kelompok, bukan nama orang."
      />
      <FormField
        name="since"
        label="Berdiri sejak"
        type="date"
        value={typed['since']}
        error={problems}
        required={false}
        help="Kosongkan bila tidak diketahui."
      />
    </>
  );
}

function OpeningForm({ ctx, place, one, form, typed: all, refusal }: EtalaseProps): VNode {
  const again = form === 'tutup' && (refusal.problems.length > 0 || refusal.conflict !== null);
  const [typed, problems] = again ? [all, refusal.problems] : [{} as Typed, []];
  const closing = one.closedOn === null;
  return (
    <details open={again}>
      <summary>{closing ? 'Tutup etalase' : 'Buka lagi etalase'}</summary>
      <form
        class="form"
        method="post"
        action={`/etalase-wisata/${place.kode}/etalase/${one.id}/${closing ? 'tutup' : 'buka'}`}
      >
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(one.version)} />
        <p>
          {closing
            ? 'Sesudah hari itu etalase ini tidak lagi tampil di halaman pengunjung, dan lokasi tanpa etalase lain dinilai tidak punya.'
            : 'Etalase ini tampil lagi bagi pengunjung. Catat juga pemeriksaannya, supaya lokasi dinilai punya etalase.'}
        </p>
        <FormField
          name="day"
          label={closing ? 'Hari terakhir' : 'Dibuka lagi pada'}
          type="date"
          value={typed['day'] ?? ctx.today}
          error={problems}
          required
        />
        <FormField
          name="reason"
          label="Alasan"
          value={typed['reason']}
          error={problems}
          maxLength={500}
          required
          help={closing ? 'Contoh: loket dipugar sampai akhir tahun' : 'Contoh: pemugaran selesai'}
        />
        <button class={closing ? 'danger' : undefined}>{closing ? 'Tutup etalase' : 'Buka lagi etalase'}</button>
      </form>
    </details>
  );
}
