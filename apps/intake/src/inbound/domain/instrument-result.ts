/**
 * What is passed on of another instrument, such as CONTINUUM or LOCUS: its name, the level as the
 * instrument names it, and its composite score. Both are codes and numbers, never words: what a source
 * writes freely could name somebody.
 */
export interface InstrumentResult {
  readonly kind: 'instrument-result-recorded';
  /** When the instrument was applied; UTC. */
  readonly assessedAt: string;
  /** In lower case. */
  readonly instrument: string;
  readonly level: string | null;
  readonly composite: number | null;
}

/** Name of an instrument, in any case. */
export const INSTRUMENT_NAME = /^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$/;

/** A level as instruments name theirs, such as `2.1`, `3.7-WM` or `OTP`. */
export const INSTRUMENT_LEVEL = /^[A-Za-z0-9][A-Za-z0-9.+/-]{0,19}$/;

/** No composite is higher: that of LOCUS ends at 35. */
export const MAX_COMPOSITE = 1_000;

export const ACCEPTED_INSTRUMENT = 'up to 40 letters, digits, dots and hyphens, such as continuum';
export const ACCEPTED_LEVEL =
  'a code of up to 20 letters, digits and . + / -, such as 2.1 or 3.7-WM';
export const ACCEPTED_COMPOSITE = `a whole number from 0 to ${MAX_COMPOSITE}`;
