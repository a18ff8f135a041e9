import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

interface ProcessFigures {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Its own time and that of children that have ended. */
  readonly cpuSeconds: number;
  readonly rssMb: number;
}

function figuresOf(pid: number): ProcessFigures | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, at) => sum + Number(fields[at]), 0);
    return {
      pid,
      parent: Number(fields[1]),
      name: readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim(),
      cpuSeconds: ticks / TICKS_PER_SECOND,
      rssMb: (Number(fields[21]) * 4_096) / 1_048_576,
    };
  } catch {
    return undefined;
  }
}

/** Groups of processes by what they are for: a service, a database, the broker. */
export type Groups = ReadonlyMap<string, { readonly cpuSeconds: number; readonly rssMb: number }>;

/** Sums what runs under the given processes, by the name `groupOf` finds in a command line. */
export function processGroups(
  roots: readonly number[],
  groupOf: (commandLine: string) => string | undefined,
): Groups {
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => figuresOf(Number(name)) ?? []);
  const wanted = new Set(roots);
  for (let grew = true; grew;) {
    grew = false;
    for (const { pid, parent } of all)
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid);
        grew = true;
      }
  }
  const groups = new Map<string, { cpuSeconds: number; rssMb: number }>();
  for (const each of all) {
    if (!wanted.has(each.pid)) continue;
    const name = groupOf(each.name);
    if (name === undefined) continue;
    const group = groups.get(name) ?? { cpuSeconds: 0, rssMb: 0 };
    group.cpuSeconds += each.cpuSeconds;
    group.rssMb += each.rssMb;
    groups.set(name, group);
  }
  return groups;
}
