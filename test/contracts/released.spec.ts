import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  catalogue,
  contractOf,
  problemsOf,
  releasedVersions,
  type EventContract,
} from '@handrail/contracts';
import { root } from '../../scripts/generate/artifact.js';
import {
  fileNameOf,
  frozenSchemaPathOf,
  promiseOf,
  samplePathOf,
} from '../../scripts/generate/released.js';

const readJson = (path: string): unknown => JSON.parse(readFileSync(join(root, path), 'utf8'));

const filesUnder = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => `${folder}/${name}`)
    .sort();

/** `samples/intake/stay-ended.v1.json` and `stay-ended.v1.<case>.json` belong to one contract. */
function contractOfSample(path: string) {
  const [, context, name, version] = /samples\/([^/]+)\/([^.]+)\.v(\d+)\./.exec(path) ?? [];
  return contractOf(`handrail.${context}.${name}.v${version}`);
}

describe('released events', () => {
  it('the catalogue is the files of the contexts, each named after its event', () => {
    const sources = ['intake', 'assessment', 'scheduling', 'outcomes'].flatMap((context) =>
      filesUnder(`libs/contracts/src/${context}`, '.ts').filter((path) => /\.v\d+\.ts$/.test(path)),
    );
    const expected = catalogue.map(
      (contract) => `libs/contracts/src/${contract.context}/${fileNameOf(contract)}.ts`,
    );
    expect(sources.sort()).toEqual(expected.sort());
  });

  it('the type on the wire is the context, the name and the version', () => {
    for (const { type, context, name, version } of catalogue) {
      expect(type).toBe(`handrail.${context}.${name}.v${version}`);
    }
    expect(new Set(catalogue.map(({ type }) => type)).size).toBe(catalogue.length);
  });

  it('every event has a golden sample and a frozen schema', () => {
    const missing = catalogue
      .flatMap((contract) => [samplePathOf(contract), frozenSchemaPathOf(contract)])
      .filter((path) => !existsSync(join(root, path)));
    expect({ missing, remedy: 'npm run generate' }).toEqual({
      missing: [],
      remedy: 'npm run generate',
    });
  });

  it.each(filesUnder('libs/contracts/samples', '.json'))('%s is still valid', (path) => {
    const contract = contractOfSample(path);
    expect(contract?.type).toMatch(/^handrail\./);
    if (contract) expect(problemsOf(contract, readJson(path))).toEqual([]);
  });

  it.each(catalogue.map((contract) => [contract.type, contract] as const))(
    '%s promises what it promised when it was released',
    (_type, contract) => {
      expect(promiseOf(contract)).toEqual(readJson(frozenSchemaPathOf(contract)));
    },
  );

  it.each(catalogue.map((contract) => [contract.type, contract] as const))(
    '%s has an example that is valid, keyed and carries no more than the schema says',
    (_type, contract) => {
      expect(problemsOf(contract, contract.example)).toEqual([]);
      expect(contract.example).toHaveProperty(contract.key, expect.any(String));
      const known = Object.keys(contract.data.properties);
      expect(Object.keys(contract.example).filter((name) => !known.includes(name))).toEqual([]);
    },
  );

  it('every field says how private it is', () => {
    const silent = catalogue.flatMap((contract) =>
      Object.entries(contract.data.properties)
        .filter(([, schema]) => !JSON.stringify(schema).includes('"x-privacy"'))
        .map(([name]) => `${contract.type} ${name}`),
    );
    expect(silent).toEqual([]);
  });
});

/** Steps of this release from the version of a sample to the latest one of its event. */
const toLatest = (contract: EventContract) =>
  releasedVersions.reading(
    contract.type,
    catalogue
      .filter(({ context, name }) => context === contract.context && name === contract.name)
      .map(({ type }) => type)
      .filter((type) => releasedVersions.laterThan(type).length === 0),
  );

describe('versions of released events', () => {
  it('are numbered from 1 without a gap, so that none can be taken back', () => {
    const numbers = new Map<string, number[]>();
    for (const { context, name, version } of catalogue)
      numbers.set(`${context}/${name}`, [...(numbers.get(`${context}/${name}`) ?? []), version]);
    const broken = [...numbers].filter(([, found]) =>
      found.sort((a, b) => a - b).some((version, at) => version !== at + 1),
    );
    expect(broken).toEqual([]);
  });

  it('every frozen schema is that of an event which still exists', () => {
    const known = new Set(catalogue.map(frozenSchemaPathOf));
    const orphans = filesUnder('libs/contracts/released', '.schema.json');
    expect(orphans.filter((path) => !known.has(path))).toEqual([]);
  });

  it.each(filesUnder('libs/contracts/samples', '.json'))(
    '%s can be read by whoever handles the latest version',
    (path) => {
      const contract = contractOfSample(path)!;
      const reading = toLatest(contract);
      expect(['as-is', 'upcast']).toContain(reading.kind);
      let data = readJson(path) as Record<string, unknown>;
      const key = data[contract.key];
      for (const step of reading.kind === 'upcast' ? reading.steps : []) {
        data = step.upcast(data);
        expect(problemsOf(step.to, data)).toEqual([]);
        expect(data[step.to.key]).toBe(key);
      }
    },
  );
});
