/**
 * The only test of a suite that this machine cannot run, a sentence that says why. `npm test` counts it
 * as not run instead of passed, and prints it; what follows "did not run" is the reason.
 */
export const didNotRun = (why: string): void => it(`did not run, ${why}`, () => undefined);
