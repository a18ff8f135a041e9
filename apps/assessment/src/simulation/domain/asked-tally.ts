import { TRIGGER_KINDS, type Level, type TriggerKind } from '@handrail/domain';
import { instantMs } from '../../reassessment/domain/instants.js';
import type { Asked, AskedBeyond } from './asked-differently.js';

/** How many of one side, by reason and by the level they would ask for. */
export class AskedTally {
  readonly #byKind = new Map<TriggerKind, number>();
  readonly #byLevel = new Map<Level, number>();
  #count = 0;
  #joins = 0;
  #needsPerson = 0;
  #people: Asked[] = [];
  readonly #peopleAtMost: number;

  /** @param peopleAtMost how many are named, the newest */
  constructor(peopleAtMost: number) {
    this.#peopleAtMost = peopleAtMost;
  }

  add({ opens, joins }: AskedBeyond): void {
    this.#joins += joins;
    for (const asked of opens) {
      this.#count += 1;
      this.#byKind.set(asked.kind, (this.#byKind.get(asked.kind) ?? 0) + 1);
      if (asked.mode === 'needs-human' || asked.level === null) this.#needsPerson += 1;
      else this.#byLevel.set(asked.level, (this.#byLevel.get(asked.level) ?? 0) + 1);
    }
    if (opens.length === 0) return;
    this.#people = [...this.#people, ...opens]
      .sort((a, b) => instantMs(b.occurredAt) - instantMs(a.occurredAt))
      .slice(0, this.#peopleAtMost);
  }

  get summary() {
    const kinds = TRIGGER_KINDS.flatMap((kind) => {
      const count = this.#byKind.get(kind);
      return count === undefined ? [] : [{ kind, count }];
    });
    return {
      count: this.#count,
      byKind: kinds,
      byLevel: [...this.#byLevel].map(([level, count]) => ({ level, count })),
      needsPerson: this.#needsPerson,
      joins: this.#joins,
      people: this.#people,
      peopleLeftOut: this.#count - this.#people.length,
    };
  }
}
