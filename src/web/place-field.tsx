import type { VNode } from 'preact';
import type { FieldProblem } from '../shared/errors.js';
import { kemendagriCode, type Level, LEVELS } from '../wilayah/codes.js';
import type { WilayahService } from '../wilayah/wilayah.service.js';
import { fieldId, FormField, Notice, type Option } from './components/index.js';
import type { Typed } from './form-values.js';

/** Shown to choose from; who means none of them types more of the name. */
const MOST_CHOICES = 20;
const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  provinsi: 'provinsi',
  kabupaten: 'kabupaten/kota',
  kecamatan: 'kecamatan',
  desa: 'desa/kelurahan',
};

/** What the two fields of a region say together: a code, or what is to be chosen from, or what is wrong. */
export interface PickedPlace {
  /** '' = nothing was said. Null = not exactly one region. */
  code: string | null;
  /** Regions that the text may mean; the chosen one stands there too. */
  choices: readonly Option[];
  problem: string | null;
}

export const NOTHING_PICKED: PickedPlace = { code: '', choices: [], problem: null };

/** How a region stands in the field when a form opens: '53.07.01.2003, Desa Contoh, Kecamatan Contoh, …'. */
export function placeText(code: string | null, words: string | null): string {
  return code === null || code === '' ? '' : words === null ? code : `${code}, ${words}`;
}

/**
 * Reads the field: what was ticked in the list below it, else what was typed, by its code or by its name. A name is
 * taken when exactly one region of the levels bears it as a whole; else the regions that begin so are offered.
 */
export async function pickedPlace(
  wilayah: WilayahService,
  typed: Typed,
  levels: readonly Level[],
  name = 'wilayah',
): Promise<PickedPlace> {
  const text = (typed[name] ?? '').trim().slice(0, 200);
  const ticked = (typed[`${name}-untuk`] ?? '') === text ? (typed[`${name}-pilih`] ?? '') : '';
  const code = kemendagriCode(ticked) ?? kemendagriCode(/^[\d.]+/.exec(text)?.[0] ?? '');
  if (text === '' && ticked === '') return NOTHING_PICKED;
  if (code !== null) {
    const place = await wilayah.find(code);
    if (!place?.isCurrent)
      return { code: null, choices: [], problem: `Kode ${code} tidak ada dalam daftar wilayah. Cari dengan namanya.` };
    const words = (await wilayah.words([code])).get(code) ?? place.name;
    const problem = levels.includes(place.level)
      ? null
      : `${words} bukan ${levelWords(levels)}. Cari nama ${levelWords(levels)}.`;
    return { code: problem === null ? code : null, choices: [choice(code, words)], problem };
  }
  const [first = text, ...above] = text.split(',').map((part) => part.trim());
  const { items, total } = await wilayah.search({ text: first, page: 1, size: 200 });
  const inside = items.filter(
    (place) => levels.includes(place.level) && above.every((part) => holds(place.words, part)),
  );
  const whole = inside.filter((place) => holds(place.words.split(', ')[0] ?? '', first) && isWhole(place.name, first));
  const choices = inside.slice(0, MOST_CHOICES).map((place) => choice(place.code, place.words));
  const [only] = whole;
  if (only && whole.length === 1) return { code: only.code, choices: [choice(only.code, only.words)], problem: null };
  const more = inside.length > MOST_CHOICES || total > items.length ? ' Tulis juga kecamatannya bila belum ada.' : '';
  return {
    code: null,
    choices,
    problem:
      inside.length === 0
        ? `Tidak ada ${levelWords(levels)} yang namanya berawal "${first}". Periksa ejaannya, atau isi kodenya.`
        : inside.length === 1
          ? `Pilih wilayah ini bila itu yang dimaksud dengan "${first}".`
          : `Pilih satu dari ${Math.min(inside.length, MOST_CHOICES)} wilayah yang berawal "${first}".${more}`,
  };
}

export interface PlaceFieldProps {
  name?: string;
  label: string;
  typed: Typed;
  picked: PickedPlace;
  problems: readonly FieldProblem[];
  required?: boolean;
  help?: string;
  /** What came of looking something up, where a form knows better than the field. */
  note?: string;
}

