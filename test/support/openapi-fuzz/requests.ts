import fc from 'fast-check';
import { type Document, hostileText, hostileValue, type Known, type Operation, type Schema, valid } from './schema.js';

export type Caller = 'nobody' | 'admin' | 'biro-pbj' | 'auditor';

/** One request, described so that a counterexample can be read and sent again. */
export interface FuzzRequest {
  caller: Caller;
  /** With the token that a change needs. */
  token: boolean;
  path: Record<string, string>;
  query: [string, string][];
  /** Only where the document says that an answer depends on them. */
  headers: Record<string, string>;
  /** Undefined = no body. */
  body: Body | undefined;
}

export type Body =
  | { kind: 'json'; value: unknown; contentType: string }
  | { kind: 'raw'; text: string; contentType: string }
  | { kind: 'multipart'; parts: Part[] };

export interface Part {
  name: string;
  fileName: string | null;
  content: string;
}

/** The kinds of input, by how often they are tried. */
export function requests(operation: Operation, document: Document, known: Known): fc.Arbitrary<FuzzRequest> {
  const caller = fc.oneof(
    { weight: 4, arbitrary: fc.constant<Caller>('admin') },
    { weight: 3, arbitrary: fc.constant<Caller>('biro-pbj') },
    { weight: 2, arbitrary: fc.constant<Caller>('auditor') },
    { weight: 1, arbitrary: fc.constant<Caller>('nobody') },
  );
  return fc.record({
    caller,
    token: fc.oneof({ weight: 15, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    path: pathValues(operation, document, known),
    query: queryValues(operation, document, known),
    headers: operation.responses['304'] ? headerValues : fc.constant({}),
    body: bodyOf(operation, document, known),
  });
}

/** What a request may say that it takes, holds and is: seldom, so that most get through to what lies behind. */
const headerValues: fc.Arbitrary<Record<string, string>> = fc
  .tuple(
    seldom(
      'accept',
      'text/csv',
      'application/geo+json',
      '*/*;q=0.1',
      'image/png',
      ';;q=,',
      'a/b;q=9',
      '*/*'.repeat(300),
    ),
    seldom('accept-language', 'en', 'en-GB;q=0.5, id', '*', 'xx', ';q=1', '-'.repeat(500), '%00'),
    seldom('if-none-match', '*', '"x"', 'W/"x", "y"', '"', ',,,', 'a'.repeat(5000)),
    seldom('if-modified-since', 'Thu, 01 Jan 1970 00:00:00 GMT', 'never', '9'.repeat(300)),
    seldom('authorization', 'Bearer lpk_x', 'Bearer', 'Basic YTpi', `Bearer ${'lpk_'.repeat(500)}`, "Bearer ' or 1=1"),
  )
  .map((parts) => Object.assign({}, ...parts) as Record<string, string>);

function seldom(name: string, ...values: string[]): fc.Arbitrary<Record<string, string>> {
  return fc.oneof(
    { weight: 5, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: fc.constantFrom(...values).map((value) => ({ [name]: value })) },
  );
}

function pathValues(operation: Operation, document: Document, known: Known): fc.Arbitrary<Record<string, string>> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'path');
  return fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [
        name,
        fc.oneof(
          { weight: 5, arbitrary: valid(schema ?? { type: 'string' }, document, known, name).map(textOf) },
          { weight: 2, arbitrary: hostileText },
          {
            weight: 1,
            arbitrary: fc.constantFrom('0', '1', '-1', '9223372036854775807', '9223372036854775808', '1e3'),
          },
        ),
      ]),
    ),
  );
}

