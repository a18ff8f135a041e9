import type { Identification } from '../../person/identification.js';
import type { Unmerge } from '../../unmerge/unmerge.js';
import { PersonsController } from './persons.controller.js';
import type { PersonsReader } from './persons.reader.js';

/** Persons by the number they are kept under. */
const controllerOf = (kept: Readonly<Record<string, string[]>>) =>
  new PersonsController(
    {
      ownersOf: async (hash: string) => kept[hash] ?? [],
      byIds: async (ids: readonly string[]) => ids.map((id) => ({ id })),
    } as unknown as PersonsReader,
    {
      pseudonyms: {
        identifier: ({ system, value }: { system: string; value: string }) => `${system} ${value}`,
      },
    } as unknown as Identification,
    {} as Unmerge,
  );

describe('persons by an OID', () => {
  const oid = '2.16.840.1.99.7';

  it.each([oid, `urn:oid:${oid}`])(
    'are found under %s, however they were kept, each once',
    async (system) => {
      const found = async (kept: Readonly<Record<string, string[]>>) =>
        (await controllerOf(kept).find(`${system}|M7`)).items.map(({ id }) => id);
      expect(await found({ [`${oid} M7`]: ['former'] })).toEqual(['former']);
      expect(await found({ [`urn:oid:${oid} M7`]: ['now'] })).toEqual(['now']);
      expect(
        await found({ [`${oid} M7`]: ['both', 'former'], [`urn:oid:${oid} M7`]: ['both'] }),
      ).toEqual(['both', 'former']);
    },
  );
});
