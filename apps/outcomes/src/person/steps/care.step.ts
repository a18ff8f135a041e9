import { evolve, type CareFact } from '../../care/domain/care.js';
import type { ReactionStep } from '../reaction.js';

/** Folds a fact about a stay or a placement into what is known of the person's care. */
export const knowCare =
  (fact: CareFact): ReactionStep =>
  (state) => ({ state: { ...state, care: evolve(state.care, [fact]) } });
