import { mayDisclose, type Consent, type DisclosedFact, type Ground } from '@handrail/domain';
import type { DisclosureDecision, DisclosurePurpose, RecipientClass } from '@handrail/domain';

/** A consent as it was reported once; of several reports of one consent the newest holds. */
export interface ConsentReport extends Consent {
  readonly eventId: string;
  readonly reportedAt: string;
}

/** What an offer tells its program. */
export const OFFERED_FACTS: readonly DisclosedFact[] = ['referral', 'level-of-care'];

/** The consents that hold, whether or not they are live: of each its newest report, in whatever order they came. */
export function standingConsents(reports: readonly ConsentReport[]): ConsentReport[] {
  const newest = new Map<string, ConsentReport>();
  for (const report of reports) {
    const known = newest.get(report.id);
    if (!known || isNewer(report, known)) newest.set(report.id, report);
  }
  return [...newest.values()];
}

/** Reports of one time are told apart by their ids, so that everybody takes the same one. */
const isNewer = (a: ConsentReport, b: ConsentReport): boolean =>
  Date.parse(a.reportedAt) - Date.parse(b.reportedAt) > 0 ||
  (Date.parse(a.reportedAt) === Date.parse(b.reportedAt) && a.eventId > b.eventId);

/** To whom something is told and what for. */
export interface Telling {
  readonly organisation: string;
  readonly classes: readonly RecipientClass[];
  readonly purpose: DisclosurePurpose;
  readonly facts: readonly DisclosedFact[];
  readonly now: string;
}

/** Whether all of these facts may be told; the first that may not says why. */
export function mayTell(
  reports: readonly ConsentReport[],
  grounds: readonly Ground[],
  { organisation, classes, purpose, facts, now }: Telling,
): DisclosureDecision {
  const consents = standingConsents(reports);
  const decisions = facts.map((kind) =>
    mayDisclose(consents, grounds, {
      ...{ recipient: { organisation, classes }, purpose, fact: { kind }, now },
    }),
  );
  return decisions.find(({ kind }) => kind === 'denied') ?? decisions[0]!;
}

/** Whether a program of another organisation may be asked to take somebody: being asked makes it a provider. */
export const mayBeOffered = (
  reports: readonly ConsentReport[],
  organisation: string,
  now: string,
): DisclosureDecision =>
  mayTell(reports, [], {
    ...{ organisation, classes: ['treating-providers'], purpose: 'treatment' },
    ...{ facts: OFFERED_FACTS, now },
  });

/** When next a consent begins or ends by itself; null when none does. */
export function nextChange(reports: readonly ConsentReport[], now: string): string | null {
  const times = standingConsents(reports)
    .flatMap(({ startsAt, endsAt }) => [startsAt, endsAt])
    .filter((at) => at !== null)
    .filter((at) => Date.parse(at) > Date.parse(now));
  return times.toSorted((a, b) => Date.parse(a) - Date.parse(b))[0] ?? null;
}

/** So many reports of one consent are kept, for the newest may be taken back. */
const KEPT = 5;

/** With one more report; the oldest of its consent make room. */
export function withReport(
  reports: readonly ConsentReport[],
  report: ConsentReport,
): readonly ConsentReport[] {
  const ofIt = [...reports.filter(({ id }) => id === report.id), report]
    .toSorted((a, b) => (isNewer(a, b) ? -1 : 1))
    .slice(0, KEPT);
  return [...reports.filter(({ id }) => id !== report.id), ...ofIt];
}
