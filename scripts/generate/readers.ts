import 'reflect-metadata';
import { catalogue, contractOf, type EventContract } from '@handrail/contracts';
import type { DynamicModule, Type } from '@nestjs/common';
import { definitionOf, SERVICES, type Service } from './definitions.js';

/** Which services handle an event, as their handlers declare it to Nest. */
export type Readers = ReadonlyMap<EventContract, readonly Service[]>;

/** Where Nest keeps what decorators said. */
const KEYS = { controllers: 'controllers', imports: 'imports', pattern: 'microservices:pattern' };

export async function readersOfEvents(): Promise<Readers> {
  const readers = new Map<EventContract, Service[]>(catalogue.map((contract) => [contract, []]));
  for (const service of SERVICES) {
    const { module } = await definitionOf(service);
    const types = new Set(controllersOf(module).flatMap(patternsOf));
    for (const type of types) {
      const contract = contractOf(type);
      if (contract) readers.get(contract)?.push(service);
    }
  }
  return readers;
}

function controllersOf(module: Type | DynamicModule): Type[] {
  const named = 'module' in module ? module.module : module;
  const given: Partial<DynamicModule> = 'module' in module ? module : {};
  const listed = (key: 'controllers' | 'imports'): Type[] => [
    ...((Reflect.getMetadata(KEYS[key], named) as Type[] | undefined) ?? []),
    ...((given[key] as Type[] | undefined) ?? []),
  ];
  return [...listed('controllers'), ...listed('imports').flatMap(controllersOf)];
}

function patternsOf(controller: Type): string[] {
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const method = Object.getOwnPropertyDescriptor(prototype, name)?.value as object | undefined;
    if (typeof method !== 'function') return [];
    return (Reflect.getMetadata(KEYS.pattern, method) as string[] | undefined)?.flat() ?? [];
  });
}
