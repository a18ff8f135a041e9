/** What was looked up before the locks has changed meanwhile: look again. */
export class StaleLocationError extends Error {
  /** PostgreSQL's own code for it: transient, so that nobody takes it for a fault of the message. */
  readonly code = '40001';

  constructor() {
    super('what was looked up has changed meanwhile');
    this.name = 'StaleLocationError';
  }
}
