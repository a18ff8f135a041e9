import type { Scope } from './scopes.js';

/** What somebody with a role is called, and may. */
export interface AccessRole {
  readonly title: string;
  readonly scopes: readonly Scope[];
}

const READER: readonly Scope[] = ['care.read', 'outcomes.read'];
const CARE: readonly Scope[] = [...READER, 'care.act', 'persons.read'];

/**
 * Roles are sets of scopes. A token names roles in its `roles` claim; whoever has none of these may read
 * nothing. `reader` is what people get unless more is needed.
 */
export const ACCESS_ROLES = {
  reader: { title: 'Reader', scopes: READER },
  nurse: { title: 'Nurse', scopes: [...CARE, 'waitlist.act'] },
  physician: { title: 'Physician', scopes: [...CARE, 'care.sign', 'waitlist.act'] },
  'medical-director': {
    title: 'Medical director',
    scopes: [...CARE, 'care.sign', 'policies.write', 'outcomes.export'],
  },
  coordinator: {
    title: 'Care coordinator',
    scopes: [...CARE, 'placements.act', 'waitlist.act', 'programs.write', 'ingest.write'],
  },
  'admission-desk': { title: 'Admission desk', scopes: ['care.read', 'offers.answer'] },
  operator: {
    title: 'Operator',
    scopes: ['ops.read', 'parked.act', 'messages.read', 'keys.admin'],
  },
  'records-steward': {
    title: 'Records steward',
    scopes: ['messages.read', 'messages.raw', 'persons.read', 'persons.link'],
  },
  'privacy-officer': {
    title: 'Privacy officer',
    scopes: [...READER, 'audit.read', 'consent.admin', 'persons.read', 'outcomes.export'],
  },
  sender: { title: 'Sending system', scopes: ['ingest.write'] },
} as const satisfies Readonly<Record<string, AccessRole>>;

export type AccessRoleName = keyof typeof ACCESS_ROLES;

export const isAccessRole = (name: string): name is AccessRoleName =>
  Object.hasOwn(ACCESS_ROLES, name);

export const ACCESS_ROLE_NAMES: readonly AccessRoleName[] =
  Object.keys(ACCESS_ROLES).filter(isAccessRole);

/** Everything the roles allow together; a role nobody knows allows nothing. */
export function scopesOf(roles: readonly string[]): ReadonlySet<Scope> {
  return new Set(roles.filter(isAccessRole).flatMap((role) => ACCESS_ROLES[role].scopes));
}
