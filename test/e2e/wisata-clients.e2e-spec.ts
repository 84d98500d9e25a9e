import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openApiDocument } from '../../src/app.js';
import { aVillage } from '../factories/catalogue.js';
import { aShownProduct, aWisataPlace } from '../factories/etalase.js';
import { openTestApp, type TestApp } from '../support/app.js';
import { type Document, type Operation, Validators } from '../support/openapi-fuzz/schema.js';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

/** What somebody writes with types that were made from the document. */
const CLIENT = `import type { components, operations } from './api.js';
type Place = components['schemas']['WisataPlaceDto'];
type Query = NonNullable<operations['Wisata.list']['parameters']['query']>;
const query: Query = { wilayah: '98.01', kind: 'pantai', limit: 10 };
const parameters = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
const answer = await fetch(\`\${process.argv[2]}/api/v1/wisata?\${parameters}\`);
const { data, meta } = (await answer.json()) as operations['Wisata.list']['responses'][200]['content']['application/json'];
const names: string[] = data.map((place: Place) => \`\${place.kode} \${place.latitude ?? '?'}\`);
console.log(\`\${meta.total}: \${names.join(', ')}\`);
`;

describe('programs of others at the open API', () => {
  let test: TestApp;
  let base: string;
  let folder: string;
  let document: Document;

  beforeAll(async () => {
    test = await openTestApp();
    base = await test.app.getUrl();
    // Inside the checkout, where TypeScript finds the types of Node.
    folder = mkdtempSync(join(ROOT, '.tmp-client-'));
    document = JSON.parse(JSON.stringify(openApiDocument(test.app))) as Document;
    const em = test.source.manager;
    await aVillage(em, '98.01.01.2001', 'Sini');
    for (const name of ['Pulau Komodo', 'Pantai Koka', 'Pantai Merah'])
      await aWisataPlace(em, {
        name,
        wilayah: '98.01.01.2001',
        kind: name.startsWith('Pulau') ? 'pulau' : 'pantai',
        at: [-8.5, 119.88],
      });
    await aShownProduct(em, { name: 'Tenun', villages: ['98.01.01.2001'], price: '15000.00' });
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await test.close();
  });

  const output = async (...words: string[]): Promise<string[]> =>
    (await run(process.execPath, words, { cwd: ROOT })).stdout.trim().split('\n');

  it('find every operation answering its own examples as the document says', async () => {
    const validators = new Validators(document);
    const operations = Object.entries(document.paths)
      // The duty, the counts of looks, the lists of assignments and the webhooks are for those who sign in.
      .filter(([path]) =>
        /^\/api\/v1\/(?:wisata|etalase)(?:\/(?!duty$|usage$|assignments\/|webhooks(?:\/|$))|$)/.test(path),
      )
      .map(([path, item]) => [path, item['get'] as Operation] as const);
    expect(operations.map(([path]) => path)).toHaveLength(5);
    for (const [path, operation] of operations) {
      const examples = (operation.parameters ?? []).filter(({ schema }) => schema?.example !== undefined);
      const inPath = path.replace(/\{(\w+)\}/g, (_, name: string) =>
        String(examples.find((one) => one.in === 'path' && one.name === name)?.schema?.example),
      );
      const queries = examples.filter((one) => one.in === 'query');
      const needed = queries.filter(({ required }) => required);
      // Each example by itself, beside what is needed; and none.
      for (const some of [[], ...queries.map((one) => [one])]) {
        const parameters = new URLSearchParams(
          [...new Set([...needed, ...some])].map(({ name, schema }) => [name, String(schema?.example)]),
        );
        const answer = await fetch(`${base}${inPath}?${parameters.toString()}`);
        const schema = operation.responses['200']?.content?.['application/json']?.schema ?? {};
        expect([path, parameters.toString(), answer.status]).toEqual([path, parameters.toString(), 200]);
        expect([path, validators.problem(schema, await answer.json())]).toEqual([path, null]);
      }
    }
  });

  it('read it by thirty lines of fetch, page after page', async () => {
    expect(await output('docs/examples/wisata-fetch.mjs', base, '98.01')).toEqual([
      'Pantai Koka: Tenun',
      'Pantai Merah: Tenun',
      'Pulau Komodo: Tenun',
    ]);
  });

  it('keep a copy by axios, and the second time fetch only what changed', async () => {
    const first = await output('docs/examples/wisata-axios.mjs', base);
    expect(first.slice(0, -1).toSorted()).toEqual([
      'store pantai-koka: Pantai Koka',
      'store pantai-merah: Pantai Merah',
      'store pulau-komodo: Pulau Komodo',
    ]);
    const since = /^next since (\S+)$/.exec(first.at(-1) ?? '')?.[1] ?? '';
    await test.source.query(`update wisata_place set state = 'arsip' where kode = 'pantai-merah'`);
    const second = await output('docs/examples/wisata-axios.mjs', base, since);
    expect(second.slice(0, -1)).toEqual(['remove pantai-merah']);
    await test.source.query(`update wisata_place set state = 'aktif' where kode = 'pantai-merah'`);
  });

  it('compile against types made by openapi-typescript, work, and do not compile with a member that does not exist', async () => {
    writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
    await run(
      process.execPath,
      ['node_modules/openapi-typescript/bin/cli.js', join(folder, 'openapi.json'), '-o', join(folder, 'api.d.ts')],
      { cwd: ROOT },
    );
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'client.ts'), CLIENT);
    writeFileSync(join(folder, 'wrong.ts'), CLIENT.replace('place.latitude', 'place.lintang'));
    // Both at once: most of what a compiler does is reading the types.
    const compiled = run(
      process.execPath,
      [
        'node_modules/typescript/bin/tsc',
        '--ignoreConfig',
        '--strict',
        '--target',
        'es2023',
        '--module',
        'nodenext',
        '--types',
        'node',
        '--skipLibCheck',
        join(folder, 'client.ts'),
        join(folder, 'wrong.ts'),
      ],
      { cwd: ROOT },
    );
    const told = await compiled.then(
      () => '',
      (error: { stdout: string }) => error.stdout,
    );
    const errors = told.split('\n').filter((line) => /error TS\d+/.test(line));
    expect(errors).toEqual([expect.stringMatching(/wrong\.ts\(\d+,\d+\): error TS\d+: .*'lintang'/)]);
    expect(await output(join(folder, 'client.js'), base)).toEqual(['2: pantai-koka -8.5, pantai-merah -8.5']);
  }, 600_000);
});
