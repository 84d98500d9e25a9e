import type { INestApplicationContext } from '@nestjs/common';
import sharp from 'sharp';
import { AssignmentsService } from '../../etalase/assignments/assignments.service.js';
import { EtalaseService } from '../../etalase/duty/etalase.service.js';
import { InspectionsService } from '../../etalase/duty/inspections.service.js';
import { RulesService } from '../../etalase/listing/rules.service.js';
import { STEPS } from '../../etalase/listing/rule.js';
import type { WisataPlace } from '../../etalase/places/place.js';
import { PLACE_COLUMNS, type PlaceField } from '../../etalase/places/place-form.js';
import { PlacesService } from '../../etalase/places/places.service.js';
import { VisitsService } from '../../etalase/visits/visits.service.js';
import { addDays } from '../../shared/dates.js';
import { Chance } from '../random.js';
import { sheetOf } from '../sheet.js';
import { DEMO_TODAY } from '../world.js';
import type { DemoProduct } from './invent.js';
import { drawProduct } from './pictures.js';

const YEAR = DEMO_TODAY.slice(0, 4);
/** Drawings in the place of photos: a few, since each takes a moment. */
const MOST_DRAWN = 12;
const INSPECTORS = ['Tim Pembinaan Destinasi', 'Bidang Pemasaran Pariwisata', 'Petugas Balai Wilayah'] as const;
const SPOTS = [
  ['Etalase loket', 'Di samping loket karcis'],
  ['Pojok OVOP', 'Di ruang tunggu pengunjung'],
  ['Rak produk desa', 'Di warung pengelola, dekat parkir'],
] as const;
const QUARTERS = [
  ['01-01', '03-31'],
  ['04-01', '06-30'],
  ['07-01', '09-30'],
] as const;

/**
 * What a tourism office would have on file of its places: etalase that stand, were closed or were never found, inspections,
 * visitors, assignments and one rule of a place's own. All made up; written through the services that a person uses.
 */
export async function loadEtalase(
  app: INestApplicationContext,
  seed: number,
  products: readonly DemoProduct[],
  ids: ReadonlyMap<string, string>,
  by: string,
): Promise<number> {
  const service = app.get(PlacesService);
  const { items: places } = await service.list({ state: 'aktif' }, 1, 1000);
  // An earlier start that was cut short has told the office of the first place last.
  if (places.length === 0 || places[0]?.responsible) return 0;
  const shown = products.filter(({ state, verifiedOn }) => state !== 'draf' && verifiedOn !== null);
  let drawn = 0;
  for (const place of places) {
    const chance = new Chance(seed, `etalase-${place.kode}`);
    const known = await app.get(InspectionsService).etalase(place.id);
    if (known.length > 0) continue;
    const stands = chance.happens(0.6);
    if (stands) {
      const draw = drawn < MOST_DRAWN && chance.happens(0.5);
      await standing(app, seed, place, chance, draw, by);
      if (draw) drawn += 1;
    } else if (chance.happens(0.35)) await absent(app, place, chance, by);
    if (chance.happens(0.65)) await visitors(app, place, chance, by);
    const near = shown.filter(({ village }) => village.code.startsWith(place.kabupatenCode)).slice(0, 3);
    if (stands && near.length > 0 && chance.happens(0.5)) await assign(app, place, near, ids, by);
  }
  await ownRule(app, places, by);
  await service.import(
    sheetOf<PlaceField>(
      PLACE_COLUMNS,
      places.map(({ kode, name, kind, wilayahCode }) => ({
        kode,
        name,
        kind,
        wilayahCode,
        responsible: 'Dinas Pariwisata dan Ekonomi Kreatif',
      })),
    ),
    by,
  );
  return places.length;
}

