import type { Step } from '../reaction.js';
import { evolveCare, type CareFact } from '../../care/domain/care.js';

/** Folds a fact about a stay or a placement into what is known of the person's care. */
export const knowCare =
  (fact: CareFact): Step =>
  (state) => ({ state: { ...state, care: evolveCare(state.care, fact) } });
