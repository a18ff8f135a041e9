/** What was looked up before the locks has changed meanwhile: look again. */
export class StaleLocationError extends Error {
  constructor() {
    super('what was looked up has changed meanwhile');
    this.name = 'StaleLocationError';
  }
}
