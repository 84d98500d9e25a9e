import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DecisionsService } from '../eligibility/decisions/decisions.service.js';
import { STATE_WORDS } from '../eligibility/wording/wording.js';
import { DocumentsService } from '../enterprise/documents/documents.service.js';
import type { Editor } from '../enterprise/enterprise.service.js';
import { MessagesService } from '../messages/messages.service.js';
import { ConflictError, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { maskText } from '../shared/masking.js';
import { affected, rows } from '../shared/sql.js';
import {
  addStep,
  type Doer,
  type FileRequest,
  reasonOf,
  type RequestState,
  stale,
  type Step,
  stepsOf,
  UTC,
} from './onboarding.js';

const REQUEST = `select r.id::text, r.enterprise_id::text as "enterpriseId", e.name as "enterpriseName",
    u.display_name as "requestedBy", r.note, r.state, r.decision_id::text as "decisionId", r.version,
    to_char(r.created_at at time zone 'utc', ${UTC}) as "createdAt"
  from enterprise_request r join enterprise e on e.id = r.enterprise_id join app_user u on u.id = r.requested_by`;
const OPEN: readonly RequestState[] = ['diajukan', 'diperiksa'];
/** Products that are judged with the enterprise when its request is approved. */
const MOST_PRODUCTS = 200;

/** "Periksa berkas saya": asked by an enterprise, looked at, given back with a reason or approved by a clerk. */
@Injectable()
export class RequestsService {
  constructor(
    private readonly db: DataSource,
    private readonly decisions: DecisionsService,
    private readonly documents: DocumentsService,
    private readonly messages: MessagesService,
  ) {}

  /** Throws `onboarding.request-open` while one is open, `onboarding.invalid` for a note that is too long. */
  async submit(enterpriseId: string, typed: string, who: Doer): Promise<void> {
    const note = maskText(typed.trim());
    if (note.length > 1000) {
      const message = 'Catatan paling banyak 1.000 huruf';
      throw new InvalidInputError('onboarding.invalid', message, [{ field: 'note', message }]);
    }
    await this.db.transaction(async (tx) => {
      const [made] = await rows<{ id: string }>(
        tx,
        `insert into enterprise_request (enterprise_id, requested_by, note) values ($1, $2, $3)
         on conflict (enterprise_id) where state in ('diajukan', 'diperiksa') do nothing returning id::text`,
        [enterpriseId, who.userId, note || null],
      );
      if (!made)
        throw new ConflictError(
          'onboarding.request-open',
          'Berkas usaha ini sudah diajukan dan belum selesai diperiksa. Tunggu kabar petugas, atau tarik dahulu permintaannya.',
        );
      await addStep(tx, { requestId: made.id }, 'mengajukan', who.displayName);
    });
  }

  /** The enterprise takes its request back. Throws `onboarding.changed`. */
  async withdraw(enterpriseId: string, id: string, who: Doer): Promise<void> {
    await this.db.transaction(async (tx) => {
      const request = await this.get(id, tx);
      if (request.enterpriseId !== enterpriseId) throw notFound();
      await this.move(tx, request, request.version, 'ditarik', OPEN);
      await addStep(tx, { requestId: request.id }, 'menarik', who.displayName);
    });
  }

  /** Of one enterprise, the newest first, each with its steps. */
  async ofEnterprise(enterpriseId: string): Promise<(FileRequest & { steps: Step[] })[]> {
    const found = await rows<FileRequest>(
      this.db.manager,
      `${REQUEST} where r.enterprise_id = $1 order by r.id desc limit 20`,
      [enterpriseId],
    );
    const withSteps: (FileRequest & { steps: Step[] })[] = [];
    for (const request of found) withSteps.push({ ...request, steps: await this.steps(request.id) });
    return withSteps;
  }

  /** Those that nobody has finished, the oldest first. */
  open(): Promise<FileRequest[]> {
    return rows<FileRequest>(
      this.db.manager,
      `${REQUEST} where r.state in ('diajukan', 'diperiksa') order by r.created_at, r.id limit 500`,
    );
  }

  /** Those that were finished, the newest first. */
  closed(): Promise<FileRequest[]> {
    return rows<FileRequest>(
      this.db.manager,
      `${REQUEST} where r.state not in ('diajukan', 'diperiksa') order by r.id desc limit 50`,
    );
  }

  /** Throws `onboarding.request-not-found`. */
  async get(id: string, em: EntityManager = this.db.manager): Promise<FileRequest> {
    const [found] = /^\d{1,18}$/.test(id) ? await rows<FileRequest>(em, `${REQUEST} where r.id = $1`, [id]) : [];
    if (!found) throw notFound();
    return found;
  }

  steps(id: string): Promise<Step[]> {
    return stepsOf(this.db.manager, { requestId: id });
  }

  /** A clerk begins to look. Throws `onboarding.changed`. */
  async begin(id: string, version: number, clerk: Doer): Promise<void> {
    await this.step(id, version, clerk, {
      to: 'diperiksa',
      from: ['diajukan'],
      action: 'mulai-memeriksa',
      reason: null,
    });
  }

  /** A clerk saw a document at its source. Throws as `DocumentsService.verify` and `onboarding.changed`. */
  async verify(id: string, enterpriseVersion: number, documentId: string, clerk: Doer, editor: Editor): Promise<void> {
    await this.db.transaction(async (tx) => {
      const request = await this.get(id, tx);
      if (!OPEN.includes(request.state)) throw stale();
      await this.documents.verify(tx, request.enterpriseId, enterpriseVersion, documentId, editor);
      const [{ kind = '' } = {}] = await rows<{ kind: string }>(
        tx,
        'select kind from enterprise_document where id = $1',
        [documentId],
      );
      await addStep(tx, { requestId: id }, 'memeriksa-dokumen', clerk.displayName, kind);
    });
  }

  /** Throws `onboarding.reason-missing` and `onboarding.changed`. */
  async giveBack(id: string, version: number, typed: string, clerk: Doer): Promise<void> {
    const reason = reasonOf(typed);
    await this.step(
      id,
      version,
      clerk,
      { to: 'dikembalikan', from: OPEN, action: 'mengembalikan', reason },
      (request) => ({
        title: `Berkas ${request.enterpriseName} dikembalikan`,
        body: `Alasannya: ${reason}\nLengkapi berkasnya di Usaha saya, lalu ajukan lagi.`,
      }),
    );
  }

  /**
   * A clerk approves: the enterprise and each of its products on show are judged from what is on file, and the decisions
   * kept. They are true whether or not the approval is, so they come first. Throws `onboarding.changed`.
   */
  async approve(id: string, version: number, clerk: Doer): Promise<void> {
    const request = await this.get(id);
    if (!OPEN.includes(request.state) || request.version !== version) throw stale();
    const { enterpriseId } = request;
    const { decision } = await this.decisions.assess({ enterpriseId, productId: null, platform: 'v6' }, clerk.username);
    const products = await rows<{ id: string }>(
      this.db.manager,
      `select p.id::text from product p join product_maker m on m.product_id = p.id
       where m.enterprise_id = $1 and p.state = 'tayang' order by p.id limit $2`,
      [enterpriseId, MOST_PRODUCTS],
    );
    for (const { id: productId } of products)
      await this.decisions.assess({ enterpriseId, productId, platform: 'v6' }, clerk.username);
    await this.step(
      id,
      version,
      clerk,
      { to: 'disetujui', from: OPEN, action: 'menyetujui', reason: null, decisionId: decision.id },
      (now) => ({
        title: `Berkas ${now.enterpriseName} selesai diperiksa`,
        body:
          `Hasil penilaian kelayakan menjual di e-Katalog: ${STATE_WORDS[decision.outcome]}.\n` +
          'Syarat yang belum terpenuhi dan langkah berikutnya ada di Usaha saya.',
      }),
    );
  }

  private async step(
    id: string,
    version: number,
    clerk: Doer,
    {
      to,
      from,
      action,
      reason,
      decisionId = null,
    }: {
      to: RequestState;
      from: readonly RequestState[];
      action: string;
      reason: string | null;
      decisionId?: string | null;
    },
    message?: (request: FileRequest) => { title: string; body: string },
  ): Promise<void> {
    await this.db.transaction(async (tx) => {
      const request = await this.get(id, tx);
      await this.move(tx, request, version, to, from, decisionId);
      await addStep(tx, { requestId: request.id }, action, clerk.displayName, reason);
      if (!message) return;
      for (const { userId } of await this.people(tx, request.enterpriseId))
        await this.messages.send(tx, { userId, kind: 'berkas-usaha', link: '/usaha-saya', ...message(request) });
    });
  }

  private people(tx: EntityManager, enterpriseId: string): Promise<{ userId: string }[]> {
    return rows(tx, 'select user_id as "userId" from enterprise_account where enterprise_id = $1', [enterpriseId]);
  }

  private async move(
    tx: EntityManager,
    { id }: FileRequest,
    version: number,
    to: RequestState,
    from: readonly RequestState[],
    decisionId: string | null = null,
  ): Promise<void> {
    const done = await affected(
      tx,
      `update enterprise_request set state = $3, version = version + 1, decision_id = coalesce($5::bigint, decision_id)
       where id = $1 and version = $2 and state = any($4::text[])`,
      [id, version, to, from, decisionId],
    );
    if (done === 0) throw stale();
  }
}

function notFound(): NotFoundError {
  return new NotFoundError('onboarding.request-not-found', 'Permintaan itu tidak ada. Buka lagi dari daftarnya.');
}
