import { MINUTE_MS, toCareTime } from '@handrail/domain';
import type { ContentProblem } from '../inbound/domain/inbound.js';
import type { InboundName } from './inbound-types.js';

/** How far the clock of a sender may be ahead of ours. */
const SKEW_MS = 5 * MINUTE_MS;

/**
 * A count of places dated in the future has not been counted, and would outdate every true one until then:
 * it is refused instead of read as something else.
 */
export function futureReportProblems(
  name: InboundName,
  data: unknown,
  receivedAt: string,
): ContentProblem[] {
  if (name !== 'program-capacity-reported') return [];
  const { asOf } = data as { readonly asOf: string };
  const ahead = Date.parse(toCareTime(asOf) ?? receivedAt) - Date.parse(receivedAt);
  if (ahead <= SKEW_MS) return [];
  return [
    {
      path: '/data/asOf',
      reason: 'lies more than 5 minutes ahead',
      accepted: 'the time at which the places were counted',
    },
  ];
}
