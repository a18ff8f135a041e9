import type { Profile } from '../profile/source-profiles.js';
import { isOverdoseCode } from '../terminology/overdose.js';
import { reasonsOf } from './encounter-elements.js';
import { codesOf, isRetracted, wordsOf, type Bundle, type Resource } from './fhir-shapes.js';
import { ofType, resolveEncounter } from './references.js';
import { stayOfDiagnosis } from './stay-of-diagnosis.js';

/**
 * Procedures and diagnoses of a bundle by the stay they belong to. Each is looked at once for the whole
 * bundle: looking for them at each stay would take hours where both are many.
 */
export class AttachedToStays {
  readonly #words = new Map<Resource, string[]>();
  readonly #overdoses = new Set<Resource>();

  constructor(bundle: Bundle, profile: Profile) {
    for (const procedure of ofType(bundle, 'Procedure')) {
      const encounter = resolveEncounter(bundle, procedure);
      if (!encounter || isRetracted(procedure) || procedure['status'] === 'not-done') continue;
      const words = this.#words.get(encounter) ?? [];
      for (const word of wordsOf(procedure['code'])) words.push(word);
      this.#words.set(encounter, words);
    }
    for (const condition of ofType(bundle, 'Condition')) {
      if (isRetracted(condition) || !codesOf(condition['code']).some(isOverdoseCode)) continue;
      const encounter = stayOfDiagnosis(bundle, condition, profile);
      if (encounter) this.#overdoses.add(encounter);
    }
  }

  /** What was done during a stay says what kind of care it was, where its own type does not. */
  procedureWords(encounter: Resource): readonly string[] {
    return this.#words.get(encounter) ?? [];
  }

  /** By a diagnosis of this stay, or by why it is. */
  hasOverdose(encounter: Resource): boolean {
    return (
      this.#overdoses.has(encounter) ||
      reasonsOf(encounter).some((reason) => codesOf(reason).some(isOverdoseCode))
    );
  }
}
