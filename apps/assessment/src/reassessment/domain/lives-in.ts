import { inOneOrder, oncePer, saysWhereAt, wasLeft } from '@handrail/domain';
import type { CaseStay, PersonCase } from './person-case.js';
import { isOpenRoundTheClock } from './standing-triggers.js';

/** The 24-hour stays a person lives in at a time: those that are open, and neither left since nor told too long ago. */
export function livesIn(stays: PersonCase['stays'], at: string): readonly CaseStay[] {
  const open = openAndNotLeft(stays);
  return open.length === 0 ? open : open.filter(({ startedAt }) => saysWhereAt(startedAt, at));
}

const openAndNotLeft = oncePer((stays: PersonCase['stays']): readonly CaseStay[] => {
  const open = openRoundTheClock(stays);
  if (open.length === 0 || stays.length === 1) return open;
  const known = stays.map(timesOf);
  return open.filter((stay) => !wasLeft(timesOf(stay), known));
});

/** The same object for the same stay: a stay is not left for itself. */
const timesOf = oncePer(({ setting, startedAt, end }: CaseStay) => ({
  ...{ setting, startedAt },
  endedAt: end?.endedAt ?? null,
}));

const openRoundTheClock = (stays: PersonCase['stays']): readonly CaseStay[] =>
  inNoOrder([{ list: stays, items: ifOpen }]);

const inNoOrder = inOneOrder<CaseStay>(() => 0);
const ifOpen = (stay: CaseStay): readonly CaseStay[] => (isOpenRoundTheClock(stay) ? [stay] : []);
