import {
  isRoundTheClock,
  LEVEL_OF_SETTING,
  type Level,
  inOneOrder,
  oncePer,
  countLeading,
} from '@handrail/domain';
import type { CaseStay } from './person-case.js';

/** A stay at home that begins to be known, and until when it is known to be open. */
interface Held {
  readonly from: string;
  /** Null while no end is known. */
  readonly until: string | null;
  readonly level: Level | null;
}

const heldOf = oncePer(({ setting, start, end }: CaseStay): readonly Held[] =>
  isRoundTheClock(setting) || start === null
    ? []
    : [
        {
          from: start.recordedAt,
          until: end && end.source.recordedAt,
          level: LEVEL_OF_SETTING[setting],
        },
      ],
);

const asTheyBecameKnown = inOneOrder<Held>((a, b) =>
  a.from === b.from ? 0 : a.from < b.from ? -1 : 1,
);

/** The latest end among the first ones, up to and with each; null when one has none. */
const latestOf = oncePer((held: readonly Held[]): ReadonlyArray<string | null> => {
  const latest: Array<string | null> = [];
  for (const [at, { until }] of held.entries()) {
    const before = at === 0 ? '' : latest[at - 1]!;
    latest.push(until === null || before === null ? null : until > before ? until : before);
  }
  return latest;
});

const endsAfter = (until: string | null, time: string): boolean => until === null || until > time;

/** The highest level of care from home a person was known to be in when something was recorded. */
export function levelHeldAt(stays: readonly CaseStay[], recordedAt: string): Level | null {
  const held = asTheyBecameKnown([{ list: stays, items: heldOf }]);
  const latest = latestOf(held);
  const levels = new Set<Level | null>();
  const known = countLeading(held, ({ from }) => from <= recordedAt);
  for (let at = known - 1; at >= 0; at -= 1) {
    if (!endsAfter(latest[at]!, recordedAt)) break;
    if (endsAfter(held[at]!.until, recordedAt)) levels.add(held[at]!.level);
  }
  return (['PHP', 'IOP', 'OP'] as const).find((level) => levels.has(level)) ?? null;
}
