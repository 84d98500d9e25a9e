import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { PersonalVault } from '../../access/personal/personal-vault.js';
import type { ListResult } from '../../shared/list-import.js';
import { type FormRow, readForm } from '../../shared/spreadsheet-reader.js';
import { loadSql, rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';
import { ENTERPRISE_OWNER, type EnterpriseRecord } from '../enterprise.js';
import { lockAll } from '../enterprise.service.js';
import { insertRecords, newIds, sealValues, updateRecords } from '../store.js';
import { DOCUMENT_COLUMNS, type DocumentColumn, ENTERPRISE_COLUMNS, type EnterpriseColumn } from './enterprise-form.js';
import { type DocumentOwner, type DocumentPlan, type ListDocument, planDocuments } from './plan-documents.js';
import {
  type EnterprisePlan,
  type ListFigure,
  type ListKey,
  type OnFile,
  type Planned,
  planEnterprises,
} from './plan-enterprises.js';

const ON_FILE = loadSql('../sql/on-file.sql', import.meta.url);

interface OnFileRow {
  id: string;
  record: EnterpriseRecord;
  figures: ListFigure[];
  keys: ListKey[];
  groups: string[];
}

/** Takes lists of enterprises: as a whole, or not at all. */
@Injectable()
export class EnterpriseImportService {
  constructor(
    private readonly db: DataSource,
    private readonly vault: PersonalVault,
    private readonly wilayah: WilayahService,
  ) {}

  /** Says what a list would change; nothing is written. Throws `table.unreadable`. */
  async preview(bytes: Uint8Array): Promise<ListResult> {
    return resultOf(await this.plan(await readForm(bytes, ENTERPRISE_COLUMNS), this.db.manager), false);
  }

  /**
   * Takes a list, or, when any row is rejected, nothing of it. `keys` says whether supplier keys came with it, so that
   * figures of purchases follow. Throws `table.unreadable`.
   */
  async import(tx: EntityManager, bytes: Uint8Array, by: string): Promise<{ result: ListResult; keys: boolean }> {
    const form = await readForm(bytes, ENTERPRISE_COLUMNS);
    await lockAll(tx);
    const plan = await this.plan(form, tx);
    if (plan.rejected > 0) return { result: resultOf(plan, false), keys: false };
    await this.apply(tx, plan, by);
    return { result: resultOf(plan, true), keys: [...plan.added, ...plan.changed].some(({ keys }) => keys.length > 0) };
  }

  /** As `preview`, of documents. */
  async previewDocuments(bytes: Uint8Array): Promise<ListResult> {
    return resultOf(await this.planDocuments(await readForm(bytes, DOCUMENT_COLUMNS), this.db.manager), false);
  }

  /** As `import`, of documents. */
  async importDocuments(tx: EntityManager, bytes: Uint8Array, by: string): Promise<ListResult> {
    const form = await readForm(bytes, DOCUMENT_COLUMNS);
    await lockAll(tx);
    const plan = await this.planDocuments(form, tx);
    if (plan.rejected > 0) return resultOf(plan, false);
    await tx.query(
      `insert into enterprise_document (enterprise_id, kind, number, issuer, issued_on, expires_on, note, created_by)
       select "enterpriseId", kind, number, issuer, "issuedOn", "expiresOn", note, $2 from ${DOCUMENT_ROWS}`,
      [JSON.stringify(plan.added), by],
    );
    await tx.query(
      `update enterprise_document d set issuer = r.issuer, issued_on = r."issuedOn", expires_on = r."expiresOn", note = r.note
       from ${DOCUMENT_ROWS} where d.id = r.id`,
      [JSON.stringify(plan.changed)],
    );
    return resultOf(plan, true);
  }

  private async planDocuments(form: readonly FormRow<DocumentColumn>[], em: EntityManager): Promise<DocumentPlan> {
    const owners = await rows<DocumentOwner>(
      em,
      `select id::text, nib, name_key as "nameKey", wilayah_code as "wilayahCode" from enterprise
       where merged_into is null order by id`,
    );
    const onFile = await rows<ListDocument & { id: string }>(
      em,
      `select id::text, enterprise_id::text as "enterpriseId", kind, number, issuer, issued_on::text as "issuedOn",
         expires_on::text as "expiresOn", note from enterprise_document where number is not null order by id`,
    );
    return planDocuments(form, owners, onFile);
  }

  private async plan(form: readonly FormRow<EnterpriseColumn>[], em: EntityManager): Promise<EnterprisePlan> {
    const named = form.map(({ values }) => values.placeCode !== '' || values.village !== '' || values.district !== '');
    const asked = form.filter((_, at) => named[at]);
    const found = await this.wilayah.resolve(
      asked.map(({ values }) => ({
        code: values.placeCode,
        village: values.village,
        district: values.district,
        regency: values.regency,
      })),
      em,
    );
    let next = 0;
    const places = named.map((isNamed) => (isNamed ? (found[next++] ?? null) : null));
    return planEnterprises(form, places, await this.onFile(em));
  }

  private async onFile(em: EntityManager): Promise<OnFile[]> {
    const marks = await this.vault.marks(ENTERPRISE_OWNER, em);
    const found = await rows<OnFileRow>(em, ON_FILE);
    return found.map(({ id, record, figures, keys, groups }) => ({
      id,
      record,
      figures,
      keys,
      groups: new Set(groups.map(comparable)),
      holds: (field, value) => {
        const mark = marks.get(`${id}|${field}`);
        return mark !== undefined && this.vault.isMarked(field, value, mark);
      },
    }));
  }

  private async apply(tx: EntityManager, plan: EnterprisePlan, by: string): Promise<void> {
    const ids = await newIds(tx, plan.added.length);
    const added = plan.added.map((planned, at) => ({ ...planned, id: ids[at] ?? '' }));
    const changed = plan.changed.map((planned) => ({ ...planned, id: planned.id ?? '' }));
    if (added.length > 0) await insertRecords(tx, added, by);
    await updateRecords(tx, changed, by);
    const all = [...added, ...changed];
    await insertFigures(tx, all);
    await insertKeys(tx, all, by);
    await insertGroups(tx, all);
    for (const { id, sealed } of all) await sealValues(tx, this.vault, id, sealed);
  }
}

const DOCUMENT_ROWS = `json_to_recordset($1::json) as r(id bigint, "enterpriseId" bigint, kind text, number text,
  issuer text, "issuedOn" date, "expiresOn" date, note text)`;

type Written = Planned & { id: string };

async function insertFigures(tx: EntityManager, all: readonly Written[]): Promise<void> {
  const list = all.flatMap(({ id, figures }) => figures.map((figure) => ({ id, ...figure })));
  if (list.length === 0) return;
  await tx.query(
    `insert into enterprise_figure (enterprise_id, kind, year, amount, source)
     select id, kind, year, amount, source
     from json_to_recordset($1::json) as r(id bigint, kind text, year int, amount numeric(20,2), source text)
     on conflict (enterprise_id, kind, year) do update set amount = excluded.amount, source = excluded.source`,
    [JSON.stringify(list)],
  );
}

async function insertKeys(tx: EntityManager, all: readonly Written[], by: string): Promise<void> {
  const list = all.flatMap(({ id, keys }) => keys.map((key) => ({ id, ...key })));
  if (list.length === 0) return;
  await tx.query(
    `insert into enterprise_supplier_key (scheme, key, enterprise_id, decided_by)
     select scheme, key, id, $2 from json_to_recordset($1::json) as r(id bigint, scheme text, key text)`,
    [JSON.stringify(list), by],
  );
}

/** A name that a sentra has is that sentra; any other is a group of that name. */
async function insertGroups(tx: EntityManager, all: readonly Written[]): Promise<void> {
  const joining = all.filter(({ group }) => group !== null);
  if (joining.length === 0) return;
  const sentras = await rows<{ id: string; name: string }>(tx, 'select id::text, name from sentra order by id');
  const byName = new Map(sentras.map(({ id, name }) => [comparable(name), id]));
  await tx.query(
    `insert into enterprise_membership (enterprise_id, sentra_id, group_name)
     select id, sentra, case when sentra is null then name end
     from json_to_recordset($1::json) as r(id bigint, sentra bigint, name text)`,
    [
      JSON.stringify(
        joining.map(({ id, group }) => ({ id, sentra: byName.get(comparable(group ?? '')) ?? null, name: group })),
      ),
    ],
  );
}

function resultOf(plan: EnterprisePlan | DocumentPlan, applied: boolean): ListResult {
  const { read, added, changed, unchanged, rejected, problems } = plan;
  return { applied, read, added: added.length, changed: changed.length, unchanged, rejected, problems };
}
