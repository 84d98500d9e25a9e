import { readFileSync } from 'node:fs';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { parse } from 'yaml';
import { rows } from '../../shared/sql.js';
import type { ProductGroup } from './product.js';

const FILE = new URL('../../../config/reference/product-groups.yaml', import.meta.url);
const CODE = /^[a-z][a-z0-9-]{1,39}$/;

/** The groups of the file, in its order. Throws an Error that names what is wrong with it. */
export function readGroups(yaml: string): ProductGroup[] {
  const { groups } = (parse(yaml) ?? {}) as { groups?: { code?: unknown; name?: unknown; is_food?: unknown }[] };
  const read = (groups ?? []).map(({ code, name, is_food: isFood }, index) => {
    if (typeof code !== 'string' || !CODE.test(code) || typeof name !== 'string' || typeof isFood !== 'boolean')
      throw new Error(`config/reference/product-groups.yaml: group ${index + 1} needs code, name and is_food`);
    return { code, name, isFood };
  });
  const twice = read.find(({ code }, index) => read.findIndex((other) => other.code === code) !== index);
  if (twice) throw new Error(`config/reference/product-groups.yaml: ${twice.code} stands there twice`);
  if (read.length === 0) throw new Error('config/reference/product-groups.yaml holds no groups');
  return read;
}

/** Groups of products: data of the repository, written to the database at start so that rows can refer to them. */
@Injectable()
export class ProductGroups implements OnApplicationBootstrap {
  private readonly groups = readGroups(readFileSync(FILE, 'utf8'));
  readonly codes: ReadonlySet<string> = new Set(this.groups.map(({ code }) => code));

  constructor(private readonly source: DataSource) {}

  /** Writes what differs, and nothing when nothing does. */
  async onApplicationBootstrap(): Promise<void> {
    await rows(
      this.source.manager,
      `insert into product_group as g (code, name, is_food, position)
       select code, name, is_food, position from json_to_recordset($1::json)
         as f (code text, name text, is_food boolean, position smallint)
       on conflict (code) do update set name = excluded.name, is_food = excluded.is_food, position = excluded.position
       where (g.name, g.is_food, g.position) is distinct from (excluded.name, excluded.is_food, excluded.position)`,
      [
        JSON.stringify(
          this.groups.map(({ code, name, isFood }, position) => ({ code, name, is_food: isFood, position })),
        ),
      ],
    );
  }

  list(): readonly ProductGroup[] {
    return this.groups;
  }

  find(code: string): ProductGroup | null {
    return this.groups.find((group) => group.code === code) ?? null;
  }
}
