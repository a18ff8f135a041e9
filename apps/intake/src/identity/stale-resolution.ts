import { ErasedPersonError } from '../encryption/erased-person.js';

/** What was looked up before the locks has changed meanwhile: look again. */
export class StaleResolutionError extends Error {
  /** @param what of the look-up is no longer so, for whoever has to find out why it never settles */
  constructor(what: string) {
    super(`what was looked up has changed meanwhile: ${what}`);
    this.name = 'StaleResolutionError';
  }
}

/** It changed every time it was looked up: the message is kept whole, parked, for a quieter moment. */
export class UnsettledResolutionError extends Error {
  constructor(cause: unknown) {
    super('what was looked up changed at every try', { cause });
    // Stored as the reason of messages that are parked: releases before know it by this name.
    this.name = 'RestlessLocationError';
  }
}

/** Whether what failed has to be looked up again: somebody was merged, found or erased meanwhile. */
export const hasToLookAgain = (error: unknown): boolean =>
  error instanceof StaleResolutionError || error instanceof ErasedPersonError;
