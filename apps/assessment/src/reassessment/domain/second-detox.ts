import { countLeading, eventsOf } from '@handrail/domain';
import { occurredMsOf } from './new-trigger.js';
import type { Trigger } from './person-case.js';
import { inOrder } from './standing-triggers.js';

export const isSecondDetox = ({ repetition }: Trigger): boolean =>
  repetition?.pattern === 'second-detox';

/** The end of detox that made it the second: the latest of the reports that counted. */
export function ownDetox(trigger: Trigger, standing: readonly Trigger[]): Trigger | undefined {
  const atMs = occurredMsOf(trigger);
  const reported = (trigger.repetition?.reports ?? []).flatMap(
    ({ eventId }) => standingBy(standing).get(eventId) ?? [],
  );
  const then: Trigger[] = [];
  for (
    let at = countLeading(standing, (other) => occurredMsOf(other) < atMs);
    at < standing.length && occurredMsOf(standing[at]!) === atMs;
    at += 1
  )
    then.push(standing[at]!);
  return [...reported, ...then]
    .filter(({ kind, planned }) => kind === 'detox-completed' && !planned)
    .sort(inOrder)
    .at(-1);
}

/** Reasons that stand by their events. */
export const standingBy = eventsOf((trigger: Trigger) => [trigger]);
