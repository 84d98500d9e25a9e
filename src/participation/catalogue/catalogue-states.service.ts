import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { InstanceSettings } from '../../access/instance/instance-settings.js';
import { today } from '../../shared/dates.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../../shared/errors.js';
import { type ListResult, RowProblems } from '../../shared/list-import.js';
import { type FormRow, readForm } from '../../shared/spreadsheet-reader.js';
import { affected, loadSql, rows } from '../../shared/sql.js';
import { CATALOGUE_NAMES, type CatalogueState, STATE_COLUMNS, type StateField } from './catalogue-state.js';
import { readState, type StateCells, type StateInput } from './state-form.js';

const IMPORTED = loadSql('../sql/imported-catalogue.sql', import.meta.url);

const COLUMNS = `id::text, on_day::text as "onDay", catalogue, source, sellers, umk, menengah, non_umkm as "nonUmkm", etalase,
  products, note, created_by as "enteredBy"`;

type ImportedRow = Pick<CatalogueState, 'catalogue' | 'onDay' | 'sellers' | 'umk' | 'etalase' | 'products'>;

interface StatePlan extends ListResult {
  toAdd: StateInput[];
}

/** States of the catalogue: entered or brought in as a list by the bureau, and counted from imported files of products. */
@Injectable()
export class CatalogueStates {
  constructor(
    private readonly db: DataSource,
    private readonly settings: InstanceSettings,
  ) {}

  /** Newest first; those that imports tell among them. */
  async list(em: EntityManager = this.db.manager): Promise<CatalogueState[]> {
    const { timeZone } = await this.settings.get(em);
    const entered = await rows<CatalogueState>(em, `select ${COLUMNS} from catalogue_snapshot`);
    const imported = await rows<ImportedRow>(em, IMPORTED, [timeZone]);
    return [
      ...entered,
      ...imported.map((row): CatalogueState => ({
        ...row,
        id: null,
        menengah: null,
        nonUmkm: null,
        source: row.catalogue === 'v6' ? 'impor list-produk-penyedia' : 'impor ProdukDetail',
        note: 'Hanya penyedia dan produk yang berkasnya diimpor',
        enteredBy: null,
      })),
    ].toSorted((a, b) => (a.onDay < b.onDay ? 1 : a.onDay > b.onDay ? -1 : a.catalogue < b.catalogue ? -1 : 1));
  }

  /** Adds one. Throws InvalidInputError with the fields, or ConflictError `catalogue-state.known`. */
  async add(cells: StateCells, by: string): Promise<void> {
    const read = readState(cells, await this.today());
    if ('problems' in read)
      throw new InvalidInputError(
        'catalogue-state.invalid',
        'Keadaan katalog belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
        read.problems,
      );
    await this.db.transaction((tx) => this.insert(tx, [read.state], by));
  }

  /** Takes one away; the audit trail keeps it. Throws NotFoundError. */
  async remove(id: string): Promise<void> {
    const gone = /^\d{1,18}$/.test(id)
      ? await this.db.transaction((tx) => affected(tx, 'delete from catalogue_snapshot where id = $1', [id]))
      : 0;
    if (gone === 0)
      throw new NotFoundError('catalogue-state.unknown', 'Keadaan katalog itu tidak ada lagi. Mungkin sudah dihapus.');
  }

  /** What a list would do. */
  async preview(bytes: Uint8Array): Promise<ListResult> {
    const { toAdd: _toAdd, ...result } = await this.plan(bytes, this.db.manager);
    return result;
  }

  /** Takes a list; one with a rejected row is not taken at all. */
  async import(bytes: Uint8Array, by: string): Promise<ListResult> {
    return this.db.transaction(async (tx) => {
      const { toAdd, ...result } = await this.plan(bytes, tx);
      if (result.rejected > 0) return result;
      await this.insert(tx, toAdd, by);
      return { ...result, applied: true };
    });
  }

  private async plan(bytes: Uint8Array, em: EntityManager): Promise<StatePlan> {
    const form: FormRow<StateField>[] = await readForm(bytes, STATE_COLUMNS);
    const wrong = new RowProblems(STATE_COLUMNS);
    const known = new Set(
      (await rows<{ key: string }>(em, `select on_day || '|' || catalogue as key from catalogue_snapshot`)).map(
        ({ key }) => key,
      ),
    );
    const day = await this.today(em);
    const toAdd: StateInput[] = [];
    for (const row of form) {
      const read = readState(row.values, day);
      if ('problems' in read) {
        for (const { field, message } of read.problems) wrong.reject(row, field, message);
        continue;
      }
      const key = `${read.state.onDay}|${read.state.catalogue}`;
      if (known.has(key))
        wrong.reject(
          row,
          'onDay',
          `Keadaan ${CATALOGUE_NAMES[read.state.catalogue]} pada tanggal ini sudah ada; hapus dahulu bila salah`,
        );
      else toAdd.push(read.state);
      known.add(key);
    }
    const { rejected, problems } = wrong;
    return {
      applied: false,
      read: form.length,
      added: toAdd.length,
      changed: 0,
      unchanged: 0,
      rejected,
      problems,
      toAdd,
    };
  }

  private async insert(tx: EntityManager, states: readonly StateInput[], by: string): Promise<void> {
    for (const one of states) {
      const [clash] = await rows(tx, 'select 1 from catalogue_snapshot where on_day = $1 and catalogue = $2', [
        one.onDay,
        one.catalogue,
      ]);
      if (clash)
        throw new ConflictError(
          'catalogue-state.known',
          `Keadaan ${CATALOGUE_NAMES[one.catalogue]} pada ${one.onDay} sudah tercatat. Hapus yang lama dahulu bila salah.`,
        );
      await tx.query(
        `insert into catalogue_snapshot (on_day, catalogue, source, sellers, umk, menengah, non_umkm, etalase, products, note,
           created_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          one.onDay,
          one.catalogue,
          one.source,
          one.sellers,
          one.umk,
          one.menengah,
          one.nonUmkm,
          one.etalase,
          one.products,
          one.note,
          by,
        ],
      );
    }
  }

  private async today(em: EntityManager = this.db.manager): Promise<string> {
    return today((await this.settings.get(em)).timeZone);
  }
}
