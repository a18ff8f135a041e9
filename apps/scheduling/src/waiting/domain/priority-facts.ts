import type { CareContext } from '@handrail/contracts';
import { DAY_MS } from '@handrail/domain';

/** So long a recorded pregnancy counts [P]. */
const PREGNANCY_DAYS = 300;

/** What bears on the order of admission, as it was recorded once. */
export interface PriorityFact {
  /** Of the event, or of the determination, that it came with. */
  readonly id: string;
  /** When it was true. */
  readonly at: string;
  readonly pregnant?: boolean;
  readonly injecting?: boolean;
  /** Its source took it back: it says nothing any more, and nothing that rested on it stands. */
  readonly isTakenBack?: true;
}

export type PriorityFactName = 'pregnant' | 'injecting';
export const FACT_NAMES: readonly PriorityFactName[] = ['pregnant', 'injecting'];

/** More than this many facts about one person are kept only as far as they are the newest. */
const KEPT = 40;

/** Adds a fact; what is known already, under the same id, changes nothing. */
export function withFact(
  facts: readonly PriorityFact[],
  fact: PriorityFact,
): readonly PriorityFact[] {
  if (facts.some(({ id }) => id === fact.id)) return facts;
  return [...facts, fact].toSorted(byTime).slice(-KEPT);
}

/**
 * What a fact says now: the newest record of it counts, of two at one time the one that says yes. Null
 * when nobody ever recorded it. A pregnancy counts for 300 days, and what was taken back does not count.
 */
export function knownOf(
  facts: readonly PriorityFact[],
  name: PriorityFactName,
  now: string,
): { readonly value: boolean; readonly at: string; readonly since: string } | null {
  const about = facts.filter((fact) => fact[name] !== undefined).toSorted(byTime);
  const standing = about.filter(({ isTakenBack }) => !isTakenBack);
  const newest = newestOf(standing, name);
  if (!newest) return about.length > 0 ? { value: false, at: now, since: now } : null;
  const since = runBegan(standing, name, newest);
  const ends = name === 'pregnant' && newest.pregnant ? pregnancyEnds(newest.at) : null;
  if (ends !== null && Date.parse(ends) <= Date.parse(now))
    return { value: false, at: ends, since: ends };
  return { value: newest[name]!, at: newest.at, since };
}

/** When a pregnancy that was recorded then counts no longer. */
export const pregnancyEnds = (at: string): string =>
  new Date(Date.parse(at) + PREGNANCY_DAYS * DAY_MS).toISOString();

/** A context in the light of the newest facts about the person. */
export function inLightOf(
  facts: readonly PriorityFact[],
  context: CareContext,
  now: string,
): CareContext {
  const changed = FACT_NAMES.flatMap((name): CareContext[] => {
    const fact = knownOf(facts, name, now);
    return fact === null || fact.value === (context[name] ?? false) ? [] : [{ [name]: fact.value }];
  });
  return changed.reduce((light, each) => ({ ...light, ...each }), context);
}

/**
 * What a determination adds. It repeats what others recorded before it, so its yes renews nothing that
 * is known, and its no takes nothing back: only what nobody recorded, or denied before its reason, is new.
 */
export function factIn(
  facts: readonly PriorityFact[],
  determined: { readonly id: string; readonly reasonAt: string; readonly context: CareContext },
): PriorityFact | null {
  const { id, reasonAt, context } = determined;
  const adds = FACT_NAMES.filter((name) => {
    const newest = newestOf(
      facts.filter((fact) => fact[name] !== undefined && !fact.isTakenBack),
      name,
    );
    return context[name] === true && newest?.[name] !== true;
  });
  if (adds.length === 0) return null;
  return {
    ...{ id, at: reasonAt },
    ...(adds.includes('pregnant') ? { pregnant: true } : {}),
    ...(adds.includes('injecting') ? { injecting: true } : {}),
  };
}

const byTime = (a: PriorityFact, b: PriorityFact): number =>
  Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1);

function newestOf(
  facts: readonly PriorityFact[],
  name: PriorityFactName,
): PriorityFact | undefined {
  const last = Math.max(...facts.map(({ at }) => Date.parse(at)));
  const newest = facts.filter(({ at }) => Date.parse(at) === last);
  return newest.find((fact) => fact[name]) ?? newest[0];
}

/** Since when a fact has been so without a record that says otherwise. */
function runBegan(
  sorted: readonly PriorityFact[],
  name: PriorityFactName,
  newest: PriorityFact,
): string {
  const lastOther = sorted.findLast((fact) => fact[name] !== newest[name]);
  const from = lastOther ? Date.parse(lastOther.at) : -Infinity;
  const run = sorted.filter((fact) => fact[name] === newest[name] && Date.parse(fact.at) >= from);
  return (run[0] ?? newest).at;
}
