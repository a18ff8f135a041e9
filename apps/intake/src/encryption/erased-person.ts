/** Something was to be sealed for persons who were erased meanwhile: they are nobody any more. */
export class ErasedPersonError extends Error {
  constructor(readonly personIds: readonly string[]) {
    super('a person was erased');
    this.name = 'ErasedPersonError';
  }
}
