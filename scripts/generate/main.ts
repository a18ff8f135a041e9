import { diff } from 'jest-diff';
import { accessMatrix } from './access-matrix.js';
import { aclsFile } from './acls.js';
import { committed, write, type Artifact } from './artifact.js';
import { asyncApi } from './asyncapi.js';
import { eventCatalogue } from './event-catalogue.js';
import { policySchemaFile } from './policy-schema.js';
import { profileSchemaFile } from './profile-schema.js';
import { readersOfEvents } from './readers.js';
import { releasedFiles } from './released.js';
import { topicsYaml } from './topics.js';
import { describedByServices } from './running-services.js';
import { transitionDiagrams } from './transition-diagrams.js';

const USAGE = `npm run generate               write what follows from the sources
npm run generate -- --refreeze rewrite samples and schemas of events nobody has published yet
npm run drift                  compare only; fails with the difference`;

/** Every generated file of the repository. */
export async function artifacts(): Promise<Artifact[]> {
  const readers = await readersOfEvents();
  const described = await describedByServices();
  return [
    ...releasedFiles(),
    eventCatalogue(readers),
    asyncApi(readers),
    topicsYaml(),
    await aclsFile(),
    policySchemaFile(),
    profileSchemaFile(),
    ...(await transitionDiagrams()),
    ...described,
    accessMatrix(described),
  ];
}

export async function main(args: readonly string[]): Promise<number> {
  if (args.some((arg) => !['--check', '--refreeze'].includes(arg))) {
    console.log(USAGE);
    return args.includes('--help') ? 0 : 2;
  }
  const wanted = await artifacts();
  return args.includes('--check') ? check(wanted) : generate(wanted, args.includes('--refreeze'));
}

async function generate(wanted: readonly Artifact[], refreeze: boolean): Promise<number> {
  let written = 0;
  for (const artifact of wanted) {
    const present = await committed(artifact.path);
    if (present === artifact.text) continue;
    if (present !== undefined && artifact.released && !refreeze) continue;
    await write(artifact);
    written += 1;
    console.log(`wrote ${artifact.path}`);
  }
  console.log(`${wanted.length} generated files, ${written} written`);
  return 0;
}

/** A released file only has to be there: test/contracts holds it against its contract. */
async function check(wanted: readonly Artifact[]): Promise<number> {
  let differing = 0;
  for (const artifact of wanted) {
    const present = await committed(artifact.path);
    if (present === artifact.text) continue;
    if (present !== undefined && artifact.released) continue;
    differing += 1;
    console.log(`\n${artifact.path} is not what the sources say:`);
    const options = { aAnnotation: 'generated', bAnnotation: 'committed', contextLines: 3 };
    console.log(diff(artifact.text, present ?? '', { ...options, expand: false }));
  }
  console.log(
    differing === 0
      ? `${wanted.length} generated files are up to date`
      : `${differing} of ${wanted.length} generated files differ: run npm run generate and commit`,
  );
  return differing === 0 ? 0 : 1;
}
