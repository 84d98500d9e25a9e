import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { StatedEnterpriseDto } from '../eligibility/facts.dto.js';
import { StatementsService } from '../eligibility/facts/statements.service.js';
import { EnterpriseQueries } from '../enterprise/enterprise.queries.js';
import { type Editor, EnterpriseService } from '../enterprise/enterprise.service.js';
import { type EnterpriseInput, typedFrom } from '../enterprise/read-enterprise.js';
import { MessagesService } from '../messages/messages.service.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { maskText } from '../shared/masking.js';
import { affected, rows } from '../shared/sql.js';
import {
  addStep,
  type DataProposal,
  type Doer,
  OWN_FIELDS,
  type OwnField,
  type ProposalState,
  reasonOf,
  stale,
  type Step,
  stepsOf,
  UTC,
} from './onboarding.js';

const PROPOSAL = `select p.id::text, p.enterprise_id::text as "enterpriseId", e.name as "enterpriseName",
    u.display_name as "proposedBy", p.changes, p.stated, p.note, p.state, p.version,
    to_char(p.created_at at time zone 'utc', ${UTC}) as "createdAt"
  from enterprise_proposal p join enterprise e on e.id = p.enterprise_id join app_user u on u.id = p.proposed_by`;

export interface GivenProposal {
  /** As they are typed; a field that is not there, or stands as it does on file, is not changed. */
  fields: Readonly<Partial<Record<OwnField, string>>>;
  stated: StatedEnterpriseDto;
  note: string;
}

/** An enterprise changes its own data: as a proposal, which a clerk accepts whole or gives back with a reason. */
@Injectable()
export class ProposalsService {
  constructor(
    private readonly db: DataSource,
    private readonly enterprises: EnterpriseService,
    private readonly queries: EnterpriseQueries,
    private readonly statements: StatementsService,
    private readonly messages: MessagesService,
  ) {}

