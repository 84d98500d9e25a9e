import type { ComponentChildren, VNode } from 'preact';
import { circularName } from '../../../compliance/circular.js';
import type { ObligationReport } from '../../../compliance/compliance.js';
import { formatDay } from '../../../shared/dates.js';

interface Entry {
  term: string;
  text: ComponentChildren;
}

/** Which definition a number was made by; for `HowComputed`. */
export function definitionEntry({ anchor, name, version }: ObligationReport['definition']): Entry {
  return {
    term: 'Definisi',
    text: (
      <a href={`/definisi#${anchor}`}>
        {name}, versi {version}
      </a>
    ),
  };
}

/** Which circular binds, and while it is in force; for `HowComputed`. */
export function circularEntry(circular: ObligationReport['circular'], more: ComponentChildren = null): Entry {
  return {
    term: 'Edaran',
    text: (
      <>
        <a href={`/edaran/${circular.id}`}>{circularName(circular)}</a>, versi {circular.version}, berlaku{' '}
        {formatDay(circular.effectiveFrom)}{' '}
        {circular.effectiveTo === null ? 'sampai dicabut' : `s.d. ${formatDay(circular.effectiveTo)}`}
        {more}
      </>
    ),
  };
}

export function List({ items }: { items: readonly string[] }): VNode {
  return (
    <ul>
      {items.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
  );
}
