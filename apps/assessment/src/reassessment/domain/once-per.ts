/**
 * Works something out once for each object. Facts and reassessments are never changed in place, so what
 * follows from one stays true as long as it is there, and goes with it.
 */
export function oncePer<Of extends object, Result>(
  workOut: (of: Of) => Result,
): (of: Of) => Result {
  const known = new WeakMap<Of, { readonly result: Result }>();
  return (of) => {
    const before = known.get(of);
    if (before) return before.result;
    const result = workOut(of);
    known.set(of, { result });
    return result;
  };
}
