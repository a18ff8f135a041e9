import { DomainError } from '@handrail/domain';
import { notFound, Problem } from '@handrail/platform';
import { ActRefusal } from '../domain/act-on-work.js';
import { isHeld } from '../domain/person-case.js';

/**
 * A refusal of a rule in the words of HTTP. Whoever comes second is told who holds the reassessment now,
 * which version it has, and what changed it last.
 */
export function asProblem(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  if (error.code === 'not-found') return notFound('reassessment');
  const detail = `${error.message.charAt(0).toUpperCase()}${error.message.slice(1)}.`;
  const present = error instanceof ActRefusal ? presentOf(error) : {};
  if (error.code === 'version-changed')
    return new Problem(
      412,
      error.code,
      'Somebody changed it meanwhile',
      'Read the reassessment again: somebody changed it meanwhile.',
      undefined,
      present,
    );
  const title = 'Conflict with the present state';
  return new Problem(409, error.code, title, detail, undefined, present);
}

function presentOf({ present }: ActRefusal): Record<string, unknown> {
  const { claimedBy, claimedAt, version, work } = present;
  return {
    currentVersion: version,
    holder: isHeld(present) ? { by: claimedBy, since: claimedAt } : null,
    lastChange: work.lastChange,
  };
}
