import type { VNode } from 'preact';
import { type DutyPlace, RESULT_WORDS, RESULTS } from '../../../etalase/duty/duty.js';
import type { EtalaseOnFile, Inspection } from '../../../etalase/duty/inspections.service.js';
import type { ListedProduct } from '../../../etalase/listing/listings.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import type { VisitorsOfYear } from '../../../etalase/visits/visits.service.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  address,
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  FormField,
  Notice,
  type PageContext,
  WithdrawForm,
} from '../../components/index.js';
import { frameSnippet, plainSnippet } from '../wisata/snippets.js';
import type { Typed } from '../../form-values.js';
import { count } from '../katalog/katalog.wording.js';
import { DutyStateMark } from './duty.view.js';
import { EtalaseFields } from './upkeep.view.js';

export interface PlaceDutyProps {
  ctx: PageContext;
  place: WisataPlace;
  /** Null for a place that was put away. */
  duty: DutyPlace | null;
  etalase: readonly EtalaseOnFile[];
  inspections: readonly Inspection[];
  /** What the place shows today, to be ticked when it was seen. */
  products: readonly ListedProduct[];
  form: 'periksa' | 'etalase' | null;
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
  /** Of this year, as far as they are on file; null = nothing is. */
  visitors: VisitorsOfYear | null;
  /** The place's public page: a whole address. */
  url: string;
}

export function PlaceDutyView(props: PlaceDutyProps): VNode {
  const { ctx, place, duty, etalase, inspections, conflict, visitors } = props;
  return (
    <>
      {conflict !== null && <Notice kind="bad">{conflict}</Notice>}
      <Answer>
        {duty === null ? (
          'Lokasi ini diarsipkan dan tidak dinilai.'
        ) : (
          <>
            <DutyStateMark state={duty.state} />{' '}
            {duty.inspectedOn === null
              ? 'Belum pernah diperiksa.'
              : `Terakhir diperiksa ${formatDay(duty.inspectedOn)}.`}
          </>
        )}
      </Answer>
      {ctx.can('etalase.write') && (
        <p class="actions">
          <a class="button" href="#catat">
            Catat pemeriksaan
          </a>
        </p>
      )}
      <dl class="facts">
        <dt>Perangkat daerah</dt>
        <dd>{place.responsible ?? 'Belum dicatat'}</dd>
        <dt>Pengunjung tahun ini</dt>
        <dd>
          {visitors === null
            ? 'Belum ada catatan'
            : `${count(visitors.visitors)}, tercatat sampai ${formatDay(visitors.until)}`}{' '}
          <a href={`/etalase-wisata/${place.kode}/kunjungan`}>Catatan kunjungan</a>
        </dd>
        <dt>Produk yang ditampilkan</dt>
        <dd>
          <a href={`/lokasi-wisata/${place.kode}`}>Penetapan dan aturan daftar</a>
        </dd>
      </dl>
      <DataTable
        label="Etalase di lokasi ini"
        caption="Etalase yang tercatat"
        rows={etalase}
        empty="Belum ada etalase yang tercatat."
        columns={[
          {
            key: 'nama',
            head: 'Etalase',
            cell: (one) => <a href={`/etalase-wisata/${place.kode}/etalase/${one.id}`}>{one.name}</a>,
          },
          { key: 'letak', head: 'Letak', cell: (one) => one.location },
          { key: 'pengurus', head: 'Pengurus', cell: (one) => one.manager ?? 'Belum diketahui' },
          {
            key: 'sejak',
            head: 'Sejak',
            cell: (one) => (one.since === null ? 'Belum diketahui' : formatDay(one.since)),
          },
          { key: 'foto', head: 'Foto', cell: (one) => (one.hasPhoto ? 'Ada' : 'Belum ada') },
          {
            key: 'tutup',
            head: 'Ditutup',
            cell: (one) => one.closedOn && `${formatDay(one.closedOn)}: ${one.closedWhy ?? ''}`,
          },
        ]}
      />
      <DataTable
        label="Pemeriksaan"
        caption="Pemeriksaan, yang terakhir dahulu"
        rows={inspections}
        empty="Belum ada pemeriksaan."
        columns={[
          { key: 'tanggal', head: 'Tanggal', cell: (one) => formatDay(one.inspectedOn) },
          {
            key: 'hasil',
            head: 'Hasil',
            cell: (one) => (
              <>
                {RESULT_WORDS[one.result]}
                {one.withdrawnWhy !== null && <span class="sub">Dicabut: {one.withdrawnWhy}</span>}
              </>
            ),
          },
          { key: 'etalase', head: 'Etalase', cell: (one) => one.etalase ?? 'Seluruh lokasi' },
          { key: 'pemeriksa', head: 'Pemeriksa', cell: (one) => one.inspector },
          {
            key: 'produk',
            head: 'Produk terpajang',
            cell: (one) => (
              <>
                {one.productsShown ?? 'Tidak dihitung'}
                {one.products.length > 0 && <span class="sub">{one.products.join(', ')}</span>}
              </>
            ),
          },
          { key: 'catatan', head: 'Catatan', cell: (one) => one.note },
          {
            key: 'cabut',
            head: 'Pencabutan',
            cell: (one) =>
              ctx.can('etalase.write') &&
              one.withdrawnWhy === null && (
                <WithdrawForm
                  ctx={ctx}
                  action={`/etalase-wisata/${place.kode}/pemeriksaan/${one.id}/cabut`}
                  what={`pemeriksaan ${formatDay(one.inspectedOn)}`}
                />
              ),
          },
        ]}
      />
      {ctx.can('etalase.write') && <InspectionForm {...props} />}
      {ctx.can('etalase.write') && <EtalaseForm {...props} />}
      <Cards {...props} />
    </>
  );
}

