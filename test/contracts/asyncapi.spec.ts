import { Parser } from '@asyncapi/parser';
import { catalogue } from '@handrail/contracts';
import { asyncApi } from '../../scripts/generate/asyncapi.js';
import { readersOfEvents } from '../../scripts/generate/readers.js';

describe('AsyncAPI document', () => {
  it('is valid AsyncAPI 3 and holds every event of the catalogue', async () => {
    const { text } = asyncApi(await readersOfEvents());
    const { document, diagnostics } = await new Parser().parse(text);

    const errors = diagnostics.filter(({ severity }) => severity === 0);
    expect(errors.map(({ message, path }) => `${path.join('/')}: ${message}`)).toEqual([]);
    const named = document?.components().messages().all() ?? [];
    expect(named.map((message) => message.name())).toEqual(
      expect.arrayContaining(catalogue.map(({ type }) => type)),
    );
  });
});
