import {
  deadlineAtRisk,
  deadlineMissed,
  interimServicesStarted,
  stateReferralDue,
  waitingContactDue,
  waitingContactRecorded,
  waitingPaused,
  waitingResumed,
} from '@handrail/contracts';
import { outgoing, type Outgoing } from '@handrail/messaging';
import { clocksOf, type Clock } from '../waiting/domain/clocks.js';
import type { Signal } from '../waiting/domain/record.js';
import type { PersonPlacements } from './domain/placement.js';
import type { PlacementEventOf } from './domain/placement-event.js';

/** A person before and after something was noted. */
interface AroundNote {
  readonly before: PersonPlacements;
  readonly after: PersonPlacements;
}

/** Maps what is noted about somebody who waits to what other services read. Who noted it stays here. */
export function waitingEvents(
  { placementId, note }: PlacementEventOf<'waiting-noted'>,
  around: AroundNote,
  now: string,
): Outgoing[] {
  const begun = interimBegun(around, now);
  if (placementId === null) return begun;
  const about = { personId: around.after.personId, placementId };
  switch (note.what) {
    case 'signalled':
      return [signalled(about, note.signal, note.dueAt, now)];
    case 'contact': {
      const { outcome, at: contactedAt } = note.contact;
      return [outgoing(waitingContactRecorded, { ...about, outcome, contactedAt }, now)];
    }
    case 'paused': {
      const { from, until, reason } = note.pause;
      return [outgoing(waitingPaused, { ...about, from, until, reason }, now)];
    }
    case 'resumed':
      return [outgoing(waitingResumed, { ...about, resumedAt: note.at }, now)];
    case 'fact':
    case 'interim':
    case 'exception':
    case 'referred':
    case 'answered':
    case 'checked':
    case 'taken-back':
      return begun;
    default:
      return note satisfies never;
  }
}

function signalled(
  about: { readonly personId: string; readonly placementId: string },
  { clock, kind, startedAt }: Signal,
  dueAt: string,
  now: string,
): Outgoing {
  if (kind === 'missed') return outgoing(deadlineMissed, { ...about, deadline: clock, dueAt }, now);
  if (clock === 'contact')
    return outgoing(waitingContactDue, { ...about, lastContactAt: startedAt, dueAt }, now);
  if (clock === 'state-referral')
    return outgoing(stateReferralDue, { ...about, startedAt, dueAt }, now);
  return outgoing(deadlineAtRisk, { ...about, deadline: clock, dueAt }, now);
}

/** For each request for which enough interim services are given now, and were not before. */
function interimBegun({ before, after }: AroundNote, now: string): Outgoing[] {
  const [{ interim: known }, { interim }] = [before.waiting, after.waiting];
  if (known === interim) return [];
  const owedOf = (person: PersonPlacements, id: string): Clock | undefined => {
    const placement = person.placements.find((each) => each.id === id)!;
    return clocksOf(placement, person.waiting).find(({ clock }) => clock === 'due48h');
  };
  return after.placements.flatMap(({ id: placementId }) => {
    const [was, is] = [owedOf(before, placementId), owedOf(after, placementId)];
    if (!is?.metAt || was?.metAt) return [];
    const isInTime = is.dueAt === null || Date.parse(is.metAt) <= Date.parse(is.dueAt);
    const facts = { placementId, startedAt: is.metAt, isInTime };
    return [outgoing(interimServicesStarted, { personId: after.personId, ...facts }, now)];
  });
}
