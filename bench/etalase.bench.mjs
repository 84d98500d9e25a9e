import { join } from 'node:path';
import { makeProducts, ROOT, serveApp, serveFile } from './support/against-bare.mjs';

export const name = 'etalase';
/** Requests a second of a listing that nobody asked for before, as a share of bare Fastify and pg with the same statements. */
export const goal = 0.95;
/** How many times as many when the body is kept, and when the caller holds it already (304). */
const KEPT = 5;
const HELD = 8;

/** So few at once that none waits for a connection of the pool: a request asks two things at a time. */
const CONNECTIONS = 4;
const REQUESTS = 80;
const ROUNDS = 7;
const MANY = 2000;

/** 10,000 places and 100,000 products: the listing of one place after another, over HTTP. */
export async function run(tools) {
  await makeProducts(tools);
  tools.log('making 10,000 places …');
  await tools.psql(['-f', join(ROOT, 'bench/support/places.sql')]);
  await tools.psql(['-c', 'vacuum analyze']);
  const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Makassar' }).format(new Date());
  const app = await serveApp(tools.databaseUrl);
  const bare = await serveFile('bench/support/bare-listing.mjs', tools.databaseUrl, { DAY: day });
  try {
    let ours = 0;
    let theirs = 0;
    const kode = (at) => `tempat-${String((at * 37) % 10_000).padStart(5, '0')}`;
    const path = (at) => `/api/v1/wisata/${kode(at)}/etalase`;
    const [api, rows] = [JSON.parse(await app.get(path(9999))), JSON.parse(await bare.get(`/plain/${kode(9999)}`))];
    const equal =
      api.data.length > 0 && api.data.map((one) => one.kode).join() === rows.rows.map(({ id }) => id).join();
    const round = (ask, requests) => async () => {
      const started = performance.now();
      let left = requests;
      const worker = async () => {
        while (left-- > 0) await ask();
      };
      await Promise.all(Array.from({ length: CONNECTIONS }, worker));
      return performance.now() - started;
    };
    const fresh = round(() => app.get(path(ours++)), REQUESTS);
    const plain = round(() => bare.get(`/plain/${kode(theirs++)}`), REQUESTS);
    const { a, b } = await tools.alternate(ROUNDS, fresh, plain);
    const prepared = round(() => bare.get(`/prepared/${kode(theirs++)}`), REQUESTS);
    const other = await tools.alternate(ROUNDS, fresh, prepared);
    const one = path(5);
    const tag = (await app.answer(one)).headers.etag;
    const kept = await round(() => app.get(one), MANY)();
    const again = await round(() => app.get(one), MANY)();
    const held = await round(() => app.answer(one, { 'if-none-match': tag }, 304), MANY)();
    const perSecond = (ms, requests) => (requests / ms) * 1000;
    const base = perSecond(b, REQUESTS);
    const keptTimes = perSecond(Math.min(kept, again), MANY) / base;
    const heldTimes = perSecond(held, MANY) / base;
    return {
      ratio: b / a,
      holds: equal && keptTimes >= KEPT && heldTimes >= HELD,
      detail:
        `${Math.round(perSecond(a, REQUESTS))} new listings a second, bare Fastify + pg ${Math.round(base)} ` +
        `(${(other.b / other.a).toFixed(2)} of one that prepares its statements too); ` +
        `kept ${keptTimes.toFixed(1)} times (goal ${KEPT}), 304 ${heldTimes.toFixed(1)} times (goal ${HELD}) as many as bare; ` +
        `${api.data.length} products a listing, answers ${equal ? 'equal' : 'DIFFER'}`,
    };
  } finally {
    await app.stop();
    await bare.stop();
  }
}
