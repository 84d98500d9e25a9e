import type { ListCounts } from '../../shared/list-import.js';
import { formatAmount } from '../../shared/money.js';

/** 1234 → '1.234'. */
export function count(value: number): string {
  return formatAmount(BigInt(value) * 100n);
}

/** '12 baris dibaca: 10 baru, 1 berubah, 1 sama, 0 ditolak.' The four parts add up to what was read. */
export function countsSentence({ read, added, changed, unchanged, rejected }: ListCounts): string {
  return `${count(read)} baris dibaca: ${count(added)} baru, ${count(changed)} berubah, ${count(unchanged)} sama, ${count(rejected)} ditolak.`;
}
