import type { PersonCase, Reassessment, Trigger } from './domain/person-case.js';

/** A reason of another reassessment: itself, or its place in the list of the case. */
type KeptReason = Trigger | number;

export interface KeptCase extends Omit<PersonCase, 'unsaved' | 'reassessments'> {
  readonly reassessments: ReadonlyArray<
    Omit<Reassessment, 'shared'> & { readonly shared: readonly KeptReason[] }
  >;
  /** Reasons that several reassessments share, each once. */
  readonly sharedReasons?: readonly Trigger[];
}

/**
 * With so many shared reasons a case is kept with each of them once. Of a person who comes again and
 * again they are most of the document, which is written anew with every fact.
 */
const ONCE_FROM = 40;

/** The document a case is kept as. */
export function toKept({ unsaved: _, ...kept }: PersonCase): KeptCase {
  const count = kept.reassessments.reduce((sum, { shared }) => sum + shared.length, 0);
  if (count < ONCE_FROM) return kept;
  const list = new ReasonList();
  const reassessments = kept.reassessments.map((reassessment) => ({
    ...reassessment,
    shared: reassessment.shared.map((reason) => list.placeOf(reason)),
  }));
  return { ...kept, reassessments, sharedReasons: list.reasons };
}

/** The reassessments of a document with their shared reasons in place, the same object for the same reason. */
export const sharedOf = (
  { shared }: KeptCase['reassessments'][number],
  reasons: readonly Trigger[],
): Trigger[] => shared.map((reason) => (typeof reason === 'number' ? reasons[reason]! : reason));

/** Gives every different reason a place; the same object is looked at once. */
class ReasonList {
  readonly reasons: Trigger[] = [];
  readonly #known = new Map<Trigger, number>();
  readonly #byText = new Map<string, number>();

  placeOf(reason: Trigger): number {
    const known = this.#known.get(reason);
    if (known !== undefined) return known;
    const text = JSON.stringify(reason);
    const place = this.#byText.get(text) ?? this.reasons.push(reason) - 1;
    this.#byText.set(text, place);
    this.#known.set(reason, place);
    return place;
  }
}
