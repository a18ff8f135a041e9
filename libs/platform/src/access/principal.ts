import { isAccessRole, scopesOf } from './access-roles.js';
import { ALL_SCOPES, isScope, type Scope } from './scopes.js';

/** Who asks, as far as a service knows. */
export interface Principal {
  /** The name acts are kept under: `system/local`, `client/ID` of a system, the subject of a person. */
  readonly actor: string;
  readonly kind: 'local' | 'person' | 'system';
  /** The program they ask with. */
  readonly client: string;
  readonly organisation: string | null;
  readonly roles: readonly string[];
  readonly scopes: ReadonlySet<Scope>;
}

/** Whoever asks over loopback without a token, where nobody else can reach the service. */
export const LOCAL: Principal = {
  actor: 'system/local',
  kind: 'local',
  client: 'local',
  organisation: null,
  roles: [],
  scopes: new Set(ALL_SCOPES),
};

/** The claims of an access token that are read here (RFC 9068, and `roles` and `organisation`). */
export interface TokenClaims {
  readonly sub?: unknown;
  readonly client_id?: unknown;
  readonly azp?: unknown;
  readonly scope?: unknown;
  readonly roles?: unknown;
  readonly organisation?: unknown;
}

/** The longest name an act is kept under. */
const MAX_ACTOR_LENGTH = 100;
/** Prefixes of names that no person has. */
const RESERVED = /^(system|client)\//;

/**
 * Reads who a verified token is about; undefined when it does not say so. A system asks for itself, so its
 * subject is its client (RFC 9068); everybody else is a person. Scopes are those of its roles and those it
 * names itself; names nobody knows allow nothing. An organisation that cannot be read makes it nobody's: whoever names
 * none belongs to this network, and somebody of another must not count as that.
 */
export function principalIn(claims: TokenClaims): Principal | undefined {
  const subject = textIn(claims.sub);
  const client = textIn(claims.client_id) ?? textIn(claims.azp);
  if (subject === undefined || client === undefined || RESERVED.test(subject)) return undefined;
  const isSystem = subject === client;
  const actor = isSystem ? `client/${client}` : subject;
  const organisation = organisationIn(claims.organisation);
  if (actor.length > MAX_ACTOR_LENGTH || organisation === undefined) return undefined;
  const roles = listIn(claims.roles).filter(isAccessRole);
  const named = listIn(claims.scope).filter(isScope);
  return {
    actor,
    kind: isSystem ? 'system' : 'person',
    client,
    organisation,
    roles,
    scopes: new Set([...scopesOf(roles), ...named]),
  };
}

/** Printable and without spaces, as it goes into rows and headers. */
const NAME = /^[\x21-\x7e]{1,200}$/;

const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && NAME.test(value) ? value : undefined;

/** Null where none is named; undefined where one is, and nobody can read it. */
const organisationIn = (claim: unknown): string | null | undefined =>
  claim === undefined || claim === null ? null : textIn(claim);

/** A list of texts, or a text with spaces between them, as OAuth writes scopes. */
function listIn(value: unknown): string[] {
  if (typeof value === 'string') return value.split(' ').filter(Boolean);
  if (!Array.isArray(value)) return [];
  return (value as readonly unknown[]).filter((each) => typeof each === 'string');
}
