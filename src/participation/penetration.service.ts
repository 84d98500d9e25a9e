import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { InstanceSettings } from '../access/instance/instance-settings.js';
import { isDay, today } from '../shared/dates.js';
import { ConflictError, type FieldProblem, InvalidInputError, NotFoundError } from '../shared/errors.js';
import { affected, loadSql, rows } from '../shared/sql.js';
import { WilayahService } from '../wilayah/wilayah.service.js';
import { stateWithin } from './catalogue/catalogue-state.js';
import { CatalogueStates } from './catalogue/catalogue-states.service.js';
import { percentText } from './derived.js';
import type { YearColumn } from './participation.js';
import { onHeads } from './sales.js';

const REGISTER = onHeads(loadSql('./sql/register.sql', import.meta.url));

/** Populations that are there without anybody entering them. */
export type PopulationKey = 'imk' | 'register' | 'catalogue';

/** A population that UMK are held against. */
export interface Population {
  /** null = not entered by hand. */
  id: string | null;
  /** Names one that is always there; null = entered by hand. */
  key: PopulationKey | null;
  name: string;
  amount: number | null;
  onDay: string | null;
  source: string;
  /** What is wrong with it as a denominator. */
  limits: string;
}

export interface PenetrationRow extends Population {
  /** M07 of it; null = cannot be told. Percent with four places. */
  listed: string | null;
  /** UMK that sold, of it. */
  sold: string | null;
}

export interface Penetration {
  listed: { count: number | null; onDay: string | null; source: string | null };
  sold: number | null;
  rows: PenetrationRow[];
}

export interface PopulationCells {
  name: string;
  amount: string;
  onDay: string;
  source: string;
  limits: string;
}

/** UMK in the catalogue and selling, of every population that is known, side by side with the faults of each. */
@Injectable()
export class PenetrationService {
  constructor(
    private readonly db: DataSource,
    private readonly wilayah: WilayahService,
    private readonly catalogue: CatalogueStates,
    private readonly settings: InstanceSettings,
  ) {}

  /** For the newest year of the table that has data; `column` null = none has. */
  async penetration(column: YearColumn | null, cutoff: string): Promise<Penetration> {
    const states = await this.catalogue.list();
    const state = stateWithin(
      states.filter(({ umk }) => umk !== null),
      { from: '1900-01-01', to: cutoff },
    );
    const sold = column ? column.bands.yes.sellers : null;
    const listed = state?.umk ?? null;
    const { imk } = this.wilayah;
    const [register] = await rows<{ umk: number; known: number }>(this.db.manager, REGISTER, [cutoff]);
    const populations: Population[] = [
      {
        id: null,
        key: 'imk',
        name: 'Industri mikro dan kecil (IMK)',
        amount: imk.total,
        onDay: null,
        source: imk.source,
        limits: imk.notes.join(' '),
      },
      {
        id: null,
        key: 'register',
        name: 'UMK dalam data pelaku usaha',
        amount: register?.umk ?? 0,
        onDay: cutoff,
        source: 'Data pelaku usaha layanan ini, menurut kelas pada tanggal itu.',
        limits: `Hanya yang sudah dicatat (${register?.known ?? 0} pelaku usaha, termasuk yang kelasnya belum diketahui); yang belum dikenal tidak terhitung.`,
      },
      {
        id: null,
        key: 'catalogue',
        name: 'Pelaku usaha dalam keadaan katalog',
        amount: state?.sellers ?? null,
        onDay: state?.onDay ?? null,
        source: state?.source ?? 'Belum ada keadaan katalog dengan hitungan UMK.',
        limits: 'Termasuk yang bukan UMK, dan yang berdomisili di luar provinsi.',
      },
      ...(await this.entered()),
    ];
    return {
      listed: { count: listed, onDay: state?.onDay ?? null, source: state?.source ?? null },
      sold,
      rows: populations.map((one) => ({
        ...one,
        listed: percentText(listed, one.amount, 4),
        sold: percentText(sold, one.amount, 4),
      })),
    };
  }

  /** Adds a population by another source. Throws InvalidInputError with the fields, ConflictError when it is known. */
  async add(cells: PopulationCells, by: string): Promise<void> {
    const { timeZone } = await this.settings.get();
    const problems = problemsOf(cells, today(timeZone));
    if (problems.length > 0)
      throw new InvalidInputError(
        'population.invalid',
        'Populasi belum dapat disimpan. Perbaiki yang ditandai; tidak ada yang diubah.',
        problems,
      );
    const day = cells.onDay === '' ? null : cells.onDay;
    await this.db.transaction(async (tx) => {
      const added = await affected(
        tx,
        `insert into population_figure (name, amount, on_day, source, limits, created_by) values ($1, $2, $3, $4, $5, $6)
         on conflict (name, on_day) do nothing`,
        [cells.name, Number(cells.amount.replaceAll('.', '')), day, cells.source, cells.limits, by],
      );
      if (added === 0)
        throw new ConflictError('population.known', `Populasi "${cells.name}" pada tanggal itu sudah tercatat.`);
    });
  }

  /** Throws NotFoundError. */
  async remove(id: string): Promise<void> {
    const gone = /^\d{1,18}$/.test(id)
      ? await this.db.transaction((tx) => affected(tx, 'delete from population_figure where id = $1', [id]))
      : 0;
    if (gone === 0)
      throw new NotFoundError('population.unknown', 'Populasi itu tidak ada lagi. Mungkin sudah dihapus.');
  }

  private entered(): Promise<Population[]> {
    return rows(
      this.db.manager,
      `select id::text, null as key, name, amount, on_day::text as "onDay", source, limits from population_figure
       order by name, on_day desc nulls last`,
    );
  }
}

function problemsOf(cells: PopulationCells, day: string): FieldProblem[] {
  const wrong = (is: boolean, field: keyof PopulationCells, message: string): FieldProblem[] =>
    is ? [{ field, message }] : [];
  return [
    ...wrong(
      cells.name.length < 3 || cells.name.length > 200,
      'name',
      'Beri nama populasinya, contoh UMKM menurut dinas',
    ),
    ...wrong(
      !/^[1-9]\d{0,8}$/.test(cells.amount.replaceAll('.', '')),
      'amount',
      'Isi bilangan bulat lebih dari nol, contoh 168.002',
    ),
    ...wrong(
      cells.onDay !== '' && (!isDay(cells.onDay) || cells.onDay > day),
      'onDay',
      'Isi tanggal yang sudah lewat, atau kosongkan bila sumber tidak menyebutnya',
    ),
    ...wrong(cells.source.length < 3 || cells.source.length > 300, 'source', 'Sebut sumbernya'),
    ...wrong(
      cells.limits.length < 3 || cells.limits.length > 500,
      'limits',
      'Sebut siapa yang tidak tercakup; setiap penyebut punya kekurangan',
    ),
  ];
}
