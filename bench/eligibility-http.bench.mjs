import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FactsService } from '../dist/eligibility/facts/facts.service.js';
import { UsersService } from '../dist/access/users.service.js';
import { serveApp } from './support/against-bare.mjs';
import { openServices } from './support/services.mjs';

export const name = 'eligibility-http';
/** Time of one assessment over HTTP (session, permission, facts, rules, words, JSON) over the time of reading its facts. */
export const goal = 2;
export const higherIsBetter = false;

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DAY = '2026-11-27';
const REQUESTS = 100;
const ROUNDS = 11;
const ENTERPRISES = 5000;
const WHO = { username: 'bench', displayName: 'Bench', role: 'auditor' };
const PASSWORD = 'kuda pantai senja biru';

/**
 * An enterprise with a product, with all that the rules ask for on file, 5,000 of them. One after another: the whole way over
 * HTTP against reading the same facts (with their sources) from the same database in this process.
 */
export async function run(tools) {
  const { app, source } = await openServices(tools.databaseUrl);
  let server = null;
  try {
    tools.log(`making ${ENTERPRISES} enterprises with three products each …`);
    await tools.psql(['-f', join(ROOT, 'bench/support/eligibility.sql')]);
    await tools.psql(['-c', 'vacuum analyze']);
    await app.get(UsersService).addWithPassword(WHO, PASSWORD);
    const facts = app.get(FactsService);
    server = await serveApp(tools.databaseUrl);
    const cookie = await signIn(server.address);

    let next = 0;
    const subject = () => {
      next = (next + 37) % ENTERPRISES;
      const enterpriseId = String(next + 1);
      return { enterpriseId, productId: enterpriseId, platform: 'v6' };
    };
    const ask = ({ enterpriseId, productId }) =>
      server.get(
        `/api/v1/eligibility/assessments?enterpriseId=${enterpriseId}&productId=${productId}&platform=v6&day=${DAY}`,
        { cookie },
      );
    const over = async () => {
      const started = performance.now();
      for (let n = 0; n < REQUESTS; n += 1) await ask(subject());
      return performance.now() - started;
    };
    const reading = async () => {
      const started = performance.now();
      for (let n = 0; n < REQUESTS; n += 1) await facts.gather(source.manager, [subject()], DAY);
      return performance.now() - started;
    };
    const one = JSON.parse(await ask({ enterpriseId: '7', productId: '7' }));
    const known = one.requirements.flatMap((requirement) => requirement.facts);
    await over();
    await reading();
    const { a, b } = await tools.alternate(ROUNDS, over, reading);
    const each = (ms) => `${(ms / REQUESTS).toFixed(2)} ms`;
    return {
      ratio: a / b,
      holds: one.requirements.length > 30 && known.length > 25 && one.states[0].state === 'layak-bersyarat',
      detail: `one assessment over HTTP ${each(a)}, reading its facts ${each(b)} (${one.requirements.length} requirements, one connection)`,
    };
  } finally {
    await server?.stop();
    await app.close();
  }
}

async function signIn(address) {
  const answer = await fetch(`${address}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: WHO.username, password: PASSWORD }),
  });
  if (answer.status !== 201) throw new Error(`signing in answered ${answer.status}: ${await answer.text()}`);
  return answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
}
