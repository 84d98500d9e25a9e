/**
 * What no other tool looks at: do the links of the documents lead somewhere, does `config/env.example` name exactly the
 * settings that the program reads, do the Docker files fit the checkout, will `npm ci` take the lockfile, does any file
 * name a machine's own paths, does each class of the API's document have a name of its own?
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { missingOptional } from './complete-lockfile.mjs';

process.chdir(join(import.meta.dirname, '..'));
const problems = [];
const read = (path) => readFileSync(path, 'utf8');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => path && existsSync(path));

for (const page of files.filter((path) => path.endsWith('.md'))) {
  for (const [, target] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
    if (/^[a-z]+:/.test(target)) continue;
    const [path, anchor] = target.split('#');
    const file = path ? join(dirname(page), path) : page;
    if (!existsSync(file)) problems.push(`${page}: the link to ${target} leads nowhere`);
    else if (anchor && file.endsWith('.md') && !anchors(file).has(anchor))
      problems.push(`${page}: ${file} has no heading #${anchor}`);
  }
}

/** The anchors of a page's headings, made as code hosts make them. */
function anchors(page) {
  const headings = read(page).matchAll(/^#+ (.+)$/gm);
  const slug = (text) =>
    text
      .trim()
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-');
  return new Set([...headings].map(([, text]) => slug(text)));
}

const example = new Set([...read('config/env.example').matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name));
const settings = new Set([...read('src/shared/env.ts').matchAll(/'([A-Z]{2,}[A-Z_]*)'/g)].map(([, name]) => name));
for (const name of settings) if (!example.has(name)) problems.push(`config/env.example does not name ${name}`);
for (const name of example)
  if (!settings.has(name) && !name.startsWith('POSTGRES_') && !name.startsWith('PUBLISH_'))
    problems.push(`config/env.example names ${name}, which nothing reads`);

for (const [, sources] of read('Dockerfile').matchAll(/^COPY (?!.*--from)(.+) \S+$/gm))
  for (const source of sources.split(' ').filter((word) => !word.startsWith('--')))
    if (!existsSync(source)) problems.push(`Dockerfile: there is no ${source} to copy`);
const compose = parse(read('docker-compose.yml'));
for (const [name, service] of Object.entries(compose.services)) {
  if (!service.healthcheck && !service.build) problems.push(`docker-compose.yml: ${name} has no health check`);
  for (const other of Object.keys(service.depends_on ?? {}))
    if (!compose.services[other]) problems.push(`docker-compose.yml: ${name} depends on ${other}, which is not there`);
  for (const volume of service.volumes ?? [])
    if (!(volume.split(':')[0] in compose.volumes))
      problems.push(`docker-compose.yml: ${volume} is not a named volume`);
}

const unlocked = missingOptional(JSON.parse(read('package-lock.json')));
if (unlocked.length > 0)
  problems.push(`package-lock.json lacks ${unlocked.length} packages: run node scripts/complete-lockfile.mjs`);

const own = /(?:^|[\s"'`(=])(?:\/(?:home|Users|root|work)\/|https?:\/\/[\w.-]*registry[\w.-]*\/)/m;
for (const path of files.filter((name) => statSync(name).size < 1_000_000 && !/\.(png|xlsx|parquet)$/.test(name)))
  if (path !== 'package-lock.json' && own.test(read(path)))
    problems.push(`${path} names a machine's path or a registry`);

// The OpenAPI document knows a class by its name alone: of two with one name the second silently takes the first one's
// place, and the first one's endpoints are then described wrongly.
const homes = new Map();
for (const path of files.filter((name) => /^src\/.*\.dto\.ts$/.test(name)))
  for (const [, name] of read(path).matchAll(/^\s*(?:export )?(?:default )?(?:abstract )?class (\w+Dto)\b/gm))
    homes.set(name, [...(homes.get(name) ?? []), path]);
for (const [name, paths] of homes)
  if (paths.length > 1)
    problems.push(
      `${paths.join(' and ')} each have a class ${name}, and docs/openapi.json can hold only one: give the newer one a ` +
        'name that says whose it is, then run npm run openapi',
    );

for (const problem of problems) console.error(problem);
console.log(problems.length === 0 ? `The house is in order (${files.length} files).` : `${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
