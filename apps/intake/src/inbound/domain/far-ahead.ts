import { DAY_MS } from '@handrail/domain';

/**
 * Whether a time of something that happened lies more than a day ahead of when it was received: the clock
 * or the typist was wrong, so nothing is decided by it. A day covers wrong zones and small skews.
 */
export const isFarAhead = (time: string, receivedAt: string): boolean =>
  Date.parse(time) - Date.parse(receivedAt) > DAY_MS;

/** How an oddity words it, in every way in. */
export const FAR_AHEAD = {
  reason: 'lies more than 24 hours ahead; the next best time of the message was used',
  accepted: 'a time that has come when the message is sent',
} as const;
