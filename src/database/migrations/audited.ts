/** How changes of one table are recorded in the audit trail. */
export interface Audited {
  /** The column, or the columns in order, that name a row. */
  key: string | readonly string[];
  /** Columns that never go into the trail: secrets, and what only says when something was last touched. */
  leaveOut?: readonly string[];
  /** Only rows of which this holds, as SQL over `old` or `new`; an update counts when it holds before or after. */
  when?: (row: 'old' | 'new') => string;
  /** Only updates that change one of these columns; inserts and deletes are recorded unless `events` says otherwise. */
  changes?: readonly string[];
  /** All three by default. */
  events?: readonly ('insert' | 'update' | 'delete')[];
}

/**
 * The statements that have the changes of a table recorded, for the migration that makes the table (after the one that
 * makes the trail). What they say is frozen once a migration with them has been released.
 *
 * The triggers are deferred: they run at the commit, so the lock on the chain is held for as short as can be and whoever
 * holds it never waits for anybody else's rows. A migration that writes rows of such a table and then alters it must say
 * `set constraints all immediate` in between.
 */
export function auditedTable(table: string, { key, leaveOut = [], when, changes, events }: Audited): string[] {
  const keys = typeof key === 'string' ? [key] : key;
  const call = `execute function audit_change('${keys.join(',')}', '${leaveOut.join(',')}')`;
  const conditions = {
    insert: when ? when('new') : null,
    update:
      [
        when ? `((${when('old')}) or (${when('new')}))` : null,
        changes ? `${list('old', changes)} is distinct from ${list('new', changes)}` : null,
      ]
        .filter((one) => one !== null)
        .join(' and ') || null,
    delete: when ? when('old') : null,
  };
  const rows = (['insert', 'update', 'delete'] as const)
    .filter((event) => !events || events.includes(event))
    .map((event) => {
      const of = event === 'update' && changes ? ` of ${changes.join(', ')}` : '';
      const condition = conditions[event];
      return (
        `create constraint trigger audit_${event} after ${event}${of} on ${table} deferrable initially deferred ` +
        `for each row ${condition === null ? '' : `when (${condition}) `}${call}`
      );
    });
  return [
    ...rows,
    // No row trigger fires for it, and nothing of ours ever does it.
    `create trigger audit_truncate after truncate on ${table} for each statement execute function audit_truncation()`,
  ];
}

/** As a row, so that one comparison does for all. */
function list(row: 'old' | 'new', columns: readonly string[]): string {
  return `row(${columns.map((column) => `${row}.${column}`).join(', ')})`;
}
