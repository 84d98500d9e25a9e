import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { AppError, InvalidInputError } from '../../../shared/errors.js';
import { type ListResult, RowProblems } from '../../../shared/list-import.js';
import { type FormColumn, type FormRow, readDay, readForm } from '../../../shared/spreadsheet-reader.js';
import { rows } from '../../../shared/sql.js';
import { comparable } from '../../../shared/text.js';
import { readCertificate } from '../certificate-input.js';
import { CertificatesService, type Writer } from '../certificates.service.js';
import type { Product, ProductFacts } from '../product.js';
import { ProductGroups } from '../product-groups.js';
import { type Links, linesOf, ProductLinks } from '../product-links.js';
import { readProduct } from '../product-input.js';
import { ProductService } from '../product.service.js';
import { CERTIFICATE_COLUMNS, type CertificateField, PRODUCT_COLUMNS, type ProductField } from './product-form.js';

/** Rows of one list: each is looked at in the one transaction that takes them all. */
const MOST_ROWS = 3000;

/** What a row did; null = it is refused. */
type Outcome = 'added' | 'changed' | 'unchanged' | null;

/** Undoes a list that is only looked at, or of which a row is wrong. */
class Undone extends Error {}

/**
 * Lists of products and certificates in. Each row is written by the very services that a form uses, all in one transaction;
 * a preview does the same and takes it back, so that it finds what the taking would find. An empty cell leaves what is on file.
 */
@Injectable()
export class ProductLists {
  constructor(
    private readonly db: DataSource,
    private readonly products: ProductService,
    private readonly certificates: CertificatesService,
    private readonly groups: ProductGroups,
    private readonly links: ProductLinks,
  ) {}

  takeProducts(bytes: Uint8Array, by: Writer, keep: boolean): Promise<ListResult> {
    return this.take(bytes, PRODUCT_COLUMNS, keep, async (tx, form, problems) => {
      const places = await this.links.gazetteer(
        form.flatMap(({ values }) => [...linesOf(values.villages, /;/), ...linesOf(values.flagships, /;/)]),
        tx,
      );
      return (row) => this.product(tx, row, places, problems, by);
    });
  }

  takeCertificates(bytes: Uint8Array, by: Writer, today: string, keep: boolean): Promise<ListResult> {
    return this.take(bytes, CERTIFICATE_COLUMNS, keep, (tx, _, problems) =>
      Promise.resolve((row) => this.certificate(tx, row, problems, by, today)),
    );
  }

  /** Every product, in order, for a file. */
  async *all(): AsyncGenerator<Product> {
    let after = '0';
    for (;;) {
      const ids = await rows<{ id: string }>(
        this.db.manager,
        'select id::text from product where id > $1 order by id limit 200',
        [after],
      );
      for (const { id } of ids) yield await this.products.get(id);
      const last = ids.at(-1);
      if (!last) return;
      after = last.id;
    }
  }

