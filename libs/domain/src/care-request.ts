/** Who asks for care of a person. Codes only: names of people and organisations stay with intake. */
export const REQUESTER_KINDS = [
  'self',
  'family',
  'court',
  'emergency',
  'program',
  'other',
] as const;
export type RequesterKind = (typeof REQUESTER_KINDS)[number];
