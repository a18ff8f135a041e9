// `npm run sbom`: what of others is in what ships, as CycloneDX, from the lockfile alone. Written to .cache/sbom.json,
// or where --output says. Fails where a package has no content hash, so that what it lists is what runs.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { root } from './steps.mjs';

const { values } = parseArgs({
  options: { output: { type: 'string', default: '.cache/sbom.json' } },
});
const path = resolve(root, values.output);
const args = ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--package-lock-only'];
const { stdout } = await promisify(execFile)('npm', args, { cwd: root, maxBuffer: 64 * 2 ** 20 });
const { bomFormat, specVersion, components } = JSON.parse(stdout);

const isOurs = ({ purl }) => purl?.startsWith('pkg:npm/%40handrail/');
const others = components.filter((component) => !isOurs(component));
const faults = others
  .filter(({ hashes, purl }) => !purl || !hashes?.some(({ alg }) => alg === 'SHA-512'))
  .map(({ name }) => name);
await mkdir(dirname(path), { recursive: true });
await writeFile(path, stdout);
console.log(`${bomFormat} ${specVersion}: ${others.length} packages of others, in ${path}`);
if (others.length === 0 || faults.length > 0) {
  console.error(`without a content hash: ${faults.join(', ') || 'nothing is listed at all'}`);
  process.exitCode = 1;
}
