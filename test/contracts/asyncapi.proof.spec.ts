import { readFile } from 'node:fs/promises';
import { Parser } from '@asyncapi/parser';
import { catalogue } from '@handrail/contracts';

/** The parser also warns about taste; only what makes a document wrong counts here. */
const ERROR = 0;

describe('AsyncAPI document', () => {
  it('is valid AsyncAPI 3 and holds every event of the catalogue', async () => {
    const text = await readFile(new URL('../../docs/asyncapi.yaml', import.meta.url), 'utf8');
    const { document, diagnostics } = await new Parser().parse(text);

    const errors = diagnostics.filter(({ severity }) => Number(severity) === ERROR);
    expect(errors.map(({ message, path }) => `${path.join('/')}: ${message}`)).toEqual([]);
    const named = document?.components().messages().all() ?? [];
    expect(named.map((message) => message.name())).toEqual(
      expect.arrayContaining(catalogue.map(({ type }) => type)),
    );
  }, 60_000);
});
