import { given, type Asked } from '@handrail/testing/decider';
import type { DischargeDisposition } from '@handrail/domain';
import type { SessionPlan } from '../calendar/domain/sessions.js';
import type { PersonPlacements } from '../placement/domain/placement.js';
import type { StayFact } from '../stay/domain/stay.js';
import { clocksOf } from '../waiting/domain/clocks.js';
import { elsewhere } from './act-commands.js';
import { id, newest } from './builders.js';
import { attends, determines, finds } from './placement-commands.js';
import { placementDecider, type PlacementCommand } from './placement-decider.js';

export const BEGAN = '2026-11-18T15:00:00.000Z';
export const inDays = (days: number) =>
  new Date(Date.parse(BEGAN) + days * 86_400_000).toISOString();
export const passes = (days: number): PlacementCommand => ({
  kind: 'pass-time',
  now: inDays(days),
});
const reports = (fact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact });

export const bed = { stayId: id('bed'), facility: 'somewhere', setting: 'residential' } as const;
export const ward = { stayId: id('ward'), facility: 'hospital', setting: 'inpatient' } as const;
export const begins = (stay: typeof bed | typeof ward, days = 0) =>
  reports({
    ...{ kind: 'stay-started', eventId: id(`${stay.stayId} start`), ...stay },
    startedAt: inDays(days),
  });
export const ends = (stay: typeof bed | typeof ward, disposition: DischargeDisposition, days = 7) =>
  reports({
    ...{ kind: 'stay-ended', eventId: id(`${stay.stayId} ${disposition}`), ...stay },
    ...{ startedAt: null, endedAt: inDays(days), disposition },
  });
export const takesBack = (stay: typeof bed | typeof ward, part: 'start' | DischargeDisposition) =>
  reports({ kind: 'fact-retracted', retractedEventId: id(`${stay.stayId} ${part}`) });

export const hasBed = given(placementDecider, determines('detox', { level: 'RES' }), finds());
export const inBed = hasBed.and(begins(bed));
export const sessions: SessionPlan = {
  timeZone: 'America/New_York',
  days: ['mon', 'wed', 'fri'],
  ...{ from: '18:00', to: '21:00', startsOn: '2026-11-18', weeks: 12 },
};
export const inGroup = given(
  placementDecider,
  determines('detox'),
  finds('automatic', sessions),
  attends,
);

export const comesTo =
  (session: string): Asked<PersonPlacements, PlacementCommand> =>
  (person) => ({
    ...{ kind: 'note-attendance', placementId: newest(person).id },
    ...{ attended: true, eventId: id(session) },
  });
/** Another track of the program they are or were in. */
export const backHome = {
  place: {
    ...elsewhere(newest(hasBed.state)).place!,
    programId: 'res-program',
    trackId: 'upstairs',
  },
};
/** When somebody who injects was admitted, as each clock of the law has it. */
export const admitted = (person: PersonPlacements) =>
  clocksOf({ ...newest(person), priorityClass: 3 }, person.waiting).map(({ metAt }) => metAt);
