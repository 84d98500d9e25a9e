import { isDay } from '../../shared/dates.js';
import type { FieldProblem } from '../../shared/errors.js';
import { maskText } from '../../shared/masking.js';
import { storable } from '../../shared/text.js';
import { type InspectionResult, RESULTS } from './duty.js';

/** What a form tells of an inspection: unchecked text, '' where nothing was said. */
export interface InspectionInput {
  /** Id of the etalase; '' = of the place as a whole, where none was found. */
  etalaseId: string;
  inspectedOn: string;
  inspector: string;
  result: string;
  /** As counted on the spot; '' = not counted. */
  productsShown: string;
  note: string;
  /** Products of the catalogue that were seen. */
  productIds: readonly string[];
}

export interface InspectionFacts {
  etalaseId: string | null;
  inspectedOn: string;
  inspector: string;
  result: InspectionResult;
  productsShown: number | null;
  note: string | null;
  productIds: readonly string[];
}

const MOST_SHOWN = 10_000;

/** Checks what was told, or tells all that is wrong with it by field. Pure. */
export function readInspection(
  input: InspectionInput,
  today: string,
): { facts: InspectionFacts; problems: FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: keyof InspectionInput, message: string): void => {
    problems.push({ field, message });
  };
  const etalaseId = /^\d{1,18}$/.test(input.etalaseId) ? input.etalaseId : null;
  const inspectedOn = input.inspectedOn.trim();
  if (!isDay(inspectedOn) || inspectedOn < '2000-01-01') wrong('inspectedOn', 'Isi tanggal pemeriksaan');
  else if (inspectedOn > today) wrong('inspectedOn', 'Pemeriksaan dicatat sesudah terjadi; tanggal ini belum tiba');
  const inspector = plain(input.inspector);
  if (inspector.length < 3 || inspector.length > 160)
    wrong('inspector', 'Isi siapa yang memeriksa, 3 sampai 160 huruf');
  const result = RESULTS.find((one) => one === input.result);
  if (result === undefined) wrong('result', 'Pilih hasil pemeriksaan');
  if (etalaseId === null && result !== undefined && result !== 'tidak-ada')
    wrong('etalaseId', 'Etalase yang ada dicatat dahulu, lalu dipilih di sini');
  const shown = input.productsShown.trim();
  if (shown !== '' && (!/^\d{1,5}$/.test(shown) || Number(shown) > MOST_SHOWN))
    wrong('productsShown', `Banyaknya produk, bilangan bulat sampai ${MOST_SHOWN}; kosongkan bila tidak dihitung`);
  else if (result === 'tidak-ada' && Number(shown) > 0)
    wrong('productsShown', 'Etalase yang tidak ada tidak memajang produk; kosongkan, atau ubah hasilnya');
  const productIds = [...new Set(input.productIds.filter((id) => /^\d{1,18}$/.test(id)))];
  if (result === 'tidak-ada' && productIds.length > 0)
    wrong('result', 'Etalase yang tidak ada tidak memajang produk; kosongkan produknya, atau ubah hasilnya');
  else if (shown !== '' && Number(shown) < productIds.length)
    wrong('productsShown', `Paling sedikit ${productIds.length}, sebanyak produk yang ditandai di bawah`);
  const note = plain(input.note);
  if (note.length > 1000) wrong('note', `Paling banyak 1000 huruf; isian ini ${note.length}`);
  return {
    facts: {
      etalaseId,
      inspectedOn,
      inspector,
      result: result ?? 'baik',
      productsShown: shown === '' ? null : Number(shown),
      note: note === '' ? null : maskText(note),
      productIds,
    },
    problems,
  };
}

/** An etalase as a form tells it. */
export interface EtalaseInput {
  name: string;
  location: string;
  manager: string;
  since: string;
}

/** Checks what was told of an etalase; `since` null = nobody knows. Pure. */
export function readEtalase(
  input: EtalaseInput,
  today: string,
): {
  facts: { name: string; location: string; manager: string | null; since: string | null };
  problems: FieldProblem[];
} {
  const problems: FieldProblem[] = [];
  const [name, location, manager] = [plain(input.name), plain(input.location), plain(input.manager)];
  const since = input.since.trim();
  if (name.length < 3 || name.length > 160)
    problems.push({ field: 'name', message: 'Isi nama etalase, 3 sampai 160 huruf' });
  if (location.length < 3 || location.length > 300)
    problems.push({ field: 'location', message: 'Isi letaknya di lokasi wisata, 3 sampai 300 huruf' });
  if (manager.length > 160) problems.push({ field: 'manager', message: 'Paling banyak 160 huruf' });
  if (since !== '' && (!isDay(since) || since < '1950-01-01' || since > today))
    problems.push({ field: 'since', message: 'Isi tanggal sampai hari ini, atau kosongkan bila tidak diketahui' });
  return {
    facts: { name, location, manager: manager === '' ? null : maskText(manager), since: since === '' ? null : since },
    problems,
  };
}

function plain(text: string): string {
  return storable(text).replace(/\s+/g, ' ').trim();
}
