import type { VNode } from 'preact';
import {
  CATALOGUE_KINDS,
  CATALOGUE_NAMES,
  type CatalogueState,
  COUNT_FIELDS,
  type CountField,
  type StateField,
} from '../../../participation/catalogue/catalogue-state.js';
import type { StateCells } from '../../../participation/catalogue/state-form.js';
import { metricHref } from '../../../participation/metrics.js';
import { countWords } from '../../../participation/wording.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  type Column,
  Csrf,
  DataTable,
  EmptyState,
  ErrorSummary,
  FormField,
  HowComputed,
  type PageContext,
} from '../../components/index.js';
import type { ParticipationAsked } from './participation.address.js';
import { WorkingTabs } from './working-tabs.view.js';

export const STATES = '/kerja/partisipasi/katalog';

const COUNT_NAMES: Readonly<Record<CountField, string>> = {
  sellers: 'Pelaku usaha',
  umk: 'UMK',
  menengah: 'Menengah',
  nonUmkm: 'Non-UMKM',
  etalase: 'Etalase',
  products: 'Produk',
};

export interface StatesProps {
  ctx: PageContext;
  asked: ParticipationAsked;
  states: readonly CatalogueState[];
  /** What was typed, and what was wrong with it. */
  typed?: StateCells;
  problems?: readonly FieldProblem[] | null;
}

/** What stood in the catalogue, and on which day: quoted with its source, never guessed from purchases. */
export function StatesView({ ctx, asked, states, typed = {}, problems = null }: StatesProps): VNode {
  const [newest] = states;
  const mayWrite = ctx.can('participation.write');
  const counts = COUNT_FIELDS.map((field): Column<CatalogueState> => ({
    key: field,
    head: COUNT_NAMES[field],
    kind: 'number',
    cell: (one) => (one[field] === null ? <span class="sub">tidak dihitung</span> : countWords(one[field])),
  }));
  return (
    <>
      <WorkingTabs here="katalog" asked={asked} />
      <Answer>
        {newest
          ? `Keadaan terakhir yang diketahui: ${CATALOGUE_NAMES[newest.catalogue]}, ${formatDay(newest.onDay)}.`
          : 'Belum ada keadaan katalog; pada halaman Partisipasi barisnya berbunyi "tidak tersedia".'}
      </Answer>
      <p class="prose">
        Pembelian memberi tahu siapa yang menjual, bukan siapa yang tayang. Yang tayang hanya diketahui dari berkas
        produk yang diimpor (list-produk-penyedia, ProdukDetail), atau dari hitungan biro yang dicatat di sini.
      </p>
      {states.length === 0 ? (
        <EmptyState title="Belum ada keadaan katalog" sample={{ href: `${STATES}/contoh.xlsx`, text: 'Contoh berkas' }}>
          <p>Satu keadaan ialah hitungan pada satu tanggal: pelaku usaha menurut kelas, etalase, dan produk.</p>
        </EmptyState>
      ) : (
        <DataTable<CatalogueState>
          label="Tabel keadaan katalog"
          caption="Terbaru di atas. Keadaan dari impor berubah bila berkas produk baru masuk."
          columns={[
            {
              key: 'tanggal',
              head: 'Tanggal',
              cell: (one) => (
                <>
                  {formatDay(one.onDay)} <span class="sub">{CATALOGUE_NAMES[one.catalogue]}</span>
                </>
              ),
            },
            ...counts,
            {
              key: 'sumber',
              head: 'Sumber',
              kind: 'wide',
              cell: (one) => (
                <>
                  {one.source}
                  {one.note && <span class="sub">{one.note}</span>}
                  {one.enteredBy && <span class="sub">dicatat {one.enteredBy}</span>}
                </>
              ),
            },
            ...(mayWrite
              ? [
                  {
                    key: 'hapus',
                    head: 'Hapus',
                    cell: (one: CatalogueState) =>
                      one.id === null ? (
                        <span class="sub">dari impor</span>
                      ) : (
                        <form method="post" action={`${STATES}/${one.id}/hapus`}>
                          <Csrf ctx={ctx} />
                          <button class="quiet">
                            Hapus<span class="unseen"> keadaan {formatDay(one.onDay)}</span>
                          </button>
                        </form>
                      ),
                  },
                ]
              : []),
          ]}
          rows={states}
        />
      )}
      {mayWrite && <StateForm ctx={ctx} typed={typed} problems={problems} />}
      <HowComputed
        entries={[
          { term: 'UMK tayang', text: <a href={metricHref('M07')}>M07</a> },
          { term: 'Pelaku usaha, etalase, produk', text: <a href={metricHref('P05')}>P05</a> },
        ]}
      />
    </>
  );
}

function StateForm({
  ctx,
  typed,
  problems,
}: {
  ctx: PageContext;
  typed: StateCells;
  problems: readonly FieldProblem[] | null;
}): VNode {
  const field = (name: StateField, label: string, more: { help?: string; type?: 'text' | 'date' } = {}): VNode => (
    <FormField name={name} label={label} value={typed[name] ?? ''} error={problems} {...more} />
  );
  return (
    <section>
      <h2 id="catat">Catat keadaan katalog</h2>
      {problems && <ErrorSummary problems={problems} />}
      <form class="form" method="post" action={STATES}>
        <Csrf ctx={ctx} />
        {field('onDay', 'Tanggal keadaan', { type: 'date' })}
        <FormField
          name="catalogue"
          label="Katalog"
          type="select"
          value={typed.catalogue ?? 'lokal'}
          error={problems}
          options={CATALOGUE_KINDS.map((value) => ({ value, text: CATALOGUE_NAMES[value] }))}
        />
        {field('source', 'Sumber', {
          help: 'Siapa yang menghitung dan dari mana, contoh: Hitungan Biro PBJ dari dasbor e-Katalog',
        })}
        {COUNT_FIELDS.map((name) => (
          <FormField
            name={name}
            label={COUNT_NAMES[name]}
            value={typed[name] ?? ''}
            error={problems}
            inputMode="numeric"
            help={name === 'sellers' ? 'Kosongkan yang tidak dihitung; kosong bukan nol' : undefined}
          />
        ))}
        {field('note', 'Catatan')}
        <button>Catat keadaan</button>
      </form>
      <p>
        Punya beberapa tanggal sekaligus? <a href={`${STATES}/impor`}>Impor dari Excel</a>
      </p>
    </section>
  );
}
