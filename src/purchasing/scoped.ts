import type { Scope } from '../access/scope.js';
import { loadSql } from '../shared/sql.js';

const PERANGKAT_DAERAH = withoutNotes(loadSql('./queries/scope-perangkat-daerah.sql', import.meta.url));
const SUPPLIERS = withoutNotes(loadSql('./queries/scope-suppliers.sql', import.meta.url));

/** A query and its parameters, ready to be asked. */
export type Asked = [sql: string, parameters: unknown[]];

/**
 * Limits a query on purchases to what `scope` lets see: named queries in front of it stand in for the tables that it
 * reads. For whoever sees everything the query stays as it is, to the letter.
 */
export function scoped(sql: string, parameters: unknown[], scope: Scope): Asked {
  if (scope.kind === 'all') return [sql, parameters];
  const [first, second] = [`$${parameters.length + 1}`, `$${parameters.length + 2}`];
  if (scope.kind === 'perangkat-daerah')
    return [
      inFront(
        sql,
        PERANGKAT_DAERAH.replaceAll('$own_id', () => first),
      ),
      [...parameters, scope.perangkatDaerahId],
    ];
  const suppliers = scope.kind === 'suppliers' ? scope.suppliers : [];
  return [
    inFront(
      sql,
      SUPPLIERS.replaceAll('$own_schemes', () => first).replaceAll('$own_keys', () => second),
    ),
    [...parameters, suppliers.map(({ scheme }) => scheme), suppliers.map(({ key }) => key)],
  ];
}

/** Puts named queries before those that the query has itself. */
function inFront(sql: string, named: string): string {
  const query = withoutNotes(sql);
  // A name that is used inside its own definition means the table behind it, but not so after "recursive".
  if (/^with\s+recursive\b/i.test(query)) throw new Error('A recursive query cannot be limited to a scope');
  return /^with\s/i.test(query) ? query.replace(/^with\s/i, () => `with ${named}, `) : `with ${named} ${query}`;
}

/** Without the comment lines and white space at the beginning. */
function withoutNotes(sql: string): string {
  return sql.replace(/^(\s*--[^\n]*\n)*\s*/, '').trimEnd();
}
