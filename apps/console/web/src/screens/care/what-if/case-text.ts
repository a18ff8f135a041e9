/** A case as the policy takes it; what a reader changes first is written out. */
export const SAMPLE_CASE = `{
  "ratings": { "d1": 0, "d2": 0, "d3": 1, "d4": 2, "d5": 2, "d6": 1 },
  "trigger": "detox-completed",
  "currentLevel": null,
  "context": { "housing": "stable" }
}`;

export type ReadCase =
  | { readonly ok: true; readonly value: object }
  /** A sentence for whoever pasted it. */
  | { readonly ok: false; readonly why: string };

/** What was pasted, as one JSON object: lists and single values are no case. */
export function readCase(text: string): ReadCase {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return { ok: true, value };
    return { ok: false, why: 'A case is one JSON object with "ratings".' };
  } catch {
    return { ok: false, why: 'This is not JSON: look for a comma or a quote that is missing.' };
  }
}
