import { type FieldProblem } from '../../shared/errors.js';
import { isDay } from '../../shared/dates.js';
import { comparable } from '../../shared/text.js';
import {
  CATALOGUE_KINDS,
  CATALOGUE_NAMES,
  type CatalogueCounts,
  type CatalogueKind,
  COUNT_FIELDS,
  type StateField,
} from './catalogue-state.js';

/** A state as somebody typed it, cell by cell. */
export type StateCells = Readonly<Partial<Record<StateField, string>>>;

export interface StateInput extends CatalogueCounts {
  onDay: string;
  catalogue: CatalogueKind;
  source: string;
  note: string | null;
}

const LONGEST = 300;

/** Reads a state from a form or from a row of a list, with everything that is wrong with it. `today` is the last day that can be. */
export function readState(
  cells: StateCells,
  today: string,
): { state: StateInput } | { problems: (FieldProblem & { field: StateField })[] } {
  const problems: (FieldProblem & { field: StateField })[] = [];
  const wrong = (field: StateField, message: string): void => void problems.push({ field, message });
  const onDay = (cells.onDay ?? '').trim();
  if (!isDay(onDay)) wrong('onDay', 'Isi tanggal keadaannya, contoh 2026-08-31');
  else if (onDay > today) wrong('onDay', 'Tanggal keadaan belum tiba');
  const catalogue = catalogueOf(cells.catalogue ?? '');
  if (!catalogue) wrong('catalogue', `Pilih salah satu: ${CATALOGUE_KINDS.join(', ')}`);
  const source = (cells.source ?? '').trim();
  if (source.length < 3) wrong('source', 'Sebut siapa yang menghitung, dan dari mana');
  if (source.length > LONGEST) wrong('source', `Paling panjang ${LONGEST} huruf`);
  const note = (cells.note ?? '').trim();
  if (note.length > LONGEST) wrong('note', `Paling panjang ${LONGEST} huruf`);
  const counts = Object.fromEntries(
    COUNT_FIELDS.map((field) => {
      const text = (cells[field] ?? '').trim().replaceAll('.', '');
      if (text === '') return [field, null];
      if (!/^\d{1,8}$/.test(text)) wrong(field, 'Isi bilangan bulat, atau kosongkan bila tidak dihitung');
      return [field, Number(text)];
    }),
  ) as unknown as CatalogueCounts;
  if (COUNT_FIELDS.every((field) => counts[field] === null))
    wrong('sellers', 'Isi paling sedikit satu hitungan; yang tidak dihitung dikosongkan');
  const classes = (counts.umk ?? 0) + (counts.menengah ?? 0) + (counts.nonUmkm ?? 0);
  if (counts.sellers !== null && classes > counts.sellers)
    wrong('sellers', `Jumlah kelasnya ${classes}, lebih besar daripada pelaku usaha seluruhnya`);
  if (problems.length > 0 || !catalogue) return { problems };
  return { state: { onDay, catalogue, source, note: note === '' ? null : note, ...counts } };
}

function catalogueOf(text: string): CatalogueKind | null {
  const said = comparable(text);
  return CATALOGUE_KINDS.find((kind) => kind === said || comparable(CATALOGUE_NAMES[kind]) === said) ?? null;
}
