import type { VNode } from 'preact';
import type { MappingFilter, MappingSort, PerangkatDaerah } from '../../../purchasing/mapping/mapping.js';
import { address, type Option, Tabs } from '../../components/index.js';

/** The choice that takes a satker out of every perangkat daerah. */
export const NONE = 'tanpa';

export interface MappingAsked {
  filter: MappingFilter;
  sort: MappingSort;
  page: number;
  /** The filters as they stand in the address. */
  query: Readonly<Record<string, string>>;
}

export function satkerHref(klpd: string, satkerKey: string): string {
  return address('/pemetaan/satker', { klpd, satker: satkerKey });
}

export function MappingTabs({ here }: { here: 'satker' | 'pd' }): VNode {
  return (
    <Tabs
      label="Pemetaan"
      tabs={[
        { href: '/pemetaan', text: 'Satker', here: here === 'satker' },
        { href: '/pemetaan/perangkat-daerah', text: 'Perangkat daerah', here: here === 'pd' },
      ]}
    />
  );
}

export function choices(perangkatDaerah: readonly PerangkatDaerah[]): Option[] {
  return [
    ...perangkatDaerah.map((one) => ({ value: one.id, text: one.name })),
    { value: NONE, text: 'Tidak termasuk perangkat daerah mana pun' },
  ];
}
