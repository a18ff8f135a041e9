/** One thing sent, as it can be sent again. */
export interface Input {
  /** Names the words its dice were thrown with: way, seed and number. */
  readonly name: string;
  readonly bytes: Buffer;
  /** Method and address where the way has more than one. */
  readonly method?: string;
  readonly path?: string;
  readonly service?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly key?: string | null;
}

/** What came of an input: a word that is counted, and whether it is one that must never be. */
export interface Verdict {
  readonly word: string;
  readonly isFailure: boolean;
  /** Ids of the stored messages the answer names; HL7 answers name their first twenty digits. */
  readonly messages?: readonly string[];
}

export type Manner = 'bulk' | 'feed' | 'single';

/** A way in: makes inputs and sends them, many at a time where the way is like that. */
export interface Way {
  readonly name: string;
  /** Inputs of a hundred that go this way. */
  readonly share: number;
  /** Inputs that are made and sent together. */
  readonly together: number;
  /** How it comes: many in one body or record set, frames behind one another on a connection, or each alone. */
  readonly manner: Manner;
  /** The same for the same name; about people of the town of that number. */
  make(name: string, town: number): Input;
  send(inputs: readonly Input[]): Promise<Verdict[]>;
}
