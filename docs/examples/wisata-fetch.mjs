// Places of a kabupaten with what each shows today, by plain fetch: pages followed, answers kept by their ETag.
//   node wisata-fetch.mjs https://lokapasar.example 53.15
const [base, region] = process.argv.slice(2);
const kept = new Map();

async function read(path) {
  const before = kept.get(path);
  const headers = { 'accept-language': 'en', ...(before && { 'if-none-match': before.etag }) };
  const answer = await fetch(new URL(path, base), { headers });
  if (answer.status === 304) return before.body;
  if (answer.status === 429) {
    await new Promise((resolve) => setTimeout(resolve, Number(answer.headers.get('retry-after')) * 1000));
    return read(path);
  }
  const body = await answer.json();
  if (!answer.ok) throw new Error(`${body.code}: ${body.detail}`);
  kept.set(path, { etag: answer.headers.get('etag'), body });
  return body;
}

async function* places(query) {
  for (let next = ''; next !== null;) {
    const { data, meta } = await read(`/api/v1/wisata?${query}${next && `&cursor=${next}`}`);
    yield* data;
    next = meta.next;
  }
}

for await (const { kode, name } of places(`wilayah=${region}&fields=name&limit=2`)) {
  const { data } = await read(`/api/v1/wisata/${kode}/etalase?fields=name,price`);
  console.log(`${name}: ${data.map((product) => product.name).join(', ') || '(nothing yet)'}`);
}
