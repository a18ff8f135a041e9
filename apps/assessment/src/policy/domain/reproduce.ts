import type { DeterminationData } from '@handrail/contracts';
import { determine } from './determine.js';
import type { DecisionInputs } from './inputs.js';
import type { Policy } from './policy.js';

/**
 * Makes a recorded determination again from its kept inputs. Status and permission belong to the day it
 * was made, so they are taken from the record: a draft that was approved since decides as it did then.
 */
export function reproduce(
  policy: Policy,
  inputs: DecisionInputs,
  recorded: DeterminationData,
): DeterminationData {
  const wasAllowed = !recorded.trace.some(({ rule }) => rule === 'policy-status');
  const then = { ...policy, status: recorded.policyStatus };
  return determine(then, inputs, { allowDraftPolicy: wasAllowed });
}
