import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { STAR_VALUES } from '../catalogue/stars.js';
import { rows } from '../shared/sql.js';
import { CLASSES, type Dimension, type SellerClass } from './participation.js';

export const CLASS_LABELS: Readonly<Record<SellerClass, string>> = {
  mikro: 'Mikro',
  kecil: 'Kecil',
  koperasi: 'Koperasi',
  umk: 'UMK, tidak dirinci',
  menengah: 'Menengah',
  besar: 'Besar',
  'bukan-umk': 'Bukan UMK, tidak dirinci',
  unknown: 'Belum diketahui',
};

export interface DimensionLabel {
  key: string;
  label: string;
}

const UNNAMED: DimensionLabel = { key: 'unnamed', label: 'Penyedia tidak disebut sumber' };

/** Names of what figures are broken down by: everything that there is, also where nothing was sold. */
@Injectable()
export class DimensionLabels {
  constructor(private readonly db: DataSource) {}

  /** All keys of a dimension in the order of a table; of villages only those that were `found`. Unknown comes last. */
  async of(by: Dimension, found: readonly string[]): Promise<DimensionLabel[]> {
    const known = await this.known(by, found);
    const keys = new Set(known.map(({ key }) => key));
    const rest = found
      .filter((key) => !keys.has(key) && key !== 'unknown' && key !== 'unnamed')
      .map((key) => ({ key, label: key }));
    const unknown = keys.has('unknown') ? [] : [{ key: 'unknown', label: UNKNOWN[by] }];
    return [...known, ...rest, ...unknown, ...(found.includes('unnamed') ? [UNNAMED] : [])];
  }

  private async known(by: Dimension, found: readonly string[]): Promise<DimensionLabel[]> {
    switch (by) {
      case 'kabupaten':
        return rows(
          this.db.manager,
          `select code as key, name as label from wilayah where level = 'kabupaten' order by code`,
        );
      case 'kelas':
        return CLASSES.map((key) => ({ key, label: CLASS_LABELS[key] }));
      case 'perempuan':
        return [
          { key: 'yes', label: 'Milik perempuan' },
          { key: 'no', label: 'Bukan milik perempuan' },
        ];
      case 'kelompok':
        return rows(this.db.manager, 'select code as key, name as label from product_group order by position, code');
      case 'bintang':
        return STAR_VALUES.filter((key) => found.includes(key)).map((key) => ({ key, label: starLabel(key) }));
      case 'desa':
      case 'desa-produk':
        return rows(
          this.db.manager,
          `select w.code as key, case w.kind when 'kelurahan' then 'Kel. ' else 'Desa ' end || w.name
             || coalesce(', ' || r.name, '') as label
           from wilayah w left join wilayah r on r.code = w.regency_code
           where w.code = any($1::text[]) order by w.code`,
          [found],
        );
    }
  }
}

const UNKNOWN: Readonly<Record<Dimension, string>> = {
  kabupaten: 'Kabupaten/kota belum diketahui',
  kelas: 'Belum diketahui',
  desa: 'Desa belum diketahui',
  perempuan: 'Pemilik belum diketahui',
  kelompok: 'Kelompok belum diketahui',
  bintang: 'Tanpa bintang',
  'desa-produk': 'Desa produk belum diketahui',
};

/** '1-5:3' in words. */
export function starLabel(value: string): string {
  const [scheme = '', stars = ''] = value.split(':');
  return `${stars} bintang (skema ${scheme})`;
}
