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

/** The same where something else plays a part that is nearly always the same, such as the policy in force. */
export function oncePerWith<Of extends object, With, Result>(
  workOut: (of: Of, by: With) => Result,
): (of: Of, by: With) => Result {
  const known = new WeakMap<Of, { readonly by: With; readonly result: Result }>();
  return (of, by) => {
    const before = known.get(of);
    if (before?.by === by) return before.result;
    const result = workOut(of, by);
    known.set(of, { by, result });
    return result;
  };
}
