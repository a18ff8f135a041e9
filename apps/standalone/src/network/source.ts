import type { SimulatedPerson } from './person.js';

/** A stay at one facility of the simulated network. */
export interface SimulatedStay {
  readonly visitNumber: string;
  readonly kind: 'detox' | 'residential';
  readonly startedAt: Date;
}

/** What intake answered, in a few letters for the progress line. */
export interface Acknowledged {
  readonly ok: boolean;
  readonly text: string;
}

/** How a stay ends, in the words every kind of source has a code for. */
export type Leaving = 'home' | 'against-advice';

/**
 * A facility that tells intake about its stays in its own format. Whoever writes a story does not need
 * to know which.
 */
export interface StaySource {
  /** As it appears in progress lines. */
  readonly title: string;
  /** What its messages are, for progress lines. */
  readonly format: string;
  /** System of its identifiers, so that other sources can speak of the same person. */
  readonly identifierSystem: string;
  admit(person: SimulatedPerson, stay: SimulatedStay): Promise<Acknowledged>;
  discharge(
    person: SimulatedPerson,
    stay: SimulatedStay,
    at: Date,
    leaving: Leaving,
  ): Promise<Acknowledged>;
  /** Takes the discharge back; undefined when the source cannot. */
  cancelDischarge?(person: SimulatedPerson, stay: SimulatedStay, at: Date): Promise<Acknowledged>;
  /** Corrects details of the person; changes no fact. */
  update?(person: SimulatedPerson, stay: SimulatedStay): Promise<Acknowledged>;
}
