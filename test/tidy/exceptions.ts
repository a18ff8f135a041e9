import { expectNone } from './repository.js';

/** A place that breaks a rule, by the name under which the list of exceptions knows it. */
export interface Violation {
  readonly name: string;
  readonly place: string;
}

/**
 * Like `expectNone`, with names that may break the rule for now. The list only shrinks: a name that no
 * longer breaks the rule fails the test until it is taken out.
 */
export function expectNoneBut(
  exceptions: readonly string[],
  rule: string,
  because: string,
  violations: readonly Violation[],
): void {
  const excepted = new Set(exceptions);
  const breaking = new Set(violations.map(({ name }) => name));
  expectNone(rule, because, [
    ...violations.filter(({ name }) => !excepted.has(name)).map(({ place }) => place),
    ...exceptions
      .filter((name) => !breaking.has(name))
      .map((name) => `${name} no longer needs its exception: take it out of the list`),
  ]);
}
