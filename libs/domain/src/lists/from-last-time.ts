/**
 * Works something out from a list, starting from what it was when the list was asked about last. Lists of
 * one person begin with the same fact as long as that is not taken back, so the first element is what the
 * last answer is kept by: it goes with the person. Of a person of whom thousands of facts are known, one more
 * costs what it changes and not what is known.
 */
export function fromLastTime<Of extends object, Result>(
  workOut: (list: readonly Of[], last: Last<Of, Result> | undefined) => Result,
): (list: readonly Of[]) => Result {
  const lasts = new WeakMap<Of, Last<Of, Result>>();
  return (list) => {
    const first = list[0];
    const last = first && lasts.get(first);
    if (last?.list === list) return last.result;
    const result = workOut(list, last);
    if (first) lasts.set(first, { list, result });
    return result;
  };
}

export interface Last<Of, Result> {
  readonly list: readonly Of[];
  readonly result: Result;
}
