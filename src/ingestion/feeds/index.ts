import type { Feed } from '../../purchasing/intake/rows.js';
import type { FeedDefinition } from './definition.js';
import { komoditas } from './komoditas.js';
import { nonTender } from './non-tender.js';
import { distributor, penyediaV5, penyediaV6 } from './penyedia.js';
import { isPersonal, normalHeading } from './personal-columns.js';
import { ePurchasingProduk, produk, produkPenyedia } from './produk.js';
import { realisasi } from './realisasi.js';
import { rupKajiUlang, rupPenyedia } from './rup.js';
import { instansiSatker, masterKlpd, masterSatker } from './satker.js';
import { strukturAnggaran } from './struktur-anggaran.js';
import { tokoDaring } from './toko-daring.js';
import { v5 } from './v5.js';
import { v6Inaproc } from './v6-inaproc.js';
import { v6Isb } from './v6-isb.js';

export type { FeedDefinition, MapContext } from './definition.js';
export { mapFile, type MappedChunk } from './map-file.js';

const DEFINITIONS: Readonly<Record<Feed, FeedDefinition>> = {
  v5,
  'v6-isb': v6Isb,
  'v6-inaproc': v6Inaproc,
  'toko-daring': tokoDaring,
  realisasi,
  'non-tender': nonTender,
  komoditas,
  'penyedia-v5': penyediaV5,
  'penyedia-v6': penyediaV6,
  distributor,
  'instansi-satker': instansiSatker,
  'master-satker': masterSatker,
  'struktur-anggaran': strukturAnggaran,
  'master-klpd': masterKlpd,
  produk,
  'produk-penyedia': produkPenyedia,
  'rup-penyedia': rupPenyedia,
  'rup-kaji-ulang': rupKajiUlang,
  'e-purchasing-produk': ePurchasingProduk,
};

export const FEED_DEFINITIONS: readonly FeedDefinition[] = Object.values(DEFINITIONS);

export function feedDefinition(feed: Feed): FeedDefinition {
  return DEFINITIONS[feed];
}

export interface Recognition {
  feed: Feed;
  /** Headings of the file that the feed knows. */
  matched: number;
  /** Known headings of the feed that the file lacks; never a required one. */
  missing: string[];
  /** Headings of the file, as written, that the feed does not know. They are kept in the source row. */
  unknown: string[];
}

/**
 * The feeds that a file with these headings can be, best first; none when it is nothing known. Case, order and
 * surrounding space do not matter. The best is the one that knows most of the headings; a feed that knows fewer than
 * half of them is not offered, since many upstream tables share the columns of institution and satker.
 */
export function recognise(headings: string[]): Recognition[] {
  const normal = new Map(headings.map((heading) => [normalHeading(heading), heading]));
  const found: Recognition[] = [];
  for (const { feed, required, excluded, columns } of FEED_DEFINITIONS) {
    if (!required.every((name) => normal.has(name)) || excluded.some((name) => normal.has(name))) continue;
    const unknown: string[] = [];
    for (const [name, heading] of normal) {
      if (!Object.hasOwn(columns, name) && !isPersonal(name)) unknown.push(heading);
    }
    const matched = normal.size - unknown.length;
    if (matched * 2 < normal.size) continue;
    found.push({ feed, matched, missing: Object.keys(columns).filter((name) => !normal.has(name)), unknown });
  }
  return found.toSorted((a, b) => b.matched - a.matched || a.missing.length - b.missing.length);
}
