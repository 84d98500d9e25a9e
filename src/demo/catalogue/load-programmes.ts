import type { INestApplicationContext } from '@nestjs/common';
import { PARTICIPANT_COLUMNS, type ParticipantColumn } from '../../participation/programmes/participant-form.js';
import { ParticipantsService } from '../../participation/programmes/participants.service.js';
import type { ProgrammeInput } from '../../participation/programmes/programme.js';
import { ProgrammesService } from '../../participation/programmes/programmes.service.js';
import { RoadmapService } from '../../participation/programmes/roadmap.service.js';
import { TargetsService } from '../../participation/programmes/targets.service.js';
import { Chance } from '../random.js';
import { sheetOf } from '../sheet.js';
import { DEMO_TODAY } from '../world.js';

const NOTE = 'Program contoh, bukan kegiatan yang sebenarnya.';

/** Each with the share of the enterprises that took part; made up. */
const PROGRAMMES: readonly (ProgrammeInput & { share: number })[] = [
  {
    name: 'Pelatihan pengemasan dan label',
    kind: 'pengembangan-sdm',
    organiser: 'Dinas Perindustrian dan Perdagangan',
    duty: '2f',
    taskForce: true,
    startsOn: '2025-02-10',
    endsOn: '2025-02-14',
    place: 'Kupang',
    budget: '48000000.00',
    source: 'Laporan kegiatan contoh',
    share: 0.12,
  },
  {
    name: 'Sosialisasi pendaftaran e-Katalog versi 6',
    kind: 'saluran-promosi-penjualan',
    organiser: 'Biro Pengadaan Barang dan Jasa',
    duty: '3a',
    startsOn: '2025-04-21',
    endsOn: '2025-04-22',
    place: 'Kupang dan daring',
    budget: '35500000.00',
    share: 0.2,
  },
  {
    name: 'Pendampingan legalitas dan pembukuan UMK',
    kind: 'pengembangan-sdm',
    organiser: 'Dinas Koperasi, Usaha Kecil dan Menengah',
    duty: '2e',
    taskForce: true,
    startsOn: '2025-03-03',
    share: 0.1,
  },
  {
    name: 'Pameran produk OVOP hari jadi provinsi',
    kind: 'pameran-trade-fair',
    organiser: 'Dinas Perindustrian dan Perdagangan',
    duty: '3b',
    startsOn: '2025-12-15',
    endsOn: '2025-12-20',
    place: 'Kupang',
    budget: '120000000.00',
    share: 0.06,
  },
  {
    name: 'Pelatihan pascapanen kopi',
    kind: 'bahan-baku',
    field: 'i',
    organiser: 'Dinas Pertanian dan Ketahanan Pangan',
    duty: '2c',
    taskForce: true,
    startsOn: '2025-07-07',
    endsOn: '2025-07-11',
    share: 0.04,
  },
];

const TARGETS: readonly (readonly [metric: string, amounts: readonly string[]])[] = [
  ['M08', ['40', '60', '90', '130', '180']],
  ['P13', ['55', '60', '65', '70', '75']],
  ['P04', ['150', '220', '320', '450', '600']],
];

/** The roadmap with its targets, and programmes with who took part, from a list as a person would bring it. */
export async function loadProgrammes(
  app: INestApplicationContext,
  seed: number,
  enterprises: readonly string[],
  by: string,
): Promise<void> {
  const who = { by, today: DEMO_TODAY, timeZone: 'Asia/Makassar' };
  const chance = new Chance(seed, 'programmes');
  const programmes = app.get(ProgrammesService);
  if ((await programmes.list({}, DEMO_TODAY, 1, 1)).all > 0) return;
  for (const { share, ...input } of PROGRAMMES) {
    const { id } = await programmes.create({ ...input, note: NOTE }, who);
    const list = enterprises.filter(() => chance.happens(share)).map((enterpriseId) => ({ enterpriseId }));
    const sheet = sheetOf<ParticipantColumn>(PARTICIPANT_COLUMNS, list);
    await app.get(ParticipantsService).import(id, sheet, who);
  }
  const firstYear = Number(DEMO_TODAY.slice(0, 4));
  const roadmaps = app.get(RoadmapService);
  const roadmap = await roadmaps.create(
    { name: `Peta jalan OVOP contoh ${firstYear} sampai ${firstYear + 4}`, firstYear, note: NOTE },
    who,
  );
  const [first] = roadmap.stages;
  if (first)
    await roadmaps.changeStage(
      roadmap.id,
      first.yearNo,
      first.version,
      {
        name: first.name,
        activities: first.activities,
        agency: 'Dinas Pemberdayaan Masyarakat dan Desa',
        progress: 'berjalan',
        progressOn: `${firstYear}-02-03`,
        evidence: 'Rapat koordinasi contoh',
      },
      who,
    );
  const targets = app.get(TargetsService);
  for (const [metric, amounts] of TARGETS)
    for (const [index, amount] of amounts.entries())
      await targets.create({ metric, year: firstYear + index, amount, basis: 'Target contoh' }, who);
}
