import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

interface ProcessFigures {
  readonly pid: number;
  readonly parent: number;
  readonly name: string;
  /** Its own time. */
  readonly cpuSeconds: number;
  /** That of its children that have ended. */
  readonly endedSeconds: number;
  readonly rssMb: number;
}

function figuresOf(pid: number): ProcessFigures | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (at: number) =>
      (Number(fields[at]) + Number(fields[at + 1])) / TICKS_PER_SECOND;
    return {
      pid,
      parent: Number(fields[1]),
      name: readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim(),
      cpuSeconds: seconds(11),
      endedSeconds: seconds(13),
      rssMb: (Number(fields[21]) * 4_096) / 1_048_576,
    };
  } catch {
    return undefined;
  }
}

/** Groups of processes by what they are for: a service, a database, the broker. */
export type Groups = ReadonlyMap<string, { readonly cpuSeconds: number; readonly rssMb: number }>;

const LOOK_EVERY_MS = 500;

/**
 * Sums what runs under the given processes, by the name `groupOf` finds in a command line. It looks again
 * and again: a database process that has ended keeps what it took in its group, and only what nobody
 * saw of a short one counts as its server's.
 */
export class ProcessorTime {
  readonly #roots: readonly number[];
  readonly #groupOf: (commandLine: string) => string | undefined;
  readonly #seen = new Map<number, ProcessFigures>();
  readonly #timer: NodeJS.Timeout;

  constructor(roots: readonly number[], groupOf: (commandLine: string) => string | undefined) {
    this.#roots = roots;
    this.#groupOf = groupOf;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  read(): Groups {
    const alive = new Set(this.#look().map(({ pid }) => pid));
    const groups = new Map<string, { cpuSeconds: number; rssMb: number }>();
    for (const each of this.#seen.values()) {
      const name = this.#groupOf(each.name);
      if (name === undefined) continue;
      const group = groups.get(name) ?? { cpuSeconds: 0, rssMb: 0 };
      group.cpuSeconds += each.cpuSeconds + this.#unseen(each, alive);
      if (alive.has(each.pid)) group.rssMb += each.rssMb;
      groups.set(name, group);
    }
    return groups;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What ended children of a process took after they were last looked at, or without having been seen. */
  #unseen({ pid, endedSeconds }: ProcessFigures, alive: ReadonlySet<number>): number {
    const ended = [...this.#seen.values()].filter(
      (each) => each.parent === pid && !alive.has(each.pid),
    );
    return ended.reduce((left, each) => left - each.cpuSeconds - each.endedSeconds, endedSeconds);
  }

  #look(): ProcessFigures[] {
    const all = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .flatMap((name) => figuresOf(Number(name)) ?? []);
    const wanted = new Set(this.#roots);
    for (let grew = true; grew;) {
      grew = false;
      for (const { pid, parent } of all)
        if (wanted.has(parent) && !wanted.has(pid)) {
          wanted.add(pid);
          grew = true;
        }
    }
    const ours = all.filter(({ pid }) => wanted.has(pid));
    for (const each of ours) this.#seen.set(each.pid, each);
    return ours;
  }
}
