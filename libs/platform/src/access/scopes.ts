/**
 * What can be allowed, each with the words a person reads. Every route of every service names the scopes
 * that open it (`@Allow`); roles and tokens carry them.
 */
export const SCOPES = {
  'ingest.write': 'send events and messages',
  'messages.read': 'see what senders sent, without its content',
  'messages.raw': 'read the content of a message, with a purpose',
  'persons.read': 'see who a person is, with a purpose',
  'persons.link': 'decide that two records are one person, or two',
  'care.read': 'see reassessments, placements, the waiting list and programs',
  'care.act': 'work on reassessments and draft a determination',
  'care.sign': 'sign and override a determination',
  'offers.answer': 'answer offers and record attendance for a program',
  'placements.act': 'move, hold, extend and end placements',
  'programs.write': 'change programs, their places and closures',
  'waitlist.act': 'work on the waiting list',
  'outcomes.read': 'see measures, follow-ups and journeys',
  'outcomes.export': 'take measures and reports away',
  'ops.read': 'see feeds, events, parked work and how services are',
  'parked.act': 'retry and discard what could not be applied',
  'policies.write': 'change the policies that decide levels of care',
  'audit.read': 'search who saw and did what',
  'consent.admin': 'record and revoke consents, review emergency access',
  'keys.admin': 'rotate keys and credentials',
} as const;

export type Scope = keyof typeof SCOPES;

export const isScope = (name: string): name is Scope => Object.hasOwn(SCOPES, name);

export const ALL_SCOPES: readonly Scope[] = Object.keys(SCOPES).filter(isScope);
