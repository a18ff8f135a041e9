import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Transition, Transitions } from '@handrail/domain';
import { committed, root, type Artifact } from './artifact.js';
import { SERVICES, type Service } from './definitions.js';

const TABLE_FILE = /(^|\/)domain\/transitions\.ts$/;

const BEGIN = '<!-- transitions: written by npm run generate -->';
const END = '<!-- /transitions -->';

/**
 * README.md of every service that has tables of transitions, with each drawn between two marks. A table
 * is whatever a `domain/transitions.ts` exports: a new one appears in the page without being listed.
 */
export async function transitionDiagrams(): Promise<Artifact[]> {
  const pages = await Promise.all(SERVICES.map(pageOf));
  return pages.filter((page) => page !== undefined);
}

async function pageOf(service: Service): Promise<Artifact | undefined> {
  const source = `apps/${service}/src`;
  const files = (await readdir(join(root, source), { recursive: true }))
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => TABLE_FILE.test(path))
    .toSorted();
  const tables = await Promise.all(files.map((path) => tablesIn(`${source}/${path}`)));
  return files.length === 0 ? undefined : drawnInto(`apps/${service}/README.md`, tables.flat());
}

async function tablesIn(path: string): Promise<Transitions[]> {
  const exported = (await import(pathToFileURL(join(root, path)).href)) as Record<string, unknown>;
  return Object.values(exported).filter(
    (value): value is Transitions =>
      typeof value === 'object' && value !== null && 'subject' in value && 'table' in value,
  );
}

async function drawnInto(path: string, tables: readonly Transitions[]): Promise<Artifact> {
  const page = (await committed(path)) ?? '';
  const [before, after] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (before < 0 || after < before)
    throw new Error(`${path} has no place for diagrams: add the lines ${BEGIN} and ${END}`);
  const drawn = tables.map(drawing).join('\n\n');
  return {
    path,
    text: `${page.slice(0, before)}${BEGIN}\n\n${drawn}\n\n${page.slice(after)}`,
  };
}

function drawing({ subject, states, ends, table }: Transitions): string {
  const moves = table.filter(({ from, to }) => from !== to);
  const stays = table.filter(({ from, to }) => from === to);
  return [
    `States of a ${subject}:`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...states
      .filter((state) => nodeOf(state) !== state)
      .map((state) => `  state "${state}" as ${nodeOf(state)}`),
    ...[...arrows(moves)].map(([arrow, events]) => `  ${arrow}: ${events.join(', ')}`),
    ...ends.map((state) => `  ${nodeOf(state)} --> [*]`),
    '```',
    ...(stays.length === 0 ? [] : ['', `Leave the state as it is: ${unchanging(stays, states)}.`]),
  ].join('\n');
}

/** Events that lead the same way share an arrow. */
function arrows(moves: readonly Transition<string, string>[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { from, event, to } of moves) {
    const arrow = `${from === null ? '[*]' : nodeOf(from)} --> ${nodeOf(to)}`;
    found.set(arrow, [...(found.get(arrow) ?? []), event]);
  }
  return found;
}

function unchanging(
  stays: readonly Transition<string, string>[],
  states: readonly string[],
): string {
  const byEvent = new Map<string, string[]>();
  for (const { event, to } of stays) byEvent.set(event, [...(byEvent.get(event) ?? []), to]);
  return [...byEvent]
    .map(([event, where]) =>
      where.length === states.length ? `\`${event}\`` : `\`${event}\` (${where.join(', ')})`,
    )
    .join(', ');
}

/** A name of a state in Mermaid cannot hold a hyphen. */
const nodeOf = (state: string): string => state.replaceAll('-', '_');