  private async take<Field extends string>(
    bytes: Uint8Array,
    columns: readonly FormColumn<Field>[],
    keep: boolean,
    prepare: (
      tx: EntityManager,
      form: readonly FormRow<Field>[],
      problems: RowProblems<Field>,
    ) => Promise<(row: FormRow<Field>) => Promise<Outcome>>,
  ): Promise<ListResult> {
    const form = await readForm(bytes, columns);
    if (form.length > MOST_ROWS) {
      const message = `Berkas berisi ${form.length} baris; paling banyak ${MOST_ROWS} sekali impor. Bagi menjadi beberapa berkas.`;
      throw new InvalidInputError('list.too-long', message, [{ field: 'berkas', message }]);
    }
    const problems = new RowProblems(columns);
    const counts = { added: 0, changed: 0, unchanged: 0 };
    let applied = false;
    try {
      await this.db.transaction(async (tx) => {
        const one = await prepare(tx, form, problems);
        for (const row of form) {
          const outcome = await one(row);
          if (outcome !== null) counts[outcome] += 1;
        }
        if (!keep || problems.rejected > 0) throw new Undone();
        applied = true;
      });
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return { applied, read: form.length, ...counts, rejected: problems.rejected, problems: problems.problems };
  }

  private async product(
    tx: EntityManager,
    row: FormRow<ProductField>,
    places: (lines: readonly string[]) => Links,
    problems: RowProblems<ProductField>,
    by: Writer,
  ): Promise<Outcome> {
    const { values } = row;
    const villages = places(linesOf(values.villages, /;/));
    const flagships = places(linesOf(values.flagships, /;/));
    const makers = await this.links.makers(linesOf(values.makers, /;/), tx);
    for (const [field, found] of [
      ['villages', villages],
      ['flagships', flagships],
      ['makers', makers],
    ] as const)
      for (const message of found.problems) problems.reject(row, field, message);
    if (problems.has(row)) return null;
    try {
      const codes = [...new Set([...villages.found, ...flagships.found])];
      const before = await this.known(tx, values.id, comparable(values.name), codes);
      const told = <K extends 'price' | 'unit' | 'capacityPerMonth' | 'capacityUnit' | 'rawMaterial'>(
        field: K,
      ): string => (values[field] === '' ? (before?.[field] ?? '') : values[field]);
      const longer = <K extends 'rawMaterialOrigin' | 'season' | 'description' | 'legend' | 'localWisdom' | 'source'>(
        field: K,
      ): string =>
        values[field] === '' || flat(before?.[field]) === values[field] ? (before?.[field] ?? '') : values[field];
      const facts = readProduct(
        {
          name: values.name,
          groupCode: this.groupOf(values.group),
          price: told('price'),
          unit: told('unit'),
          capacityPerMonth: told('capacityPerMonth'),
          capacityUnit: told('capacityUnit'),
          rawMaterial: told('rawMaterial'),
          rawMaterialOrigin: longer('rawMaterialOrigin'),
          season: longer('season'),
          description: longer('description'),
          legend: longer('legend'),
          localWisdom: longer('localWisdom'),
          source: longer('source'),
          stage: values.stage === '' ? (before?.stage ?? '') : comparable(values.stage).replaceAll(' ', '-'),
          villages:
            codes.length === 0
              ? (before?.villages ?? [])
              : codes.map((code) => ({
                  code,
                  isFlagship:
                    values.flagships === ''
                      ? (before?.villages.find((village) => village.code === code)?.isFlagship ?? false)
                      : flagships.found.includes(code),
                })),
          makers: makers.found.length === 0 ? (before?.makers.map(({ id }) => id) ?? []) : makers.found,
        },
        this.groups.codes,
      );
      if (!before) {
        await this.products.insert(tx, facts, by.username);
        return 'added';
      }
      if (same(before, facts)) return 'unchanged';
      await this.products.update(tx, before.id, before.version, facts, by.username);
      return 'changed';
    } catch (error) {
      return refused(row, problems, error, { groupCode: 'group' }, 'name');
    }
  }

  /** By its number; else the product of that name in one of the villages. */
  private async known(
    tx: EntityManager,
    id: string,
    nameKey: string,
    villages: readonly string[],
  ): Promise<Product | null> {
    if (id !== '') return this.products.get(id, tx);
    const [found] = await rows<{ id: string }>(
      tx,
      `select p.id::text from product p where p.name_key = $1 and (exists (select 1 from product_village v
         where v.product_id = p.id and v.wilayah_code = any($2::text[])) or (cardinality($2::text[]) = 0
         and not exists (select 1 from product_village v where v.product_id = p.id))) order by p.id limit 1`,
      [nameKey, villages],
    );
    return found ? this.products.get(found.id, tx) : null;
  }

  private groupOf(word: string): string {
    const key = comparable(word);
    return (
      this.groups.list().find(({ code, name }) => key === comparable(code) || key === comparable(name))?.code ?? word
    );
  }

  private async certificate(
    tx: EntityManager,
    row: FormRow<CertificateField>,
    problems: RowProblems<CertificateField>,
    by: Writer,
    today: string,
  ): Promise<Outcome> {
    const { values } = row;
    const makers = await this.links.makers(linesOf(values.enterprise, /;/), tx);
    for (const message of makers.problems) problems.reject(row, 'enterprise', message);
    const days = {
      issuedOn: readDay(values.issuedOn),
      expiresOn: readDay(values.expiresOn),
      seenOn: readDay(values.seenOn),
    };
    for (const [field, day] of Object.entries(days) as [keyof typeof days, string | null][])
      if (day === 'invalid') problems.reject(row, field, 'Bukan tanggal; tulis seperti 31/12/2029');
    if (problems.has(row)) return null;
    try {
      const product = await this.products.get(values.productId, tx);
      // A name beside the number guards against a row that has slipped.
      if (values.product !== '' && comparable(values.product) !== product.nameKey) {
        problems.reject(row, 'product', `Produk nomor ${product.id} bernama "${product.name}". Periksa nomornya.`);
        return null;
      }
      const kind = comparable(values.kind).replaceAll(' ', '-');
      const facts = readCertificate(
        {
          kind: kind === 'pirt' ? 'p-irt' : kind,
          number: values.number,
          value: values.value,
          issuer: values.issuer,
          note: values.note,
          issuedOn: days.issuedOn ?? '',
          expiresOn: days.expiresOn ?? '',
          seenOn: days.seenOn ?? '',
          enterpriseId: makers.found[0] ?? '',
        },
        today,
      );
      const before = product.certificates.find((one) => one.kind === facts.kind && one.number === facts.number);
      if (!before) {
        await this.certificates.insert(tx, product.id, facts, by);
        return 'added';
      }
      const merged = {
        ...facts,
        issuer: facts.issuer ?? before.issuer,
        issuedOn: facts.issuedOn ?? before.issuedOn,
        expiresOn: facts.expiresOn ?? before.expiresOn,
        enterpriseId: facts.enterpriseId ?? before.enterpriseId,
        seenOn: facts.seenOn ?? before.verifiedOn,
        note: facts.note ?? before.note,
      };
      const unchanged =
        merged.issuer === before.issuer &&
        merged.issuedOn === before.issuedOn &&
        merged.expiresOn === before.expiresOn &&
        Number(merged.value ?? '-1') === Number(before.value ?? '-1') &&
        merged.enterpriseId === before.enterpriseId &&
        merged.seenOn === before.verifiedOn &&
        merged.note === before.note;
      if (unchanged) return 'unchanged';
      await this.certificates.update(tx, product.id, before.id, merged, by);
      return 'changed';
    } catch (error) {
      return refused(row, problems, error, { enterpriseId: 'enterprise' }, 'productId');
    }
  }
}

/** What a service refuses is a problem of the row; a fault stays a fault. */
function refused<Field extends string>(
  row: FormRow<Field>,
  problems: RowProblems<Field>,
  error: unknown,
  names: Readonly<Record<string, Field>>,
  otherwise: Field,
): null {
  if (!(error instanceof AppError)) throw error;
  const fields = error instanceof InvalidInputError ? error.fields : [];
  for (const { field, message } of fields) {
    const column = names[field] ?? (field in row.values ? (field as Field) : otherwise);
    problems.reject(row, column, message);
  }
  if (fields.length === 0) problems.reject(row, otherwise, error.message);
  return null;
}

/** As a cell holds it: one line. */
function flat(text: string | null | undefined): string {
  return (text ?? '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim()
    .slice(0, 2000);
}

function same(before: Product, facts: ProductFacts): boolean {
  const { villages, makers, nameKey: _, ...told } = facts;
  const links = (list: readonly { code: string; isFlagship: boolean }[]): string =>
    list
      .map(({ code, isFlagship }) => `${code}${isFlagship ? '*' : ''}`)
      .toSorted()
      .join();
  return (
    Object.entries(told).every(([field, value]) => before[field as keyof typeof told] === value) &&
    links(before.villages) === links(villages) &&
    before.makers
      .map(({ id }) => id)
      .toSorted()
      .join() === makers.toSorted().join()
  );
}
