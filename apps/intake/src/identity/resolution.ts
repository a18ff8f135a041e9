import type { Basis } from '../matching/match.store.js';
import type { Matchable } from '../matching/matchable.js';
import type { AttachedIdentifier } from '../person/person.store.js';
import type { VisitRow } from '../stay/visit-rows.js';
import type { Inbound, Statement } from '../inbound/domain/inbound.js';

/** Where one statement belongs, found before its lanes can be locked. */
export interface ResolvedStatement {
  readonly statement: Statement;
  /** The person (of a merge: who stays); null when nobody is known and nobody is to be made known. */
  readonly personId: string | null;
  /** Of a merge: who goes. */
  readonly retiredId: string | null;
  readonly visitKey: string | null;
  /** Keys of visits that turn out to be this one, because it moves. */
  readonly absorbs: readonly string[];
  /** Other persons to whom identifiers of the same message belong, and who may be the same. */
  readonly others: readonly string[];
  /** Patients of other visits under its number who may be the same person. */
  readonly ofSameVisit: readonly string[];
  /** Persons who have a number of the message, and whom it cannot be about. */
  readonly contradicted: readonly string[];
  /** Look-up keys of numbers of the message that several persons have. */
  readonly sharedHashes: readonly string[];
  /** It says itself whose it is; otherwise the time decides among those who share its number. */
  readonly isCertain: boolean;
  /** What matching says of a record that is new to the person; null when it is not new. */
  readonly match: RecordMatch | null;
}

/** Nobody and nothing: what is not known of a statement stays so. */
export const NOBODY = {
  personId: null,
  retiredId: null,
  visitKey: null,
  absorbs: [],
  others: [],
  ofSameVisit: [],
  contradicted: [],
  sharedHashes: [],
  isCertain: false,
  match: null,
} as const;

export interface RecordMatch {
  readonly matchable: Matchable;
  /** Known persons who turn out to be this one. */
  readonly merges: readonly string[];
  /** Known persons whom somebody should compare with this one. */
  readonly reviews: ReadonlyArray<{ readonly personId: string; readonly scoreBits: number | null }>;
}

export interface Resolution {
  readonly resolved: ReadonlyMap<Inbound, readonly ResolvedStatement[]>;
  /** Everything that must be locked: persons, visits, programs. */
  readonly lanes: ReadonlySet<string>;
  /** Identifier key -> person, as assumed; asked again under the locks. */
  readonly owners: ReadonlyMap<string, readonly string[]>;
  /** Visits under the numbers of the group, as found; looked at again under the locks. */
  readonly foundVisits: readonly VisitRow[];
  /** The same as the group leaves them. */
  readonly visits: readonly VisitRow[];
  /** Numbers to be shared, once the locks are held. */
  readonly shared: readonly AttachedIdentifier[];
  /** What matching rested on; asked again under the locks. */
  readonly basis: Basis | null;
}

/**
 * Whether a message shows that known persons are one, or names a number that several have: whom other
 * messages are about may then change, so it is written alone.
 */
export const changesOthers = (resolution: Resolution, inbound: Inbound): boolean =>
  (resolution.resolved.get(inbound) ?? []).some(
    ({ match, sharedHashes }) => (match && match.merges.length > 0) || sharedHashes.length > 0,
  );
