/** Fields two records are compared in. */
export const FIELDS = [
  'family',
  'given',
  'birthDate',
  'sex',
  'number',
  'phone',
  'street',
  'house',
  'city',
  'postalCode',
  'state',
] as const;
export type Field = (typeof FIELDS)[number];

/** What blocking keys are made of; a record without a part makes no key of that pass. */
export const KEY_PARTS = [
  'familySound',
  'givenSound',
  'namesSound',
  'birthDate',
  'birthYear',
  'birthDay',
  'phone',
  'number',
  'postalCode',
  'city',
  'street',
  'house',
] as const;
export type KeyPart = (typeof KEY_PARTS)[number];

/** How often an agreement of this kind is seen among records of one person (m) and of two (u). */
export interface AgreementLevel {
  readonly m: number;
  readonly u: number;
}

/** Fellegi-Sunter parameters of one field. */
interface FieldParameters {
  /** Its u is replaced by how common the value is, where the field has values to count. */
  readonly exact: AgreementLevel;
  /** A typing error away, or another form of one name. */
  readonly near?: AgreementLevel;
  /** Alike, or told only partly. */
  readonly close?: AgreementLevel;
  readonly different: AgreementLevel;
  /** Whether u of an exact agreement is the frequency of the value. */
  readonly countValues: boolean;
}

/** Everything about matching that is a choice; `parameters.yaml` says why each is what it is. */
export interface MatchingParameters {
  readonly version: string;
  readonly thresholds: {
    /** From this score on two records are linked, if the rules allow it. Bits. */
    readonly link: number;
    /** From this score on people are asked. Bits. */
    readonly review: number;
    /** Least evidence about the person, not the household, for a link. Bits. */
    readonly personEvidence: number;
    /** Least evidence about the person for a review. Bits. */
    readonly reviewPersonEvidence: number;
    /** Least evidence beside name and birth date for a link. Bits. */
    readonly support: number;
  };
  readonly fields: Readonly<Record<Field, FieldParameters>>;
  /** Bits added when names agree only after family and given name change places. */
  readonly swappedNames: number;
  /** An address agrees or differs as one thing: limits of the sum over its parts. Bits. */
  readonly address: {
    readonly atMost: number;
    readonly atLeast: number;
    /** Most that city, postal code and state together may count. */
    readonly areaAtMost: number;
  };
  /** Records that values are assumed to have been seen in before any was. */
  readonly assumedRecords: number;
  /** Shares of values that are common everywhere; others have the u of their field. */
  readonly commonValues: Readonly<Partial<Record<Field, Readonly<Record<string, number>>>>>;
  readonly blocking: {
    readonly passes: ReadonlyArray<readonly KeyPart[]>;
    /** A key that more records than this have says too little, and is left to narrower passes. */
    readonly blockLimit: number;
    readonly candidateLimit: number;
    /** Reviews one record may open; the best candidates come first. */
    readonly reviewLimit: number;
  };
  readonly similarity: { readonly near: number; readonly close: number };
  readonly placeholders: {
    readonly names: readonly string[];
    /** Words of a street line that say it is nobody's own. */
    readonly streets: readonly string[];
    readonly birthDates: readonly string[];
    readonly numbers: readonly string[];
  };
  /** Names of one numbering system. */
  readonly sameNumbers: ReadonlyArray<readonly string[]>;
  /** Forms of one given name. */
  readonly nicknames: ReadonlyArray<readonly string[]>;
  readonly streetWords: Readonly<Record<string, string>>;
}
