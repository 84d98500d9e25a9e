import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import fc from 'fast-check';

/** A schema as the document writes it (OpenAPI 3.0). */
export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  nullable?: boolean;
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  example?: unknown;
  default?: unknown;
}

export interface Operation {
  operationId: string;
  parameters?: { name: string; in: 'path' | 'query' | 'header'; required?: boolean; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { content?: Record<string, { schema?: Schema }> }>;
}

export interface Document {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** Values that a parameter or field of that name really has in this database; learnt from answers. */
export type Known = ReadonlyMap<string, readonly unknown[]>;

/** OpenAPI 3.0 as JSON Schema: `nullable` becomes a second type, and what an object does not declare is refused. */
export function toJsonSchema(schema: Schema, inside = false): object {
  const { nullable, $ref, properties, items, allOf, anyOf, oneOf, additionalProperties, ...rest } = schema;
  delete rest.example;
  delete rest.default;
  const changed: Record<string, unknown> = { ...rest };
  if ($ref !== undefined) changed['$ref'] = $ref.replace('#/components/schemas/', 'schemas#/$defs/');
  if (properties) {
    changed['properties'] = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, toJsonSchema(property)]),
    );
    if (additionalProperties === undefined && !inside) changed['additionalProperties'] = false;
  }
  if (additionalProperties !== undefined)
    changed['additionalProperties'] =
      typeof additionalProperties === 'boolean' ? additionalProperties : toJsonSchema(additionalProperties);
  if (items) changed['items'] = toJsonSchema(items);
  if (allOf) changed['allOf'] = allOf.map((one) => toJsonSchema(one, allOf.length > 1));
  if (anyOf) changed['anyOf'] = anyOf.map((one) => toJsonSchema(one));
  if (oneOf) changed['oneOf'] = oneOf.map((one) => toJsonSchema(one));
  return nullable ? { anyOf: [changed, { type: 'null' }] } : changed;
}

/** One validator for every answer that the document promises. */
export class Validators {
  private readonly ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
  private readonly made = new Map<Schema, ValidateFunction>();

  constructor(document: Document) {
    addFormats.default(this.ajv);
    this.ajv.addFormat('binary', true);
    this.ajv.addFormat('password', true);
    const $defs = Object.fromEntries(
      Object.entries(document.components.schemas).map(([name, schema]) => [name, toJsonSchema(schema)]),
    );
    this.ajv.addSchema({ $id: 'schemas', $defs });
  }

  /** What is wrong with the body; null when it fits. */
  problem(schema: Schema, body: unknown): string | null {
    const validate = this.made.get(schema) ?? this.ajv.compile(toJsonSchema(schema));
    this.made.set(schema, validate);
    return validate(body) ? null : this.ajv.errorsText(validate.errors);
  }
}

export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\udfff\ud800',
  '\u202e\u200b\ufeff',
  "' or 1=1 --",
  '"; drop table app_user; --',
  '$1',
  '%',
  '%_\\',
  '\\',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '../../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  'CON',
  '=cmd|calc!A1',
  '{{7*7}}',
  '${7*7}',
  'null',
  'undefined',
  'NaN',
  'Infinity',
  '-0',
  '1e400',
  '99999999999999999999999',
  '-1',
  '2147483648',
  '9223372036854775808',
  '0x10',
  '1.5',
  '0000-00-00',
  '2025-02-30',
  '9999-12-31',
  '-000001-01-01',
  '99999-01-01',
  '00000000-0000-0000-0000-000000000000',
  'not-a-uuid',
  '__proto__',
  'constructor',
  'toString',
  'a\r\nSet-Cookie: x=1',
  '😀'.repeat(20),
  'x'.repeat(300),
  'x'.repeat(5000),
];

export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom(...HOSTILE_TEXTS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 300 }) },
);

/** Any JSON at all, with the values that programs stumble over. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: hostileText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      -0,
      1.5,
      2 ** 31,
      2 ** 53,
      -(2 ** 63),
      1e21,
      1e308,
      [],
      {},
      [[]],
      [null],
      [{}],
      { length: 5 },
      { $ne: null },
      { toString: 1 },
      JSON.parse('{"then":1}') as unknown,
      Array(1000).fill('x'),
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<unknown> },
);

const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

/** Values that the schema allows; `name` is looked up among the values that are known to exist. */
export function valid(schema: Schema, document: Document, known: Known, name = '', depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined)
    return valid(
      document.components.schemas[schema.$ref.replace('#/components/schemas/', '')] ?? {},
      document,
      known,
      name,
      depth,
    );
  const [first] = schema.allOf ?? schema.oneOf ?? schema.anyOf ?? [];
  const made = first ? valid(first, document, known, name, depth) : plain(schema, document, known, name, depth);
  return schema.nullable ? fc.oneof({ weight: 4, arbitrary: made }, { weight: 1, arbitrary: fc.constant(null) }) : made;
}

function plain(schema: Schema, document: Document, known: Known, name: string, depth: number): fc.Arbitrary<unknown> {
  const choices: fc.Arbitrary<unknown>[] = [];
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const shape = new RegExp(schema.pattern ?? '');
  const seen = (known.get(name) ?? []).filter(
    (value) => typeof value === (schema.type === 'string' ? 'string' : 'number') && shape.test(String(value)),
  );
  if (seen.length > 0) choices.push(fc.constantFrom(...seen), fc.constantFrom(...seen));
  if (schema.example !== undefined) choices.push(fc.constant(schema.example));
  if (schema.default !== undefined) choices.push(fc.constant(schema.default));
  switch (schema.type) {
    case 'boolean':
      return fc.boolean();
    case 'integer':
    case 'number': {
      const [min, max] = [schema.minimum ?? 0, schema.maximum ?? 5000];
      choices.push(fc.integer({ min: Math.ceil(min), max: Math.floor(max) }), fc.constantFrom(min, max));
      break;
    }
    case 'array':
      return depth > 4
        ? fc.constant([])
        : fc.array(valid(schema.items ?? {}, document, known, name, depth + 1), { maxLength: 3 });
    case 'object': {
      const { properties = {}, required = [] } = schema;
      return fc.record(
        Object.fromEntries(
          Object.entries(properties).map(([key, property]) => [key, valid(property, document, known, key, depth + 1)]),
        ),
        { requiredKeys: Object.keys(properties).filter((key) => required.includes(key)) },
      );
    }
    case 'string':
      if (schema.format === 'date') choices.push(day);
      else if (schema.format === 'date-time') choices.push(day.map((text) => `${text}T00:00:00Z`));
      else if (schema.format === 'uuid') choices.push(fc.uuid());
      else
        choices.push(
          fc
            .string({
              unit: 'grapheme-ascii',
              minLength: schema.minLength ?? 0,
              maxLength: Math.min(schema.maxLength ?? 30, 60),
            })
            .map((text) => text),
          fc.constantFrom('Contoh', 'Dinas Contoh', '1', '100.00', '2026-01-31'),
        );
      break;
    default:
      choices.push(fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>);
  }
  return fc.oneof(...choices);
}
