import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { catalogue, type EventContract } from '@handrail/contracts';
import * as contracts from '@handrail/contracts';
import { root } from './artifact.js';

/** The apps that read events, in the order the pages list them. */
export const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'] as const;
export type Service = (typeof SERVICES)[number];

const HANDLER = /@EventPattern\(\s*([A-Za-z]\w*)\.type\b/g;
const EVERY_EVENT = /catalogue\b/;

/** Which services handle an event, found where their handlers are declared. */
export type Readers = ReadonlyMap<EventContract, readonly Service[]>;

export async function readersOfEvents(): Promise<Readers> {
  const readers = new Map<EventContract, Service[]>(catalogue.map((contract) => [contract, []]));
  for (const service of SERVICES) {
    for (const contract of await handledBy(service)) readers.get(contract)?.push(service);
  }
  return readers;
}

async function handledBy(service: Service): Promise<Set<EventContract>> {
  const exported = contracts as unknown as Record<string, EventContract | undefined>;
  const handled = new Set<EventContract>();
  for (const source of await handlerSourcesOf(service)) {
    if (EVERY_EVENT.test(source)) catalogue.forEach((contract) => handled.add(contract));
    for (const [, name] of source.matchAll(HANDLER)) {
      const contract = name === undefined ? undefined : exported[name];
      if (contract) handled.add(contract);
    }
  }
  return handled;
}

async function handlerSourcesOf(service: Service): Promise<string[]> {
  const folder = join(root, 'apps', service, 'src');
  const names = await readdir(folder, { recursive: true });
  const files = names.filter((name) => name.endsWith('.ts') && !name.includes('spec'));
  const sources = await Promise.all(files.map((name) => readFile(join(folder, name), 'utf8')));
  return sources.filter((source) => source.includes('@EventPattern('));
}