async function standing(
  app: INestApplicationContext,
  seed: number,
  place: WisataPlace,
  chance: Chance,
  draw: boolean,
  by: string,
): Promise<void> {
  const [inspections, etalase] = [app.get(InspectionsService), app.get(EtalaseService)];
  const [name, location] = chance.pick(SPOTS);
  const since = addDays(`${Number(YEAR) - 1}-06-02`, chance.whole(0, 200));
  const manager = 'Kelompok Sadar Wisata Contoh';
  await inspections.add(place.kode, { name, location, manager, since }, by, DEMO_TODAY);
  const [{ id } = { id: '' }] = await inspections.etalase(place.id);
  const version = async (): Promise<number> => (await etalase.get(place.id, id)).version;
  // Some were seen long ago and not since: their state is out of date.
  const late = chance.happens(0.25);
  const days = late ? [chance.whole(200, 300)] : [chance.whole(150, 175), chance.whole(5, 90)];
  for (const ago of days) {
    const good = chance.happens(0.8);
    const input = {
      etalaseId: id,
      inspectedOn: addDays(DEMO_TODAY, -ago),
      inspector: chance.pick(INSPECTORS),
      result: good ? 'baik' : 'perlu-diperbaiki',
      productsShown: String(chance.whole(4, 28)),
      note: good ? '' : 'Label harga belum lengkap (contoh)',
      productIds: [],
    };
    await inspections.record(place.kode, await version(), input, by, DEMO_TODAY);
  }
  if (draw) {
    const svg = drawProduct(seed, `etalase-${place.kode}`, `${name}, ${place.name}`, 'tenun');
    const picture = await sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer();
    await etalase.setPhoto(place.kode, id, await version(), picture, `Gambar contoh, bukan foto: ${name}`, by);
  }
  if (chance.happens(0.12)) {
    const closing = { day: addDays(DEMO_TODAY, -chance.whole(1, 4)), reason: 'Loket dipugar (contoh)' };
    await etalase.close(place.kode, id, await version(), closing, by, DEMO_TODAY);
  }
}

async function absent(app: INestApplicationContext, place: WisataPlace, chance: Chance, by: string): Promise<void> {
  const input = {
    etalaseId: '',
    inspectedOn: addDays(DEMO_TODAY, -chance.whole(10, 120)),
    inspector: chance.pick(INSPECTORS),
    result: 'tidak-ada',
    productsShown: '',
    note: 'Pengelola bersedia menyediakan tempat (contoh)',
    productIds: [],
  };
  await app.get(InspectionsService).record(place.kode, place.version, input, by, DEMO_TODAY);
}

async function visitors(app: INestApplicationContext, place: WisataPlace, chance: Chance, by: string): Promise<void> {
  const size = chance.whole(300, 9000);
  const counted = QUARTERS.slice(0, chance.whole(1, QUARTERS.length));
  for (const [first, last] of counted) {
    const all = Math.round(size * (0.7 + 0.6 * chance.fraction()));
    await app.get(VisitsService).add(
      place.kode,
      {
        periodFrom: `${YEAR}-${first}`,
        periodUntil: `${YEAR}-${last}`,
        visitors: String(all),
        foreign: chance.happens(0.5) ? String(Math.round(all * 0.2 * chance.fraction())) : '',
        source: 'Karcis terjual, laporan pengelola (contoh)',
        note: '',
      },
      by,
      DEMO_TODAY,
    );
  }
}

async function assign(
  app: INestApplicationContext,
  place: WisataPlace,
  near: readonly DemoProduct[],
  ids: ReadonlyMap<string, string>,
  by: string,
): Promise<void> {
  const service = app.get(AssignmentsService);
  const input = { position: '1', validFrom: `${YEAR}-02-02`, validUntil: '', reason: 'Nota dinas pariwisata (contoh)' };
  const [first, ...others] = near;
  if (!first) return;
  await service.add(place.kode, 'produk', [ids.get(first.ref) ?? ''], input, by);
  const village = others.find((one) => one.village.code !== first.village.code)?.village.code;
  if (village)
    await service.add(
      place.kode,
      'desa',
      [village],
      { ...input, position: '2', reason: 'Desa penyangga (contoh)' },
      by,
    );
}

/** One place that reaches further than the others: as an example of a rule of its own. */
async function ownRule(app: INestApplicationContext, places: readonly WisataPlace[], by: string): Promise<void> {
  const place = places.find(({ kode }) => kode === 'labuan-bajo');
  if (!place) return;
  const rules = app.get(RulesService);
  if ((await rules.list(place.id)).length > 0) return;
  await rules.decide(
    place.id,
    await rules.stamp(place.id),
    {
      steps: [...STEPS],
      distanceKm: 120,
      most: 36,
      needsEligibility: false,
      star: 'utamakan',
      season: 'akhir',
      availability: 'akhir',
      seed: 'ovop',
      validFrom: DEMO_TODAY,
      reason: 'Pintu masuk pengunjung: menampilkan produk yang lebih jauh (contoh)',
    },
    by,
    DEMO_TODAY,
  );
}
