/**
 * Completes package-lock.json with the per-platform packages (such as the macOS and Windows builds of a compiler) that npm
 * leaves out when the registry at hand does not offer them. Without them `npm ci` refuses the lockfile, and other
 * platforms could not install at all. Run after each `npm install`; it changes nothing when nothing is missing.
 *
 * The entries have no integrity hash: what was never downloaded cannot be hashed. npm checks the exact version.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FILE = join(import.meta.dirname, '..', 'package-lock.json');
const CPUS = new Set(['x64', 'arm64', 'arm', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64']);

/** @returns {{ name: string, version: string, parent: object }[]} optional packages that the lockfile knows nothing of */
export function missingOptional(lock) {
  const missing = [];
  for (const [path, parent] of Object.entries(lock.packages))
    for (const [name, version] of Object.entries(parent.optionalDependencies ?? {}))
      if (!lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])
        missing.push({ name, version, parent });
  return missing;
}

/** What the lockfile would say of it; os and cpu stand in the name: `@swc/core-linux-x64-musl`. */
function entryFor({ name, version, parent }, packages) {
  const [, stem, os, cpu, abi] =
    /^(.*?)-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-(\w+))?$/.exec(name) ?? [];
  if (!CPUS.has(cpu) || !/^\d+\.\d+\.\d+/.test(version))
    throw new Error(`${name}@${version}: complete this one by hand`);
  const sibling = Object.entries(packages).find(
    ([path, entry]) => path.startsWith(`node_modules/${stem}-`) && entry.os,
  )?.[1];
  return {
    version,
    cpu: [cpu],
    ...(parent.dev && { dev: true }),
    ...(sibling?.libc && os === 'linux' && { libc: [abi === 'musl' ? 'musl' : 'glibc'] }),
    ...(sibling?.license && { license: sibling.license }),
    optional: true,
    os: [os],
    ...(sibling?.engines && { engines: sibling.engines }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lock = JSON.parse(readFileSync(FILE, 'utf8'));
  const missing = missingOptional(lock);
  for (const one of missing) lock.packages[`node_modules/${one.name}`] = entryFor(one, lock.packages);
  lock.packages = Object.fromEntries(Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en')));
  if (missing.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(`${missing.length} entries added`);
}
