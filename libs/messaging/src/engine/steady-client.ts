import pg from 'pg';

/**
 * A connection whose loss never ends the process. A server that dies tells every connection, and a
 * pool listens to idle ones only: between being connected and being handed out there is a moment in
 * which nobody does. Whoever uses the connection learns of the loss from the next query.
 */
export class SteadyClient extends pg.Client {
  constructor(config?: string | pg.ClientConfig) {
    super(config);
    this.on('error', () => undefined);
  }
}
