import type { EventContract } from '../define-event.js';
import type { Upcaster } from './upcaster.js';

/** How a reader takes a record of some type. */
export type Reading =
  /** Somebody handles this very version. */
  | { readonly kind: 'as-is' }
  /** Somebody handles a later version: the steps lead from the payload's version to it. */
  | { readonly kind: 'upcast'; readonly steps: readonly Upcaster[] }
  /** Somebody handles an earlier version only: the record waits for a newer program. */
  | { readonly kind: 'newer' }
  /** Somebody handles a later version and no upcaster leads there: a fault of the release. */
  | { readonly kind: 'no-upcaster' }
  /** Nobody handles this event in any version. */
  | { readonly kind: 'unknown' };

/** The two parts of a type on the wire, `handrail.intake.stay-ended` and `2`. */
interface VersionedType {
  readonly name: string;
  readonly version: number;
}

// Six digits: a longer number is not a version somebody will release but garbage.
const VERSIONED = /^(.{1,200})\.v([1-9]\d{0,5})$/;

/** Takes a type apart; null when it does not end with a version. */
export function versionedType(type: string): VersionedType | null {
  const parts = VERSIONED.exec(type);
  return parts ? { name: parts[1]!, version: Number(parts[2]) } : null;
}

/** The versions of events a program knows, and the ways between them. */
export class EventVersions {
  readonly #contracts: ReadonlyMap<string, EventContract>;
  readonly #steps: ReadonlyMap<string, Upcaster>;

  constructor(
    readonly contracts: readonly EventContract[],
    readonly upcasters: readonly Upcaster[],
  ) {
    this.#contracts = new Map(contracts.map((contract) => [contract.type, contract]));
    this.#steps = new Map(upcasters.map((step) => [step.from.type, step]));
  }

  contractOf(type: string): EventContract | undefined {
    return this.#contracts.get(type);
  }

  /** How a reader that handles the given types takes a record of `type`. */
  reading(type: string, handled: Iterable<string>): Reading {
    const wanted = versionedType(type);
    let highest = 0;
    for (const each of handled) {
      if (each === type) return { kind: 'as-is' };
      const known = versionedType(each);
      if (wanted && known?.name === wanted.name) highest = Math.max(highest, known.version);
    }
    if (!wanted || highest === 0) return { kind: 'unknown' };
    if (wanted.version > highest) return { kind: 'newer' };
    const steps = this.#stepsBetween(wanted, highest);
    return steps ? { kind: 'upcast', steps } : { kind: 'no-upcaster' };
  }

  /** Released versions of an event that are later than `type`; a handler has to take the last of them. */
  laterThan(type: string): readonly EventContract[] {
    const known = versionedType(type);
    if (!known) return [];
    return this.contracts.filter((contract) => {
      const other = versionedType(contract.type);
      return other?.name === known.name && other.version > known.version;
    });
  }

  #stepsBetween({ name, version }: VersionedType, highest: number): readonly Upcaster[] | null {
    const steps: Upcaster[] = [];
    for (let at = version; at < highest; at += 1) {
      const step = this.#steps.get(`${name}.v${at}`);
      if (!step) return null;
      steps.push(step);
    }
    return steps;
  }
}
