import type { VNode } from 'preact';
import type { ListedProduct } from '../../../etalase/listing/listings.service.js';
import { type ListingRule, PLACINGS, STAR_USES, STEPS } from '../../../etalase/listing/rule.js';
import type { DatedRule } from '../../../etalase/listing/rules.service.js';
import type { WisataPlace } from '../../../etalase/places/place.js';
import { formatDay } from '../../../shared/dates.js';
import type { FieldProblem } from '../../../shared/errors.js';
import {
  Answer,
  Csrf,
  DataTable,
  ErrorSummary,
  fieldId,
  FormField,
  type FormFieldProps,
  Notice,
  type PageContext,
} from '../../components/index.js';
import type { Typed } from '../../form-values.js';
import { count } from '../katalog/katalog.wording.js';
import { ListedTable, PLACING_WORDS, ruleWords, STAR_WORDS, STEP_WORDS } from './rule.words.js';

/** What a place would show. */
export interface Preview {
  place: WisataPlace;
  day: string;
  before: readonly ListedProduct[];
  after: readonly ListedProduct[];
}

export interface RulesProps {
  ctx: PageContext;
  /** Null = the general rule. */
  place: WisataPlace | null;
  inForce: DatedRule;
  rules: readonly DatedRule[];
  stamp: number;
  /** To try the general rule with. */
  places: readonly WisataPlace[];
  typed: Typed;
  problems: readonly FieldProblem[];
  conflict: string | null;
  preview: Preview | null;
}

/** A rule as its form shows it, to begin on a day. */
export function typedRule(rule: ListingRule, day: string): Record<string, string> {
  return {
    ...Object.fromEntries(rule.steps.map((step, at) => [`langkah-${step}`, String(at + 1)])),
    distanceKm: String(rule.distanceKm),
    most: String(rule.most),
    needsEligibility: rule.needsEligibility ? '1' : '',
    star: rule.star,
    season: rule.season,
    availability: rule.availability,
    seed: rule.seed,
    validFrom: day,
  };
}

export function RulesView(props: RulesProps): VNode {
  const { place, inForce, rules, problems, conflict, preview } = props;
  return (
    <>
      {conflict !== null && (
        <Notice kind="warn" title="Belum disimpan">
          {conflict}
        </Notice>
      )}
      <Answer>
        {place ? ruleWords(inForce) : ruleWords(inForce).replace('Lokasi ini mengikuti aturan umum. ', '')}
      </Answer>
      {!place && <p>Berlaku bagi semua lokasi yang tidak punya aturan sendiri.</p>}
      <ErrorSummary problems={problems} title="Aturan belum dapat disimpan" />
      {preview && <PreviewView preview={preview} />}
      <RuleForm {...props} />
      <section>
        <h2>Aturan menurut tanggal</h2>
        <DataTable
          label="Aturan menurut tanggal"
          caption="Yang terbaru dahulu. Yang sudah pernah berlaku tidak diubah; aturan baru mulai sesudahnya."
          rows={rules}
          empty="Lokasi ini belum pernah punya aturan sendiri."
          columns={[
            { key: 'sejak', head: 'Berlaku mulai', cell: (one) => daysWords(one) },
            { key: 'aturan', head: 'Aturan', kind: 'wide', cell: (one) => sentence(one) },
            {
              key: 'alasan',
              head: 'Alasan',
              kind: 'wide',
              cell: (one) => (
                <>
                  {one.reason ?? 'Aturan awal layanan'}
                  {one.withdrawnWhy !== null && <span class="sub">Dicabut: {one.withdrawnWhy}</span>}
                  {one.updatedBy !== null && <span class="sub">oleh {one.updatedBy}</span>}
                </>
              ),
            },
          ]}
        />
      </section>
      {place && inForce.own && <FollowForm {...props} />}
    </>
  );
}

const sentence = (rule: DatedRule): string => ruleWords(rule).replace(/^[^.]*\. /, '');

function daysWords({ validFrom, validUntil }: DatedRule): string {
  const from = validFrom === '2000-01-01' ? 'Sejak awal' : formatDay(validFrom);
  return validUntil === null ? from : `${from} sampai ${formatDay(validUntil)}`;
}

function PreviewView({ preview: { place, day, before, after } }: { preview: Preview }): VNode {
  const ids = new Set(before.map(({ id }) => id));
  const later = new Set(after.map(({ id }) => id));
  const added = after.filter(({ id }) => !ids.has(id)).length;
  const gone = before.filter(({ id }) => !later.has(id)).length;
  return (
    <section id="pratinjau">
      <Notice title="Pratinjau: belum disimpan">
        <p>
          Dengan isian di bawah, pada {formatDay(day)} {place.name} menampilkan {count(after.length)} produk; dengan
          aturan yang tersimpan {count(before.length)}. {count(added)} masuk, {count(gone)} keluar.
        </p>
      </Notice>
      <ListedTable listed={after} caption={`Yang akan ditampilkan ${place.name} pada ${formatDay(day)}.`} />
    </section>
  );
}

