import type { CareContext, MessageDisposition } from '@handrail/contracts';
import type {
  ConsentKind,
  DrugTestResult,
  Level,
  RequesterKind,
  SubstanceClass,
} from '@handrail/domain';
import type { ConsentTerms } from './consent-terms.js';
import type { RefusedBody } from './refused-body.js';
import type { NamedPerson } from './named-person.js';
import type { VisitReport } from '../../stay/domain/index.js';
import type { InstrumentResult } from './instrument-result.js';

export type Protocol = `hl7v2-${'mllp' | 'http'}` | `cloudevents-${'http' | 'log'}` | 'fhir';

export const DISPOSITIONS = [
  'applied',
  'ignored',
  'superseded',
  'rejected',
  'parked',
  'pending',
] as const satisfies readonly MessageDisposition[];

/** A field at fault: where, why, what would be accepted. Never the value. */
export interface ContentProblem {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

/** A visit as its source names it: the number means something at its facility and for its patient only. */
export interface NamedVisit {
  readonly facility: string;
  readonly number: string;
  /** It has none: the number stands for all such visits of the patient at the facility. */
  readonly isUnnumbered?: true;
  /** How earlier releases named it, so that a stay they took in is found. */
  readonly formerly?: { readonly facility: string; readonly number: string };
}

/** One thing a message says, freed from its protocol. */
export type Statement =
  | {
      readonly kind: 'visit';
      readonly person: NamedPerson;
      readonly visit: NamedVisit;
      readonly report: Omit<VisitReport, 'id'>;
      /** Of a visit that moves: whose it was, where that is told. */
      readonly from?: NamedPerson;
      /** A sender without a profile of its own is heard only where its service is recognised. */
      readonly fromKnownSource: boolean;
    }
  | {
      /** Only who the person is; makes nobody known whom nobody treats. */
      readonly kind: 'details';
      readonly person: NamedPerson;
      readonly reportedAt: string;
      readonly fromKnownSource: boolean;
    }
  | {
      readonly kind: 'person-fact';
      readonly person: NamedPerson;
      readonly reportedAt: string;
      readonly fact: PersonFact;
      /** Several messages may tell one fact: it counts once. */
      readonly onceKey?: string;
      /** Each message of a visit may tell it anew, such as its diagnosis: it counts once for the visit. */
      readonly isOncePerVisit?: true;
      /** The visit it was told with, and whose it therefore is. */
      readonly visit?: NamedVisit;
    }
  | { readonly kind: 'capacity'; readonly report: ProgramCapacityReport }
  | {
      readonly kind: 'merge';
      readonly survivor: NamedPerson;
      readonly retired: NamedPerson;
      readonly reportedAt: string;
    }
  | {
      readonly kind: 'cancellation';
      readonly targetKey: string;
      /** Of whom it takes something back, where it says that. */
      readonly ofSource?: string;
      /** The key is that of one fact (`onceKey`): what else its message says stands. */
      readonly isOfFact?: true;
    };

export type PersonFact =
  | {
      readonly kind: 'return-to-use-reported';
      readonly occurredAt: string;
      readonly evidence: 'self-report' | 'positive-screen' | 'clinician' | 'overdose' | 'family';
      readonly substance: string | null;
    }
  | {
      readonly kind: 'overdose-reported';
      readonly occurredAt: string;
      readonly facility: string | null;
      readonly substance: string | null;
    }
  | {
      readonly kind: 'risk-ratings-recorded';
      readonly ratedAt: string;
      readonly ratings: Readonly<Record<string, number | 'unknown'>>;
      readonly context: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: 'attendance-recorded';
      readonly placementId: string;
      readonly sessionStartsAt: string;
      readonly attendance: 'attended' | 'no-show' | 'excused' | 'cancelled';
    }
  | {
      readonly kind: 'care-requested';
      readonly requestedAt: string;
      readonly requestedBy: RequesterKind;
      /** Source profile of the sender, where it has one of its own. */
      readonly requester: string | null;
      readonly level: Level | null;
      readonly context: CareContext;
    }
  | {
      readonly kind: 'drug-test-recorded';
      readonly collectedAt: string;
      readonly result: DrugTestResult;
      readonly substances: readonly SubstanceClass[];
      readonly placementId: string | null;
    }
  | {
      readonly kind: 'interim-services-recorded';
      readonly at: string;
      readonly items: ReadonlyArray<'hiv-tb-counselling' | 'hiv-tb-referral' | 'prenatal'>;
    }
  | InstrumentResult
  | { readonly kind: 'consent-recorded'; readonly consent: ConsentRecord };

export interface ConsentRecord {
  readonly consentId: string;
  readonly consentKind: ConsentKind;
  /** At the time it was reported. */
  readonly status: 'active' | 'revoked' | 'expired';
  readonly reportedAt: string;
  readonly terms: ConsentTerms;
  /** The elements of 42 CFR 2.31 as received. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface ProgramCapacityReport {
  readonly programId: string;
  readonly trackId: string | null;
  readonly capacity: number;
  readonly occupied: number;
  readonly asOf: string;
}

/** What came of reading a message. */
export type Content =
  | { readonly kind: 'statements'; readonly statements: readonly Statement[] }
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Could not be read by a fault of ours: parked, to be read again. */
  | { readonly kind: 'unread'; readonly reason: string }
  | {
      readonly kind: 'rejected';
      readonly reason: string;
      readonly problems: readonly ContentProblem[];
    };

/** A message as it came in: everything that is stored, and what it says. */
export interface Inbound {
  readonly id: string;
  readonly protocol: Protocol;
  readonly source: string;
  readonly type: string;
  readonly controlId: string | null;
  readonly receivedAt: string;
  readonly contentType: string;
  /** Headers that are part of the message, in binary mode of CloudEvents. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly raw: Buffer;
  /** What is to be stored of `raw`, of a message that is refused; there from the start if it was not read. */
  readonly refusedBody?: RefusedBody;
  /** What makes it the same message when it comes again; null for what was refused. */
  readonly claim: { readonly key: string; readonly contentHash: string } | null;
  readonly content: Content;
  /** What its sender counts its messages by (MSH-13). */
  readonly sequence?: number;
  /** What was odd about it without being refused. */
  readonly warnings?: readonly ContentProblem[];
}

/** What the sender is told. */
export interface Receipt {
  readonly messageId: string;
  readonly status: 'accepted' | 'duplicate' | 'rejected' | 'conflict';
  readonly disposition: MessageDisposition;
  readonly reason: string;
  readonly problems: readonly ContentProblem[];
}