/** A region: typed, looked up by the button, ticked. No script: the button sends the whole form, which keeps all else. */
export function PlaceField({
  name = 'wilayah',
  label,
  typed,
  picked,
  problems,
  required,
  help,
  note: told,
}: PlaceFieldProps): VNode {
  const { choices, code, problem } = picked;
  // Whoever looks something up has done nothing wrong: what is found, or not, is told where the person looks.
  const looked = asksForPlace(typed);
  const note = looked
    ? (told ?? problem ?? (choices.length > 0 ? 'Wilayah ini ditemukan.' : NOTHING_TO_LOOK_UP))
    : null;
  return (
    <div class="place-field">
      <FormField
        name={name}
        label={label}
        value={typed[name]}
        error={problems}
        maxLength={200}
        required={required}
        autofocus={looked && choices.length === 0}
        help={
          help ??
          'Ketik awal namanya lalu Cari wilayah, contoh "Wolo" atau "Wolo, Paga". Kode seperti 53.07.01 juga diterima.'
        }
      />
      <button class="quiet" name="aksi" value="cari-wilayah" formNoValidate>
        Cari wilayah
      </button>
      {note !== null && (
        <Notice kind={told !== undefined ? 'good' : choices.length > 0 ? 'plain' : 'warn'}>
          <span id={fieldId(`${name}-catatan`)}>{note}</span>
        </Notice>
      )}
      {choices.length > 0 && (
        <fieldset
          id={fieldId(`${name}-pilih`)}
          aria-describedby={note === null ? undefined : fieldId(`${name}-catatan`)}
        >
          <legend>Wilayah yang dimaksud</legend>
          <input type="hidden" name={`${name}-untuk`} value={(typed[name] ?? '').trim()} />
          {choices.map(({ value, text }, at) => (
            <label class="choice">
              <input
                type="radio"
                name={`${name}-pilih`}
                value={value}
                checked={value === code}
                autofocus={looked && (code === null ? at === 0 : value === code)}
              />
              <span>{text}</span>
            </label>
          ))}
        </fieldset>
      )}
    </div>
  );
}

/** True when the person asked to look a region up, and did not mean to save. */
export function asksForPlace(typed: Typed): boolean {
  return typed['aksi'] === 'cari-wilayah';
}

/** What is wrong with the field when the form is to be saved, for its summary. */
export function placeProblems(picked: PickedPlace, field = 'wilayah'): FieldProblem[] {
  return picked.problem === null ? [] : [{ field, message: picked.problem }];
}

const NOTHING_TO_LOOK_UP = 'Ketik dahulu awal nama wilayah yang dicari.';
/** No code of anything: a service refuses it together with all else that is wrong, also where it would do without a region. */
const NO_CODE = '?';
const NOTHING_TYPED = 'Isi desa, kecamatan, atau kabupaten: ketik awal namanya, lalu Cari wilayah';

/** The code that the two fields say, for a service that asks for a code; what was typed as one where a form has no such field. */
export function pickedCode(picked: PickedPlace, typed: Typed): string {
  return typed['wilayah'] === undefined ? (typed['wilayahCode'] ?? '') : (picked.code ?? NO_CODE);
}

/** What a service finds wrong with the code, said in the words of the field that the person sees. */
export function inPlaceField(problems: readonly FieldProblem[], picked: PickedPlace, typed: Typed): FieldProblem[] {
  if (typed['wilayah'] === undefined) return [...problems];
  const rest = problems.filter(({ field }) => field !== 'wilayahCode');
  const [theirs] = problems.filter(({ field }) => field === 'wilayahCode');
  const ours = placeProblems(picked);
  if (ours.length > 0) return [...rest, ...ours];
  if (!theirs) return rest;
  const message = picked.code === '' ? NOTHING_TYPED : theirs.message;
  return [...rest, { field: 'wilayah', message }];
}

function choice(code: string, words: string): Option {
  return { value: code, text: `${words} (${code})` };
}

function levelWords(levels: readonly Level[]): string {
  return LEVELS.toReversed()
    .filter((level) => levels.includes(level))
    .map((level) => LEVEL_WORDS[level])
    .join(', ');
}

const bare = (text: string): string =>
  text
    .toLowerCase()
    .replace(/^(desa|kelurahan|kel|kecamatan|kec|kabupaten|kab|kota)\.? /, '')
    .replace(/[^\p{L}\d]+/gu, '');

function holds(words: string, part: string): boolean {
  const simple = (text: string): string => text.toLowerCase().replace(/[^\p{L}\d]+/gu, '');
  return simple(words).includes(bare(part));
}

function isWhole(name: string, said: string): boolean {
  return bare(name) === bare(said);
}
