import type {
  Accord,
  FieldComparison,
  IdentityReviewAnswer,
  ReviewStatus,
} from '@handrail/contracts';
import { amount, array, object, string, strings } from '../../services/domain/json.js';

export const REVIEW_STATUSES = [
  'open',
  'linked',
  'kept-apart',
  'undone',
] as const satisfies readonly ReviewStatus[];

/** One of two persons under review, by pseudonym and stays only. */
export interface ReviewedPerson {
  readonly id: string;
  readonly identifiers: number;
  readonly mergedInto: string | null;
  readonly stays: readonly {
    readonly facility: string;
    readonly setting: string;
    readonly startedAt: string | null;
    readonly endedAt: string | null;
  }[];
}

/** Two persons who may be one, by pseudonym; a code of another release is shown in its own words. */
export interface PseudonymousReview extends Omit<IdentityReviewAnswer, 'status'> {
  readonly status: ReviewStatus | (string & {});
  readonly persons: readonly ReviewedPerson[];
}

/** What the records of a person say. Personal: shown only after a purpose was given, kept nowhere. */
interface ReviewedDetails {
  readonly id: string;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly identifiers: readonly {
    readonly system: string;
    readonly value: string;
    readonly trusted: boolean;
  }[];
}

export interface ReviewReading {
  readonly persons: readonly ReviewedDetails[];
}

/** Reads a review of intake and leaves out everything personal in it. */
export function readReview(value: unknown): PseudonymousReview | null {
  const review = object(value);
  const [id, openedAt] = [string(review['id']), string(review['openedAt'])];
  if (!id || !openedAt) return null;
  return {
    ...{ id, openedAt },
    reason: string(review['reason']) ?? 'unknown',
    status: string(review['status']) ?? 'unknown',
    messageId: string(review['messageId']),
    scoreBits: amount(review['scoreBits']),
    decidedAt: string(review['decidedAt']),
    decidedBy: string(review['decidedBy']),
    decidedReason: string(review['decidedReason']),
    comparison: array(review['comparison']).flatMap((each) => readComparison(each) ?? []),
    persons: array(review['persons']).flatMap((each) => readPerson(each) ?? []),
  };
}

const ACCORDS: readonly string[] = ['agrees', 'nearly', 'contradicts', 'unknown'];

function readComparison(value: unknown): FieldComparison | null {
  const [field, accord] = [string(object(value)['field']), string(object(value)['accord'])];
  if (!field) return null;
  return { field, accord: accord && ACCORDS.includes(accord) ? (accord as Accord) : 'unknown' };
}

function readPerson(value: unknown): ReviewedPerson | null {
  const person = object(value);
  const id = string(person['id']);
  if (!id) return null;
  return {
    id,
    identifiers: array(person['identifiers']).length,
    mergedInto: string(person['mergedInto']),
    stays: array(person['stays']).map((each) => {
      const stay = object(each);
      return {
        facility: string(stay['facility']) ?? 'unknown',
        setting: string(stay['setting']) ?? 'unknown',
        startedAt: string(stay['startedAt']),
        endedAt: string(stay['endedAt']),
      };
    }),
  };
}

/** Reads what the records say, for the reader who gave a purpose. */
export function readReading(value: unknown): ReviewReading {
  return {
    persons: array(object(value)['persons']).flatMap((each) => {
      const person = object(each);
      const id = string(person['id']);
      if (!id) return [];
      const [name, address] = [object(person['name']), object(person['address'])];
      return [
        {
          id,
          fields: {
            family: string(name['family']),
            given: strings(name['given']).join(' ') || null,
            birthDate: string(person['birthDate']) ?? string(person['birthDateText']),
            sex: string(person['sex']),
            phone: string(person['phone']),
            street: strings(address['line']).join(', ') || null,
            city: string(address['city']),
            postalCode: string(address['postalCode']),
            state: string(address['state']),
          },
          identifiers: array(person['identifiers']).flatMap((entry) => {
            const identifier = object(entry);
            const [system, text] = [string(identifier['system']), string(identifier['value'])];
            return system && text
              ? [{ system, value: text, trusted: identifier['trusted'] === true }]
              : [];
          }),
        },
      ];
    }),
  };
}
