import { InvalidInputError } from '../../shared/errors.js';
import { writeCsv } from '../../shared/spreadsheet.js';

type Item = Readonly<Record<string, unknown>>;

/**
 * The members that were asked for; `kode` always, all of them without `fields`. Throws `etalase.unknown-field` for one that
 * does not exist.
 */
export function chosenFields<F extends string>(fields: string | undefined, known: readonly F[]): readonly F[] {
  if (fields === undefined) return known;
  const asked = fields.split(',');
  const unknown = asked.filter((field) => !known.some((one) => one === field));
  if (unknown.length > 0)
    throw new InvalidInputError('etalase.unknown-field', `Isian ${unknown.join(', ')} tidak ada pada jawaban ini.`, [
      { field: 'fields', message: `Pilih dari: ${known.join(', ')}` },
    ]);
  return known.filter((field) => field === 'kode' || asked.includes(field));
}

/** An item with the chosen members only, in their order. */
export function only(item: object, fields: readonly string[]): Item {
  const all = item as Item;
  return Object.fromEntries(fields.map((field) => [field, all[field]]));
}

/** One feature a place; without coordinates its geometry is null. Members stand in `properties`. */
export function featureOf(
  item: { latitude: number | null; longitude: number | null },
  fields: readonly string[],
): Item {
  const { latitude, longitude } = item;
  return {
    type: 'Feature',
    geometry: latitude === null || longitude === null ? null : { type: 'Point', coordinates: [longitude, latitude] },
    properties: only(
      item,
      fields.filter((field) => field !== 'latitude' && field !== 'longitude'),
    ),
  };
}

/**
 * CSV as RFC 4180 says, with the chosen members as columns: what is inside a member gets a dot ('wilayah.code'), lists are
 * parted by ' | ', of what has an address of its own that address. Empty = not known. A text that a spreadsheet would take for a formula gets an apostrophe.
 */
export function csvOf(items: readonly object[], fields: readonly string[], empty: readonly string[] = fields): string {
  const rows = items.map((item) => flat(only(item, fields)));
  const columns = rows.length === 0 ? [...empty] : [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return writeCsv(
    columns,
    rows.map((row) => columns.map((column) => cell(row[column]))),
    { delimiter: ',', bom: false },
  );
}

function flat(item: Item, prefix = ''): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(item)) {
    const name = `${prefix}${key}`;
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      Object.assign(found, flat(value as Item, `${name}.`));
    else found[name] = value;
  }
  return found;
}

function cell(value: unknown): string | number | null {
  if (value === null || value === undefined || typeof value === 'number') return value ?? null;
  if (!Array.isArray(value)) return String(value);
  const link = (one: unknown): unknown => (typeof one === 'object' && one !== null && 'url' in one ? one.url : one);
  const inside = (one: unknown): unknown =>
    typeof one === 'object' && one !== null
      ? Object.values(one as Item)
          .map(link)
          .join(', ')
      : one;
  return value.map(inside).join(' | ');
}
