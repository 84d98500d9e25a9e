import { createRequire } from 'node:module';
import { getDistricts, getProvinces, getRegencies, getVillages } from 'idn-area-data';
import { type BpsCode, kemendagriCode, type KemendagriCode, type Kind, type Level, villageKind } from './codes.js';
import { calmName, nameKey, regencyName } from './place.js';

/** Said wherever the data go: the licence asks for it. */
export const ATTRIBUTION =
  'Data wilayah: idn-area-data (github.com/fityannugroho/idn-area-data), Open Database License (ODbL) 1.0, menurut Kepmendagri.';

export const PACKAGE = 'idn-area-data';

/** A region as the loader writes it. */
export interface AreaRow {
  code: KemendagriCode;
  level: Level;
  kind: Kind;
  name: string;
  nameKey: string;
  bpsCode: BpsCode | null;
}

export function packageVersion(): string {
  const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string };
  return version;
}

/** All regions of the provinces, from wide to narrow. Throws for a province that the package does not know. */
export async function readAreas(
  provinces: readonly string[] | 'all',
  bps: ReadonlyMap<KemendagriCode, BpsCode>,
): Promise<Map<Level, AreaRow[]>> {
  const all = await getProvinces();
  const unknown =
    provinces === 'all' ? [] : provinces.filter((code) => !all.some((province) => province.code === code));
  if (unknown.length > 0)
    throw new Error(
      `WILAYAH_PROVINCES names ${unknown.join(', ')}, which ${PACKAGE} ${packageVersion()} does not know`,
    );
  const wanted = new Set(provinces === 'all' ? all.map(({ code }) => code) : provinces);
  const read = <T extends { code: string; name: string }>(
    level: Level,
    rows: readonly T[],
    shown: (row: T, code: KemendagriCode) => { kind: Kind; name: string },
  ): [Level, AreaRow[]] => [
    level,
    rows
      .filter(({ code }) => wanted.has(code.slice(0, 2)))
      .map((row) => {
        const code = kemendagriCode(row.code);
        if (!code) throw new Error(`${PACKAGE} holds "${row.code}", which is no code of Kemendagri`);
        const { kind, name } = shown(row, code);
        return { code, level, kind, name, nameKey: nameKey(name), bpsCode: bps.get(code) ?? null };
      }),
  ];
  return new Map([
    read('provinsi', all, ({ name }) => ({ kind: 'provinsi', name: calmName(name) })),
    read('kabupaten', await getRegencies(), ({ name }) => regencyName(name)),
    read('kecamatan', await getDistricts(), ({ name }) => ({ kind: 'kecamatan', name: name.trim() })),
    read('desa', await getVillages(), ({ name }, code) => ({ kind: villageKind(code), name: name.trim() })),
  ]);
}
