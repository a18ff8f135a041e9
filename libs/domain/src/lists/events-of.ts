import { changeOfList } from './change-of-list.js';
import { fromLastTime } from './from-last-time.js';

interface Named {
  readonly eventId: string;
}

/** Events of a list by their ids. It is the list's until the next one is asked about: ask, and do not keep it. */
export interface Events<Event extends Named> {
  readonly has: (eventId: string) => boolean;
  readonly get: (eventId: string) => Event | undefined;
}

/**
 * The events that elements of a list name, by their ids. From one list to the next only those are looked at
 * that came or went, and one that two elements name stays while one of them does.
 */
export function eventsOf<Of extends object, Event extends Named = Named>(
  named: (of: Of) => readonly Event[],
): (list: readonly Of[]) => Events<Event> {
  return fromLastTime<Of, Found<Event>>((list, last) => {
    const found = last?.result ?? new Found<Event>();
    const { gone, come } = changeOfList(last?.list ?? [], list);
    for (const of of come) for (const event of named(of)) found.add(event);
    for (const of of gone) for (const event of named(of)) found.remove(event);
    return found;
  });
}

class Found<Event extends Named> implements Events<Event> {
  readonly #byId = new Map<string, Event[]>();

  has(eventId: string): boolean {
    return this.#byId.has(eventId);
  }

  get(eventId: string): Event | undefined {
    return this.#byId.get(eventId)?.at(-1);
  }

  add(event: Event): void {
    const known = this.#byId.get(event.eventId);
    if (known) known.push(event);
    else this.#byId.set(event.eventId, [event]);
  }

  remove(event: Event): void {
    const left = this.#byId.get(event.eventId) ?? [];
    left.splice(left.indexOf(event), 1);
    if (left.length === 0) this.#byId.delete(event.eventId);
  }
}
