/**
 * A refusal that a caller can understand and act on. `code` is stable and safe to log and to show;
 * neither it nor `message` may carry personal data.
 */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'DomainError';
  }
}
