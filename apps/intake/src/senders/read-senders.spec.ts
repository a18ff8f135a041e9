import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSenders } from './read-senders.js';

// Real: the file.
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'senders-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function read(text: string) {
  const path = join(folder, 'senders.yaml');
  await writeFile(path, text);
  return readSenders(path);
}

describe('the file of senders', () => {
  it('is a list of certificates and what each may call itself', async () => {
    const text = `
senders:
  - certificate: dns:adt.lakeside.example
    speaks:
      - { application: CAREAPP, facility: LAKESIDE }
      - { facility: HARBOUR }
`;
    expect(await read(text)).toEqual([
      {
        certificate: 'dns:adt.lakeside.example',
        speaks: [{ application: 'CAREAPP', facility: 'LAKESIDE' }, { facility: 'HARBOUR' }],
      },
    ]);
    expect(await read('senders: []')).toEqual([]);
  });

  it.each([
    ['', /MLLP_SENDERS_FILE: the table: must be fields/],
    ['senders: [', /MLLP_SENDERS_FILE: /],
    [
      'senders: [{ certificate: lakeside, speaks: [{}] }]',
      /senders\.0\.certificate: must be dns: or uri: /,
    ],
    ['senders: [{ certificate: dns:a.b }]', /senders\.0\.speaks: is missing/],
    [
      'senders: [{ certificate: dns:a.b, speaks: [] }]',
      /senders\.0\.speaks: must be a list that is not empty/,
    ],
    [
      'senders: [{ certificate: dns:a.b, speaks: [{ facilty: A }] }]',
      /senders\.0\.speaks\.0\.facilty: is no field/,
    ],
  ])('that says %j is refused by the field', async (text, why) => {
    await expect(read(text)).rejects.toThrow(why);
  });

  it('that is not there is refused by the setting', async () => {
    await expect(readSenders(join(folder, 'nowhere.yaml'))).rejects.toThrow(
      'HANDRAIL_MLLP_SENDERS_FILE names a file that cannot be read (ENOENT)',
    );
  });
});
