// Hears when listings change, and believes only what is signed. Node's own modules, no packages.
//   SECRET=whsec_… PORT=8080 node wisata-webhook.mjs
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const { SECRET, PORT = '8080' } = process.env;
const OLDEST_S = 300;
const seen = new Set();

function isOurs(headers, body) {
  const seconds = headers['lokapasar-timestamp'] ?? '';
  if (!/^\d+$/.test(seconds) || Math.abs(Date.now() / 1000 - Number(seconds)) > OLDEST_S) return false;
  const wanted = Buffer.from(`v1=${createHmac('sha256', SECRET).update(`${seconds}.${body}`).digest('hex')}`);
  const told = Buffer.from(headers['lokapasar-signature'] ?? '');
  return told.length === wanted.length && timingSafeEqual(told, wanted);
}

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  // The signature is over the bytes as they came: verify first, parse afterwards.
  if (!isOurs(request.headers, body)) return response.writeHead(401).end();
  // Answer at once, work afterwards: whoever is slow is asked again.
  response.writeHead(204).end();
  const { id, event, wisata = [], more } = JSON.parse(body);
  if (seen.has(id)) return;
  seen.add(id);
  console.log(event === 'etalase.changed' ? `fetch again: ${wisata.join(', ')}${more ? ' and more' : ''}` : event);
});
server.listen(Number(PORT), '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
