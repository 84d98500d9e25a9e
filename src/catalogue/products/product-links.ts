import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { comparable } from '../../shared/text.js';
import { namesOfLine } from '../../wilayah/resolve.js';
import { WilayahService } from '../../wilayah/wilayah.service.js';

/** What lines of text were found to mean; either of the two for each. */
export interface Links {
  found: string[];
  problems: string[];
}

/** Villages and makers as people write them: one a line. Exactly one is meant, or the line is a problem; never a guess. */
@Injectable()
export class ProductLinks {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
  ) {}

  /** '53.07.01.2001', or 'Desa Contoh, Kecamatan Contoh, Kabupaten Contoh'. */
  async villages(lines: readonly string[], em: EntityManager = this.db.manager): Promise<Links> {
    return (await this.gazetteer(lines, em))(lines);
  }

  /** Looks all lines of a list up at once; what it answers tells those of one row. */
  async gazetteer(
    lines: readonly string[],
    em: EntityManager = this.db.manager,
  ): Promise<(some: readonly string[]) => Links> {
    const all = [...new Set(lines)];
    const places = await this.wilayah.resolve(all.map(namesOfLine), em);
    const known = new Map(all.map((line, index) => [line, places[index]]));
    return (some) => {
      const meant = some.map((line) => known.get(line));
      return {
        found: meant.flatMap((place) => (place && 'code' in place ? [place.code] : [])),
        problems: meant.flatMap((place) => (place && 'message' in place ? [place.message] : [])),
      };
    };
  }

  /** '#12', a NIB, or the name; words behind '#12' are for the reader. */
  async makers(lines: readonly string[], em: EntityManager = this.db.manager): Promise<Links> {
    const asked = lines.map((line) => ({
      line,
      id: /^#\s*(\d{1,18})\b/.exec(line)?.[1] ?? null,
      nib: /^\d{13}$/.exec(line)?.[0] ?? null,
      key: comparable(line),
    }));
    const known = await rows<{ id: string; nib: string | null; key: string; words: string }>(
      em,
      `select e.id::text, e.nib, e.name_key as key, concat_ws(', ', '#' || e.id || ' ' || e.name, w.name) as words
       from enterprise e left join wilayah w on w.code = e.wilayah_code
       where e.merged_into is null and (e.id = any($1::bigint[]) or e.nib = any($2::text[]) or e.name_key = any($3::text[]))
       order by e.id`,
      [
        asked.flatMap(({ id }) => (id === null ? [] : [id])),
        asked.flatMap(({ nib }) => (nib === null ? [] : [nib])),
        asked.map(({ key }) => key),
      ],
    );
    const links: Links = { found: [], problems: [] };
    for (const { line, id, nib, key } of asked) {
      const fits = known.filter((one) =>
        id !== null ? one.id === id : nib !== null ? one.nib === nib : one.key === key,
      );
      const [only] = fits;
      if (only && fits.length === 1) links.found.push(only.id);
      else if (fits.length === 0)
        links.problems.push(
          `Pelaku usaha "${line.slice(0, 80)}" tidak ada. Catat dahulu di daftar pelaku usaha, atau periksa ejaannya.`,
        );
      else
        links.problems.push(
          `"${line.slice(0, 80)}" ada ${fits.length}: ${fits
            .slice(0, 4)
            .map(({ words }) => words)
            .join('; ')}. Tulis nomornya, misalnya #${only?.id}.`,
        );
    }
    return links;
  }
}

/** The lines of a text field or the parts of a cell, without empty ones. */
export function linesOf(text: string | undefined, separator: RegExp = /\n/): string[] {
  return (text ?? '')
    .split(separator)
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
