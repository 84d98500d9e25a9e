import type { EntityManager } from 'typeorm';
import type { PurchasingIntake } from '../purchasing/intake/purchasing-intake.js';
import type { ImportBatch } from './import-batch.js';
import type { ImportRepository } from './import.repository.js';

/** Taking an applied import back as a whole. The caller holds the import lock. */
export class ImportUndoing {
  constructor(
    private readonly repository: ImportRepository,
    private readonly intake: PurchasingIntake,
  ) {}

  /** The applied imports that stand on this one, newest first: each of them must be undone before it. */
  async blockersOf(batchId: string, em?: EntityManager): Promise<ImportBatch[]> {
    const recorded = await this.repository.dependants(batchId, em);
    const seen = await this.intake.blockersOf(em ?? this.repository.manager, batchId);
    const batches = await this.repository.named([...new Set([...recorded, ...seen])], em);
    return batches.filter((batch) => batch.state === 'applied');
  }

  /** Part of the caller's transaction; `replacedBy` names the import that is applied in its place. */
  async undo(tx: EntityManager, batchId: string, by: string, replacedBy: string | null = null): Promise<void> {
    await this.intake.undo(tx, batchId);
    await this.repository.setUndone(tx, batchId, by, replacedBy);
  }
}
