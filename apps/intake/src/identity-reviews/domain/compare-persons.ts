import type { Accord, FieldComparison } from '@handrail/contracts';
import { matchRecordOf } from '../../matching/domain/match-record.js';
import type { MatchingParameters } from '../../matching/domain/parameters.js';
import { scoreOf, type Agreement } from '../../matching/domain/score.js';
import type { Details, Identifier } from '../../inbound/domain/named-person.js';

export const ACCORDS = [
  'agrees',
  'nearly',
  'contradicts',
  'unknown',
] as const satisfies readonly Accord[];

/** A person as far as two are compared. */
export interface Compared {
  readonly details: Details;
  readonly identifiers: readonly Identifier[];
}

/**
 * What speaks for and against two persons being one, field by field, as matching sees it: in one way of
 * writing, and without what stands for "unknown".
 */
export function comparePersons(
  a: Compared,
  b: Compared,
  parameters: MatchingParameters,
): FieldComparison[] {
  const [recordA, recordB] = [a, b].map(({ details, identifiers }) =>
    matchRecordOf(details, identifiers, parameters),
  );
  const { agreements } = scoreOf(recordA!, recordB!, parameters, NOTHING_SEEN);
  return [
    ...Object.entries(agreements).map(([field, agreement]) => ({
      field,
      accord: ACCORD_OF[agreement],
    })),
    { field: 'authority', accord: authorities(a.identifiers, b.identifiers) },
  ];
}

/** How common a value is changes what it weighs, and not whether it agrees. */
const NOTHING_SEEN = { records: 0, of: () => 0 };

const ACCORD_OF: Readonly<Record<Agreement, Accord>> = {
  exact: 'agrees',
  near: 'nearly',
  close: 'nearly',
  different: 'contradicts',
  unknown: 'unknown',
};

/** One authority that calls both by numbers of its own says that they are two. */
function authorities(a: readonly Identifier[], b: readonly Identifier[]): Accord {
  const known = new Map(
    a.filter(({ trusted }) => trusted).map(({ system, value }) => [system, value]),
  );
  const shared = b.filter(({ trusted, system }) => trusted && known.has(system));
  if (shared.length === 0) return 'unknown';
  return shared.every(({ system, value }) => known.get(system) === value)
    ? 'agrees'
    : 'contradicts';
}
