import type { EntityManager } from 'typeorm';
import type { IssueCode, RowIssue } from '../purchasing/intake/rows.js';
import type { ImportRepository } from './import.repository.js';

/** How many issues of each severity one import keeps; the rest is counted and the page says so. */
export const KEPT_PER_SEVERITY = 10_000;

const BATCH = 1000;

/** Writes the issues of one import as they come, so that none of them stays in memory. */
export class IssueLog {
  private waiting: RowIssue[] = [];
  private readonly kept = { error: 0, warning: 0 };
  private readonly counts = new Map<IssueCode, number>();
  private total = 0;

  constructor(
    private readonly repository: ImportRepository,
    private readonly batchId: string,
  ) {}

  async add(issues: readonly RowIssue[], em?: EntityManager): Promise<void> {
    for (const issue of issues) {
      this.total += 1;
      this.counts.set(issue.code, (this.counts.get(issue.code) ?? 0) + 1);
      if (this.kept[issue.severity] >= KEPT_PER_SEVERITY) continue;
      this.kept[issue.severity] += 1;
      this.waiting.push(issue);
    }
    if (this.waiting.length >= BATCH) await this.flush(em);
  }

  /** Inside a transaction `em` must be its own. */
  async flush(em?: EntityManager): Promise<void> {
    const issues = this.waiting;
    this.waiting = [];
    for (let from = 0; from < issues.length; from += BATCH)
      await this.repository.insertIssues(this.batchId, issues.slice(from, from + BATCH), em);
  }

  get sums(): { issuesTotal: number; issuesKept: number; issueCounts: Partial<Record<IssueCode, number>> } {
    return {
      issuesTotal: this.total,
      issuesKept: this.kept.error + this.kept.warning,
      issueCounts: Object.fromEntries(this.counts),
    };
  }
}
