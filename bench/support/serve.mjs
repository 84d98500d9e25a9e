import { spawn } from 'node:child_process';
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../scripts/support/postgres.mjs';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The built app as a process of its own, asked over one connection by the user `bench` with that password. */
export async function serve(databaseUrl, password) {
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      LOG_LEVEL: 'error',
      DATA_DIR: `/tmp/lokapasar-bench-${port}`,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const call = (method, path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      const asked = request({ agent, port, host: '127.0.0.1', method, path, headers }, (response) => {
        const chunks = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  for (let tries = 0; ; tries += 1) {
    try {
      if ((await call('GET', '/health/ready')).status === 200) break;
    } catch {
      // not listening yet
    }
    if (tries > 300) throw new Error('the app did not start');
    await sleep(200);
  }
  const signedIn = await call(
    'POST',
    '/api/v1/session',
    { 'content-type': 'application/json' },
    JSON.stringify({ username: 'bench', password }),
  );
  const cookie = (signedIn.headers['set-cookie'] ?? []).map((one) => one.split(';', 1)[0]).join('; ');
  return {
    async get(path) {
      const answer = await call('GET', path, { cookie, 'accept-encoding': 'gzip' });
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
      return answer;
    },
    async stop() {
      agent.destroy();
      child.kill('SIGTERM');
      await new Promise((resolve) => child.once('exit', resolve));
    },
  };
}