function queryValues(operation: Operation, document: Document, known: Known): fc.Arbitrary<[string, string][]> {
  const parameters = (operation.parameters ?? []).filter((one) => one.in === 'query');
  const entries = parameters.map(({ name, schema, required }) => {
    const good = valid(schema ?? { type: 'string' }, document, known, name).map((value) => [[name, textOf(value)]]);
    const bad = hostileText.map((value) => [[name, value]]);
    const twice = fc.tuple(good, good).map(([one, two]) => [...one, ...two]);
    return fc.oneof(
      { weight: required ? 1 : 8, arbitrary: fc.constant([] as string[][]) },
      { weight: required ? 12 : 5, arbitrary: good },
      { weight: 1, arbitrary: bad },
      { weight: 1, arbitrary: twice },
    );
  });
  const strange = fc.oneof(
    { weight: 20, arbitrary: fc.constant([] as string[][]) },
    { weight: 1, arbitrary: fc.tuple(hostileText, hostileText).map((pair) => [pair as string[]]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('[a]', '[]', '.x').map((tail) => [[`${parameters[0]?.name ?? 'q'}${tail}`, '1']]),
    },
  );
  return fc.tuple(strange, ...entries).map((lists) => lists.flat() as [string, string][]);
}

function bodyOf(operation: Operation, document: Document, known: Known): fc.Arbitrary<Body | undefined> {
  const content = operation.requestBody?.content;
  const [type, described] = Object.entries(content ?? {})[0] ?? [];
  if (type === undefined || described === undefined)
    return fc.oneof(
      { weight: 6, arbitrary: fc.constant(undefined) },
      {
        weight: 1,
        arbitrary: hostileValue.map((value): Body => ({ kind: 'json', value, contentType: 'application/json' })),
      },
    );
  if (type === 'multipart/form-data') return multipart(described.schema, document, known);
  const good = valid(described.schema, document, known);
  const json = (value: unknown): Body => ({ kind: 'json', value, contentType: 'application/json' });
  return fc.oneof(
    { weight: 6, arbitrary: good.map(json) },
    { weight: 6, arbitrary: good.chain(spoilt).map(json) },
    { weight: 1, arbitrary: hostileValue.map(json) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          good,
          fc.constantFrom(
            'text/plain',
            'application/x-www-form-urlencoded',
            'application/xml',
            'multipart/form-data',
            '',
          ),
        )
        .map(([value, contentType]): Body => ({ kind: 'json', value, contentType })),
    },
    {
      weight: 1,
      arbitrary: fc
        .oneof(
          good.map((value) => JSON.stringify(value).slice(0, -1)),
          fc.constantFrom(
            '',
            '{',
            '[',
            '{"a":',
            '\u0000',
            '{"__proto__":{"x":1}}',
            '{"a":1}{"a":2}',
            '['.repeat(20_000),
          ),
        )
        .map((text): Body => ({ kind: 'raw', text, contentType: 'application/json' })),
    },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** A good body with one thing in it made bad: somewhere in the tree a value replaced, a key added or taken away. */
function spoilt(good: unknown): fc.Arbitrary<unknown> {
  const places = pathsOf(good);
  return fc
    .record({
      place: fc.constantFrom(...places),
      how: fc.constantFrom('replace', 'replace', 'replace', 'remove', 'add'),
      value: hostileValue,
      key: fc.oneof(hostileText, fc.constantFrom('id', 'role', 'isAdmin', 'constructor')),
    })
    .map(({ place, how, value, key }) => {
      const copy: unknown = structuredClone(good);
      if (place.length === 0) return how === 'replace' ? value : addTo(copy, key, value);
      const last = place.at(-1) ?? '';
      const parent = place.slice(0, -1).reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], copy);
      const holder = parent as Record<string, unknown>;
      if (how === 'remove') delete holder[last];
      else if (how === 'add') addTo(holder, key, value);
      else holder[last] = value;
      return copy;
    });
}

function addTo(holder: unknown, key: string, value: unknown): unknown {
  // A key that is a large number would make a list of as many members.
  if (Array.isArray(holder)) holder.push(value);
  else if (typeof holder === 'object' && holder !== null)
    Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
  return holder;
}

function pathsOf(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

const FILES = [
  '',
  'a,b\n1,2\n',
  'Nama,Jenis\nTenun ikat,barang\n',
  '[{"kd_paket":"1","tahun_anggaran":2025}]',
  '{"data":[{"a":1}]}',
  '[[[[',
  '<html></html>',
  'PK\u0003\u0004rusak',
  'PAR1PAR1',
  '\u0000\u0001\u0002',
  '=1+1;@x\n-2;+3\n',
];
const NAMES = [
  'daftar.csv',
  '../../etc/passwd',
  '/etc/passwd',
  'C:\\windows\\system32\\x.xlsx',
  'CON',
  '~$kunci.xlsx',
  'a%00b.csv',
  '<img src=x onerror=alert(1)>.csv',
  `${'panjang'.repeat(100)}.csv`,
  '',
];

function multipart(schema: Schema, document: Document, known: Known): fc.Arbitrary<Body | undefined> {
  const properties =
    (schema.$ref ? document.components.schemas[schema.$ref.replace('#/components/schemas/', '')] : schema)
      ?.properties ?? {};
  const isFile = (one: Schema): boolean => one.format === 'binary' || one.items?.format === 'binary';
  const names = Object.keys(properties);
  const fileNames = names.filter((name) => isFile(properties[name] ?? {}));
  const fields = names.filter((name) => !fileNames.includes(name));
  const file = fc
    .record({
      name: fc.constantFrom(...fileNames, 'lain'),
      fileName: fc.constantFrom(...NAMES),
      content: fc.constantFrom(...FILES),
    })
    .map((part): Part => part);
  const field =
    fields.length === 0
      ? fc.record({ name: hostileText, content: hostileText }).map((part): Part => ({ ...part, fileName: null }))
      : fc
          .constantFrom(...fields)
          .chain((name) =>
            fc
              .oneof(valid(properties[name] ?? {}, document, known, name).map(textOf), hostileText)
              .map((content): Part => ({ name, content, fileName: null })),
          );
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .tuple(fc.array(file, { maxLength: 2 }), fc.array(field, { maxLength: 3 }))
        .map(([files, others]): Body => ({ kind: 'multipart', parts: [...others, ...files] })),
    },
    {
      weight: 1,
      arbitrary: hostileValue.map((value): Body => ({ kind: 'json', value, contentType: 'application/json' })),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(
          '',
          '--x\r\n',
          '--x--',
          '--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
        )
        .map((text): Body => ({ kind: 'raw', text, contentType: 'multipart/form-data; boundary=x' })),
    },
    { weight: 1, arbitrary: fc.constant(undefined) },
  );
}

/** As it stands in an address; an object is written as JSON, since not every one can be made a string. */
function textOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
