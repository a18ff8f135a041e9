const PROOF_WITHIN_MS = 120_000;

/** A test of a conformance suite: some of them wait for servers and leases. */
export const promise = (sentence: string, proof: () => Promise<void>): void =>
  it(sentence, proof, PROOF_WITHIN_MS);
