import { remembered } from '../../shared/remembered.js';
import { splitList } from '../../shared/text.js';

/** A full account of the regional chart of accounts, alone or inside a longer budget code. */
const ACCOUNT = /(?:^|\.)(5)\.([1-4])\.(\d{1,2})\.(\d{2})\.(\d{2})\.(\d{4})(?=\.|$)/;
/** What most rows hold: one full account and nothing else. */
const PLAIN_ACCOUNT = /^5\.[1-4]\.\d{2}\.\d{2}\.\d{2}\.\d{4}$/;
/** The same without its last segment, at the end of the code. */
const SHORT_ACCOUNT = /(?:^|\.)(5)\.([1-4])\.(\d{1,2})\.(\d{2})\.(\d{2})$/;
/** A full account written without dots, perhaps with four more digits of the buyer's own. */
const BARE_ACCOUNT = /^(5)([1-4])(\d{2})(\d{2})(\d{2})(\d{4})(?:\d{4})?$/;
/** The central government's account at the end of a MAK: WA.6621.EBA.994.002.0F.521111. */
const CENTRAL_ACCOUNT = /(?:^|\.)(5\d{5})$/;

/**
 * The budget accounts in a `kode_anggaran` or `mak`, distinct, as 5.1.02.01.01.0052 (or 521111). Codes may be a list,
 * end in tabs, spaces or dots, stand behind the programme's segments, be followed by a goods code, or have a third
 * segment without its zero. What holds no account gives none.
 */
export function accountsOf(text: string | null): string[] {
  if (text === null) return [];
  return PLAIN_ACCOUNT.test(text) ? [text] : searched(text);
}

const searched = remembered((text: string): string[] => {
  const found = new Set<string>();
  for (const entry of splitList(text)) {
    const code = entry.replace(/\s+/g, '').replace(/\.+$/, '');
    const match = ACCOUNT.exec(code) ?? SHORT_ACCOUNT.exec(code) ?? BARE_ACCOUNT.exec(code);
    if (match) {
      const [, group, kind, object = '', ...rest] = match;
      found.add([group, kind, object.padStart(2, '0'), ...rest].join('.'));
      continue;
    }
    const central = CENTRAL_ACCOUNT.exec(code)?.[1];
    if (central !== undefined) found.add(central);
  }
  return [...found];
});
