import { MINUTE_MS } from '@handrail/domain';

/** Arithmetic on RFC 3339 UTC times; texts come out in the one form that sorts. */
export const instantMs = (time: string): number => Date.parse(time);

const toInstant = (ms: number): string => new Date(ms).toISOString();

export const plusMinutes = (time: string, minutes: number): string =>
  toInstant(instantMs(time) + minutes * MINUTE_MS);

export const plusHours = (time: string, hours: number): string => plusMinutes(time, hours * 60);

export const plusDays = (time: string, days: number): string => plusHours(time, days * 24);

export const laterOf = (a: string, b: string): string => (instantMs(a) >= instantMs(b) ? a : b);

/** One spelling for one moment, whatever offset or precision it was written with. */
export const normalised = (time: string): string => toInstant(instantMs(time));