function RuleForm({ ctx, place, stamp, places, typed, problems }: RulesProps): VNode {
  const field = (name: string, label: string, rest: Partial<FormFieldProps> = {}): VNode => (
    <FormField name={name} label={label} value={typed[name]} error={problems} required {...rest} />
  );
  const options = <Value extends string>(values: readonly Value[], words: Readonly<Record<Value, string>>) =>
    values.map((value) => ({ value, text: words[value] }));
  const wrongSteps = problems.find((problem) => problem.field === 'steps');
  return (
    <section>
      <h2>{place ? 'Aturan sendiri bagi lokasi ini' : 'Aturan baru'}</h2>
      <form class="form" method="post" action={place ? `/lokasi-wisata/${place.kode}/aturan` : '/lokasi-wisata/aturan'}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(stamp)} />
        <fieldset id={fieldId('steps')}>
          <legend>Urutan langkah</legend>
          <p class="help">Langkah 1 lebih dahulu; langkah berikutnya hanya mengisi tempat yang masih kosong.</p>
          {wrongSteps && <span class="field-error">{wrongSteps.message}</span>}
          <div class="in-row">
            {STEPS.map((step) => (
              <FormField
                name={`langkah-${step}`}
                label={`Produk ${STEP_WORDS[step]}`}
                type="select"
                any="Tidak dipakai"
                options={STEPS.map((_, at) => ({ value: String(at + 1), text: `Langkah ${at + 1}` }))}
                value={typed[`langkah-${step}`]}
              />
            ))}
          </div>
        </fieldset>
        {field('distanceKm', 'Jarak (kilometer)', {
          inputMode: 'numeric',
          maxLength: 4,
          help: 'Untuk langkah jarak: produk dari kecamatan lokasi wisata lain dalam jarak ini. 1 sampai 1000',
        })}
        {field('most', 'Paling banyak produk', {
          inputMode: 'numeric',
          maxLength: 3,
          help: '1 sampai 100. Contoh: 24',
        })}
        {field('season', 'Produk di luar musimnya', { type: 'select', options: options(PLACINGS, PLACING_WORDS) })}
        {field('availability', 'Produk yang belum diketahui tersedia', {
          type: 'select',
          options: options(PLACINGS, PLACING_WORDS),
          help: 'Yang tidak tayang di e-Katalog dan tidak dicatat kapasitasnya.',
        })}
        {field('star', 'Bintang OVOP', { type: 'select', options: options(STAR_USES, STAR_WORDS) })}
        {field('needsEligibility', 'Hanya produk dari usaha yang dinilai layak', {
          type: 'checkbox',
          required: undefined,
        })}
        {field('seed', 'Benih giliran', {
          maxLength: 60,
          help: 'Giliran pembuat setiap hari dihitung dari benih ini dan tanggalnya, sehingga siapa pun dapat memeriksanya.',
        })}
        {field('validFrom', 'Berlaku mulai', { type: 'date' })}
        {field('reason', 'Alasan', {
          type: 'textarea',
          rows: 2,
          maxLength: 500,
          // Asked for by the check: whoever only looks at the list need not give one.
          required: undefined,
          help: 'Untuk menyimpan. Contoh: Hasil rapat dinas pariwisata dan pengelola lokasi.',
        })}
        {!place &&
          field('contoh', 'Coba pada lokasi', {
            type: 'select',
            any: 'Pilih lokasi',
            required: undefined,
            options: places.map(({ kode, name, kabupaten }) => ({ value: kode, text: name, group: kabupaten })),
          })}
        <div class="actions">
          <button class="quiet" name="aksi" value="pratinjau">
            Lihat isi daftarnya
          </button>
          <button name="aksi" value="simpan">
            Simpan aturan
          </button>
        </div>
      </form>
    </section>
  );
}

function FollowForm({ ctx, place, stamp, typed, problems }: RulesProps): VNode {
  return (
    <details open={problems.some(({ field }) => field === 'why' || field === 'from')}>
      <summary>Ikuti aturan umum lagi</summary>
      <form class="form" method="post" action={`/lokasi-wisata/${place?.kode}/aturan/ikut-umum`}>
        <Csrf ctx={ctx} />
        <input type="hidden" name="version" value={String(stamp)} />
        <p>Aturan sendiri berakhir sehari sebelumnya; yang direncanakan sesudahnya dicabut.</p>
        <FormField name="from" label="Mulai" type="date" value={typed['from'] ?? ctx.today} error={problems} required />
        <FormField name="why" label="Alasan" value={typed['why']} error={problems} maxLength={500} required />
        <button class="quiet">Ikuti aturan umum</button>
      </form>
    </details>
  );
}
