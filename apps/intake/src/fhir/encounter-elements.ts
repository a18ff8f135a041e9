import { listOf, type Resource } from './fhir-shapes.js';

interface Period {
  readonly start?: unknown;
  readonly end?: unknown;
}

/** When an encounter was; R5 calls it `actualPeriod`. */
export const periodOf = (encounter: Resource): Period =>
  listOf<Period>(encounter['period'] ?? encounter['actualPeriod'])[0] ?? {};

/** Name of the element that says so, for whoever is to repair it. */
export const periodElementOf = (encounter: Resource): string =>
  encounter['period'] === undefined && encounter['actualPeriod'] !== undefined
    ? 'actualPeriod'
    : 'period';

/** How it ended, as a concept; R5 calls what holds it `admission`. */
export const dischargeDispositionOf = (encounter: Resource): unknown =>
  listOf<{ readonly dischargeDisposition?: unknown }>(
    encounter['hospitalization'] ?? encounter['admission'],
  )[0]?.dischargeDisposition;

/** Concepts of why it is; R5 has them as values of `reason`. */
export const reasonsOf = (encounter: Resource): readonly unknown[] => [
  encounter['reasonCode'],
  ...listOf<{ readonly value?: unknown }>(encounter['reason']).map(({ value }) => value),
];
