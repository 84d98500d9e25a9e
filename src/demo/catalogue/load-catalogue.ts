import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { rows } from '../../shared/sql.js';
import { buildWorld, DEMO_SEED } from '../world.js';
import { type DemoVillage, inventCatalogue } from './invent.js';
import { inventMap } from './invent-villages.js';
import { decideAll, loadEligibilityFacts } from './load-eligibility.js';
import { loadEtalase } from './load-etalase.js';
import { loadEnterprises } from './load-enterprises.js';
import { loadGrading } from './load-grading.js';
import { loadProgrammes } from './load-programmes.js';
import { loadProducts } from './load-products.js';
import { loadSentra } from './load-sentra.js';
import { loadVillages } from './load-villages.js';

/**
 * Loads the fictitious catalogue through the services and lists that a person uses: real villages, invented makers,
 * drawings in the place of photos. `say` hears of each step.
 */
export async function loadCatalogue(
  app: INestApplicationContext,
  say: (text: string) => void,
  by: string,
  seed: number = DEMO_SEED,
): Promise<void> {
  const villages = await rows<DemoVillage>(
    app.get(DataSource).manager,
    `select code, name, kind = 'desa' as "isDesa" from wilayah where level = 'desa' and province_code = '53' order by code`,
  );
  if (villages.length === 0)
    throw new Error(
      'Desa dan kelurahan NTT belum dimuat, jadi katalog contoh tidak punya tempat. Isi WILAYAH_PROVINCES=53, lalu mulai lagi.',
    );
  const catalogue = inventCatalogue(seed, buildWorld(seed), villages);
  const map = inventMap(seed, catalogue);
  await loadVillages(app, map, by);
  say(`Potensi ${map.potentials.length} jenis produk desa dan ${map.steps.length} langkah pemetaan dimuat.`);
  const sentraOf = new Map(map.sentra.flatMap(({ name, members }) => members.map((ref) => [ref, name] as const)));
  await loadSentra(app, map.sentra, by);
  const enterprises = await loadEnterprises(app, catalogue.sellers, sentraOf, by);
  say(`${enterprises.size} pelaku usaha contoh dimuat.`);
  await loadProgrammes(app, seed, [...enterprises.values()], by);
  say('Program pembinaan contoh dengan pesertanya, peta jalan dan target dimuat.');
  const products = await loadProducts(app, seed, catalogue.products, enterprises, by);
  await loadGrading(app, seed, catalogue.products, products, by);
  say(`${products.size} produk contoh dengan gambar, sertifikat, tayangan dan penilaian dimuat.`);
  await loadEligibilityFacts(app, seed, catalogue, { enterprises, products }, by);
  say(`${await decideAll(app)} usaha dan produk contoh dinilai kelayakannya.`);
  const places = await loadEtalase(app, seed, catalogue.products, products, by);
  say(`Etalase, pemeriksaan, kunjungan dan penetapan contoh di ${places} lokasi wisata dimuat.`);
}
