import type { ActorFields } from '../http/declared-requests.js';
import type { Principal } from './principal.js';

/** The body to go on with, or the member of it that names somebody else. */
export type SettledActor =
  | { readonly kind: 'settled'; readonly body: Readonly<Record<string, unknown>> }
  | { readonly kind: 'claims-another'; readonly path: string };

/**
 * Who acts is who asks. What a body says about it must be the same; what it leaves out is filled in, so that
 * every act is kept under the name of the token. From this machine without a token (`system/local`) the
 * body may name anybody: there is nobody to compare with.
 */
export function settleActor(
  body: Readonly<Record<string, unknown>>,
  fields: ActorFields,
  principal: Principal,
): SettledActor {
  if (principal.kind === 'local') return { kind: 'settled', body };
  const { by, role } = body;
  if (fields.by && by !== undefined && by !== principal.actor)
    return { kind: 'claims-another', path: '/by' };
  if (fields.role && role !== undefined && !principal.roles.includes(role as string))
    return { kind: 'claims-another', path: '/role' };
  const ownRole = principal.roles[0];
  return {
    kind: 'settled',
    body: {
      ...body,
      ...(fields.by ? { by: principal.actor } : {}),
      ...(fields.role && role === undefined && ownRole !== undefined ? { role: ownRole } : {}),
    },
  };
}
