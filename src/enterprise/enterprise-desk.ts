import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { CatalogueFollower } from '../shared/catalogue-follower.js';
import type { ListResult } from '../shared/list-import.js';
import { rows } from '../shared/sql.js';
import { ClassesService, type DecisionInput } from './class/classes.service.js';
import { type DocumentInput, DocumentsService, type GivenFile } from './documents/documents.service.js';
import {
  type Editor,
  EnterpriseService,
  type FigureInput,
  type KeyInput,
  type MembershipInput,
} from './enterprise.service.js';
import { EnterpriseImportService } from './import/import.service.js';
import { type Merge, MergingService } from './merging/merging.service.js';
import type { EnterpriseInput } from './read-enterprise.js';

/**
 * Everything that people do with enterprises: each in a transaction of its own, with the figures of purchases following in
 * it where they may change.
 */
@Injectable()
export class EnterpriseDesk {
  constructor(
    private readonly db: DataSource,
    private readonly enterprises: EnterpriseService,
    private readonly classes: ClassesService,
    private readonly documents: DocumentsService,
    private readonly merging: MergingService,
    private readonly imports: EnterpriseImportService,
    private readonly follower: CatalogueFollower,
  ) {}

  create(input: EnterpriseInput, who: Editor): Promise<string> {
    return this.db.transaction((tx) => this.enterprises.create(tx, input, who.by));
  }

  change(id: string, version: number, input: EnterpriseInput, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.enterprises.change(tx, id, version, input, who));
  }

  putFigure(id: string, version: number, given: FigureInput, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.enterprises.putFigure(tx, id, version, given, who));
  }

  addMembership(id: string, version: number, given: MembershipInput, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.enterprises.addMembership(tx, id, version, given, who));
  }

  removeMembership(id: string, version: number, membershipId: string, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.enterprises.removeMembership(tx, id, version, membershipId, who));
  }

  addDocument(id: string, version: number, given: DocumentInput, file: GivenFile | null, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.documents.add(tx, id, version, given, file, who));
  }

  verifyDocument(id: string, version: number, documentId: string, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.documents.verify(tx, id, version, documentId, who));
  }

  removeDocument(id: string, version: number, documentId: string, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.documents.remove(tx, id, version, documentId, who));
  }

  withdrawDocument(id: string, version: number, documentId: string, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.documents.withdraw(tx, id, version, documentId, who));
  }

  addKey(id: string, version: number, given: KeyInput, who: Editor): Promise<void> {
    return this.following((tx) => this.enterprises.addKey(tx, id, version, given, who));
  }

  removeKey(id: string, version: number, key: { scheme: string; key: string }, who: Editor): Promise<void> {
    return this.following((tx) => this.enterprises.removeKey(tx, id, version, key, who));
  }

  /** The bureau's decision counts for the purchases too, where the marketplaces' keys of the enterprise are known. */
  decideClass(id: string, version: number, given: DecisionInput, who: Editor): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.classes.decide(tx, id, version, given, who);
      const keys = await rows(tx, 'select 1 from enterprise_supplier_key where enterprise_id = $1 limit 1', [id]);
      if (keys.length > 0) await this.follower.classesChanged(tx);
    });
  }

  verifyClass(id: string, version: number, given: { validFrom: string; validTo?: string }, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.classes.verify(tx, id, version, given, who));
  }

  merge(
    given: { keptId: string; keptVersion: number; mergedId: string; mergedVersion: number; reason: string },
    who: Editor,
  ): Promise<string> {
    return this.following((tx) => this.merging.merge(tx, given, who));
  }

  undoMerge(mergeId: string, who: Editor): Promise<Merge> {
    return this.following((tx) => this.merging.undo(tx, mergeId, who));
  }

  tellApart(one: string, other: string, who: Editor): Promise<void> {
    return this.db.transaction((tx) => this.merging.tellApart(tx, one, other, who));
  }

  import(bytes: Uint8Array, by: string): Promise<ListResult> {
    return this.db.transaction(async (tx) => {
      const { result, keys } = await this.imports.import(tx, bytes, by);
      if (keys) await this.follower.classesChanged(tx);
      return result;
    });
  }

  importDocuments(bytes: Uint8Array, by: string): Promise<ListResult> {
    return this.db.transaction((tx) => this.imports.importDocuments(tx, bytes, by));
  }

  private following<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    return this.db.transaction(async (tx) => {
      const done = await work(tx);
      await this.follower.classesChanged(tx);
      return done;
    });
  }
}