function InspectionForm({ ctx, place, etalase, products, form, typed: all, problems: found }: PlaceDutyProps): VNode {
  const [typed, problems] = form === 'periksa' ? [all, found] : [{} as Typed, []];
  const open = etalase.filter(({ closedOn }) => closedOn === null || closedOn >= ctx.today);
  // With its version, so that of two people who record at once the second is told.
  const options = [
    ...open.map(({ id, version, name, location }) => ({ value: `${id}:${version}`, text: `${name}, ${location}` })),
    ...(open.length === 0 ? [{ value: `:${place.version}`, text: 'Seluruh lokasi: tidak ada etalase' }] : []),
  ];
  // Two makers may call their products the same: whose it is tells them apart.
  const twice = new Set(products.map(({ name }) => name).filter((name, at, names) => names.indexOf(name) !== at));
  const chosen = options.find(({ value }) => value.split(':')[0] === typed['etalaseId']?.split(':')[0]);
  return (
    <section id="catat">
      <h2>Catat pemeriksaan</h2>
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={`/etalase-wisata/${place.kode}/periksa`}>
        <Csrf ctx={ctx} />
        <FormField
          name="etalaseId"
          label="Yang diperiksa"
          type="select"
          options={options}
          value={(chosen ?? options[0])?.value}
          error={problems}
          help={
            open.length === 0
              ? 'Belum ada etalase yang tercatat. Bila di sana ada, catat etalasenya dahulu di bawah.'
              : undefined
          }
        />
        <FormField
          name="inspectedOn"
          label="Tanggal pemeriksaan"
          type="date"
          value={typed['inspectedOn'] ?? ctx.today}
          error={problems}
          required
        />
        <FormField
          name="inspector"
          label="Pemeriksa"
          value={typed['inspector']}
          error={problems}
          maxLength={160}
          required
          help="Nama dan bidangnya. Contoh: Tim Pembinaan Destinasi"
        />
        <FormField
          name="result"
          label="Hasil"
          type="select"
          any="Pilih hasil"
          options={RESULTS.map((value) => ({ value, text: RESULT_WORDS[value] }))}
          value={typed['result']}
          error={problems}
          required
        />
        <FormField
          name="productsShown"
          label="Banyaknya produk terpajang"
          inputMode="numeric"
          value={typed['productsShown']}
          error={problems}
          maxLength={5}
          required={false}
          help="Kosongkan bila tidak dihitung; kosong tidak berarti nol."
        />
        {products.length > 0 && (
          <fieldset>
            <legend>Produk katalog yang terlihat</legend>
            <div class="in-row">
              {products.map(({ id, name, place: village, makers }) => (
                <FormField
                  name={`produk-${id}`}
                  label={twice.has(name) ? [name, makers.join(', ') || village].filter(Boolean).join(', ') : name}
                  type="checkbox"
                  value={typed[`produk-${id}`]}
                  required={false}
                />
              ))}
            </div>
          </fieldset>
        )}
        <FormField
          name="note"
          label="Catatan"
          type="textarea"
          rows={3}
          value={typed['note']}
          error={problems}
          maxLength={1000}
          required={false}
        />
        <button>Catat pemeriksaan</button>
      </form>
    </section>
  );
}

function EtalaseForm({ ctx, place, form, typed: all, problems: found }: PlaceDutyProps): VNode {
  const [typed, problems] = form === 'etalase' ? [all, found] : [{} as Typed, []];
  return (
    <details open={form === 'etalase'}>
      <summary>Catat etalase</summary>
      <ErrorSummary problems={problems} />
      <form class="form" method="post" action={`/etalase-wisata/${place.kode}/etalase`}>
        <Csrf ctx={ctx} />
        <EtalaseFields typed={typed} problems={problems} />
        <button>Catat etalase</button>
      </form>
    </details>
  );
}

function Cards({ place, url, products }: PlaceDutyProps): VNode {
  const card = (size: string, lang: string | null): string =>
    address(`/wisata/${place.kode}/kartu-${size}.pdf`, { lang });
  return (
    <section>
      <h2>Kartu loket dan tautan</h2>
      <p>
        Kartu dengan kode QR ke <span class="address">{url}</span>
      </p>
      <p class="take">
        <a class="button quiet" href={card('a4', null)} download>
          Kartu A4
        </a>
        <a class="button quiet" href={card('a5', null)} download>
          Kartu A5
        </a>
        <a class="button quiet" href={card('a4', 'en')} download>
          Kartu A4, Inggris
        </a>
        <a class="button quiet" href={card('a5', 'en')} download>
          Kartu A5, Inggris
        </a>
      </p>
      <FormField
        name="bingkai"
        label="Bingkai untuk situs lain"
        type="textarea"
        rows={3}
        value={frameSnippet(place.name, url)}
        help="Salin ke halaman situs Anda. Isinya selalu yang terbaru, tanpa skrip."
      />
      <FormField
        name="html"
        label="HTML biasa"
        type="textarea"
        rows={6}
        value={plainSnippet(place.name, url, products)}
        help="Untuk situs yang tidak menerima bingkai. Produknya yang dipajang hari ini, dan tidak berubah sesudah disalin."
      />
    </section>
  );
}
