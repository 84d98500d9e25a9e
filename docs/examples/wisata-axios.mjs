// A copy of all places that follows the changes, by axios.
//   node wisata-axios.mjs https://lokapasar.example [the moment that the last run printed]
import axios from 'axios';

const [baseURL, since] = process.argv.slice(2);
const api = axios.create({ baseURL: `${baseURL}/api/v1`, headers: { accept: 'application/json' } });

/** Every item of a list, page after page, and the meta of the last one. */
async function all(path, params) {
  const items = [];
  for (let cursor; ;) {
    const { data: answer } = await api.get(path, { params: { ...params, cursor } });
    items.push(...answer.data);
    if (answer.meta.next === null) return { items, meta: answer.meta };
    cursor = answer.meta.next;
  }
}

const { items, meta } = await all('/wisata/changes', { since, limit: 500 });
for (const { kind, kode, removed } of items) {
  if (kind !== 'wisata') continue;
  if (removed) console.log(`remove ${kode}`);
  else console.log(`store ${kode}: ${(await api.get(`/wisata/${kode}`)).data.data.name}`);
}
console.log(`next since ${meta.until}`);