  /**
   * Throws `enterprise.invalid` with the fields, `onboarding.nothing-proposed`, `onboarding.invalid`, and
   * `onboarding.proposal-open` while one is open.
   */
  async propose(enterpriseId: string, given: GivenProposal, who: Doer, day: string): Promise<void> {
    const note = maskText(given.note.trim());
    if (note.length > 1000) {
      const message = 'Catatan paling banyak 1.000 huruf';
      throw new InvalidInputError('onboarding.invalid', message, [{ field: 'note', message }]);
    }
    await this.db.transaction(async (tx) => {
      const now = typedFrom(await this.queries.get(enterpriseId, day, tx));
      const changes: Record<string, { from: string; to: string }> = {};
      for (const field of OWN_FIELDS) {
        const to = given.fields[field]?.replace(/\s+/g, ' ').trim();
        const from = now[field] ?? '';
        if (to !== undefined && to !== from) changes[field] = { from, to };
      }
      const stated = Object.entries(given.stated).filter(([, value]) => value !== undefined);
      if (Object.keys(changes).length === 0 && stated.length === 0) {
        const message = 'Belum ada yang diubah. Perbaiki satu isian, atau jawab satu pernyataan';
        throw new InvalidInputError('onboarding.nothing-proposed', message, [{ field: 'name', message }]);
      }
      this.enterprises.check(merged(now, changes));
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into enterprise_proposal (enterprise_id, proposed_by, changes, stated, note) values ($1, $2, $3::jsonb, $4::jsonb, $5)
         on conflict (enterprise_id) where state = 'diajukan' do nothing returning id::text`,
        [enterpriseId, who.userId, JSON.stringify(changes), JSON.stringify(Object.fromEntries(stated)), note || null],
      );
      if (!made)
        throw new ConflictError(
          'onboarding.proposal-open',
          'Usulan Anda yang sebelumnya belum dilihat petugas. Tarik dahulu usulan itu, lalu kirim yang baru.',
        );
      await addStep(tx, { proposalId: made.id }, 'mengusulkan', who.displayName);
    });
  }

  /** Throws `onboarding.proposal-not-found` and `onboarding.changed`. */
  async withdraw(enterpriseId: string, id: string, who: Doer): Promise<void> {
    await this.db.transaction(async (tx) => {
      const proposal = await this.get(id, tx);
      if (proposal.enterpriseId !== enterpriseId) throw notFound();
      await this.move(tx, proposal, proposal.version, 'ditarik');
      await addStep(tx, { proposalId: proposal.id }, 'menarik', who.displayName);
    });
  }

  /** Of one enterprise, the newest first, each with its steps. */
  async ofEnterprise(enterpriseId: string): Promise<(DataProposal & { steps: Step[] })[]> {
    const found = await rows<DataProposal>(
      this.db.manager,
      `${PROPOSAL} where p.enterprise_id = $1 order by p.id desc limit 20`,
      [enterpriseId],
    );
    const withSteps: (DataProposal & { steps: Step[] })[] = [];
    for (const proposal of found) withSteps.push({ ...proposal, steps: await this.steps(proposal.id) });
    return withSteps;
  }

  /** Those that wait for a clerk, the oldest first. */
  open(): Promise<DataProposal[]> {
    return rows<DataProposal>(
      this.db.manager,
      `${PROPOSAL} where p.state = 'diajukan' order by p.created_at, p.id limit 500`,
    );
  }

  /** Throws `onboarding.proposal-not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<DataProposal> {
    const [found] = /^\d{1,18}$/.test(id) ? await rows<DataProposal>(em, `${PROPOSAL} where p.id = $1`, [id]) : [];
    if (!found) throw notFound();
    return found;
  }

  steps(id: string): Promise<Step[]> {
    return stepsOf(this.db.manager, { proposalId: id });
  }

  /**
   * A clerk accepts: the record is changed and what was stated is recorded, with the proposal as its source. Throws
   * `onboarding.changed`, and as `EnterpriseService.change` and `StatementsService.ofEnterprise`.
   */
  async accept(id: string, version: number, clerk: Doer, editor: Editor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const proposal = await this.get(id, tx);
      await this.move(tx, proposal, version, 'diterima');
      const { enterpriseId, changes, stated } = proposal;
      if (Object.keys(changes).length > 0) {
        const now = await this.queries.get(enterpriseId, editor.day, tx);
        await this.enterprises.change(tx, enterpriseId, now.version, merged(typedFrom(now), changes), editor);
      }
      if (Object.keys(stated).length > 0) {
        const source = `Pernyataan usaha sendiri, usulan nomor ${id}`;
        const statedOn = proposal.createdAt.slice(0, 10);
        await this.statements.ofEnterprise(tx, enterpriseId, { enterprise: stated, source, statedOn }, clerk.username);
      }
      await addStep(tx, { proposalId: id }, 'menerima', clerk.displayName);
      await this.tell(tx, proposal, {
        title: `Usulan perubahan data ${proposal.enterpriseName} diterima`,
        body: 'Data usaha sudah diubah menurut usulan Anda. Lihat hasilnya di Usaha saya.',
      });
    });
  }

  /** Throws `onboarding.reason-missing` and `onboarding.changed`. */
  async giveBack(id: string, version: number, typed: string, clerk: Doer): Promise<void> {
    const reason = reasonOf(typed);
    await this.db.transaction(async (tx) => {
      const proposal = await this.get(id, tx);
      await this.move(tx, proposal, version, 'dikembalikan');
      await addStep(tx, { proposalId: id }, 'mengembalikan', clerk.displayName, reason);
      await this.tell(tx, proposal, {
        title: `Usulan perubahan data ${proposal.enterpriseName} dikembalikan`,
        body: `Alasannya: ${reason}\nData belum diubah. Perbaiki usulannya di Usaha saya, lalu kirim lagi.`,
      });
    });
  }

  private async tell(
    tx: EntityManager,
    { enterpriseId }: DataProposal,
    message: { title: string; body: string },
  ): Promise<void> {
    const people = await rows<{ userId: string }>(
      tx,
      'select user_id as "userId" from enterprise_account where enterprise_id = $1',
      [enterpriseId],
    );
    for (const { userId } of people)
      await this.messages.send(tx, { userId, kind: 'usulan-data', link: '/usaha-saya', ...message });
  }

  private async move(tx: EntityManager, { id }: DataProposal, version: number, to: ProposalState): Promise<void> {
    const done = await affected(
      tx,
      `update enterprise_proposal set state = $3, version = version + 1 where id = $1 and version = $2 and state = 'diajukan'`,
      [id, version, to],
    );
    if (done === 0) throw stale();
  }
}

/** The record as it would stand with the changes. */
function merged(now: Readonly<Record<string, string>>, changes: DataProposal['changes']): EnterpriseInput {
  const to = Object.entries(changes).map(([field, { to: value }]) => [field, value] as const);
  return { ...now, ...Object.fromEntries(to) };
}

function notFound(): NotFoundError {
  return new NotFoundError('onboarding.proposal-not-found', 'Usulan itu tidak ada. Buka lagi dari daftarnya.');
}
