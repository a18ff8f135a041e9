import { isOverdoseCode } from '../terminology/overdose.js';
import { codesOf, isRetracted, wordsOf, type Bundle, type Resource } from './fhir-shapes.js';
import { ofType, resolveEncounter } from './references.js';

/**
 * Procedures and diagnoses of a bundle by the stay they belong to. Each is looked at once for the whole
 * bundle: looking for them at each stay would take hours where both are many.
 */
export class AttachedToStays {
  readonly #words = new Map<Resource, string[]>();
  readonly #overdoses = new Set<Resource>();
  readonly #isOverdoseOfAll: boolean;

  constructor(bundle: Bundle) {
    for (const procedure of ofType(bundle, 'Procedure')) {
      const encounter = resolveEncounter(bundle, procedure);
      if (!encounter || isRetracted(procedure) || procedure['status'] === 'not-done') continue;
      const words = this.#words.get(encounter) ?? [];
      for (const word of wordsOf(procedure['code'])) words.push(word);
      this.#words.set(encounter, words);
    }
    const overdoses = ofType(bundle, 'Condition').filter(
      (condition) =>
        !isRetracted(condition) && codesOf(condition['code']).some((code) => isOverdoseCode(code)),
    );
    this.#isOverdoseOfAll = overdoses.some((condition) => !condition['encounter']);
    for (const condition of overdoses) {
      const encounter = condition['encounter'] ? resolveEncounter(bundle, condition) : undefined;
      if (encounter) this.#overdoses.add(encounter);
    }
  }

  /** What was done during a stay says what kind of care it was, where its own type does not. */
  procedureWords(encounter: Resource): readonly string[] {
    return this.#words.get(encounter) ?? [];
  }

  /** Diagnoses of this stay, or of the bundle where they do not say whose stay they are of. */
  hasOverdose(encounter: Resource): boolean {
    return this.#isOverdoseOfAll || this.#overdoses.has(encounter);
  }
}
