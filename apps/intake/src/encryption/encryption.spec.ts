import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MasterKey, readMasterKey } from './master-key.js';
import { keyIdOf, open, seal } from './sealed.js';

const key = randomBytes(32);
const keyId = randomUUID();

describe('a sealed value', () => {
  it('opens with its key in its place, and names its key', () => {
    const sealed = seal(key, keyId, 'person:1', 'Zanzibarian');
    expect(open(key, 'person:1', sealed).toString()).toBe('Zanzibarian');
    expect(keyIdOf(sealed)).toBe(keyId);
    expect(sealed.includes('Zanzibarian')).toBe(false);
    expect(seal(key, keyId, 'person:1', 'Zanzibarian').equals(sealed)).toBe(false);
    expect(open(key, 'p', seal(key, keyId, 'p', Buffer.alloc(0)))).toHaveLength(0);
    const large = randomBytes(1_000_000);
    expect(open(key, 'p', seal(key, keyId, 'p', large)).equals(large)).toBe(true);
  });

  it('opens nowhere else, with no other key, and not after any change', () => {
    const sealed = seal(key, keyId, 'person:1', 'Zanzibarian');
    expect(() => open(key, 'person:2', sealed)).toThrow();
    expect(() => open(randomBytes(32), 'person:1', sealed)).toThrow();
    // The key's id and the version are checked by who looks the key up.
    for (let at = 17; at < sealed.length; at += 1) {
      const changed = Buffer.from(sealed);
      changed[at]! ^= 1;
      expect(() => open(key, 'person:1', changed)).toThrow();
    }
    expect(() => open(key, 'person:1', sealed.subarray(0, 40))).toThrow();
    expect(() => open(key, 'person:1', Buffer.of(9, ...sealed.subarray(1)))).toThrow();
  });
});

describe('the master key', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'master-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const file = async (text: string) => {
    const path = join(folder, `${randomUUID()}.key`);
    await writeFile(path, text);
    return path;
  };

  it('is read as hex or base64, and gives each purpose a key of its own', async () => {
    const hex = await readMasterKey(await file(`${key.toString('hex')}\n`));
    const base64 = await readMasterKey(await file(key.toString('base64')));
    const purposes = ['wrap-data-keys', 'pseudonyms', 'matching', 'fingerprint'] as const;
    const derived = purposes.map((purpose) => hex.keyFor(purpose).toString('hex'));
    expect(purposes.map((purpose) => base64.keyFor(purpose).toString('hex'))).toEqual(derived);
    expect(new Set([...derived, key.toString('hex')]).size).toBe(5);
  });

  it('that is missing or not 32 bytes is refused by the name of the setting, without its content', async () => {
    const refusal = (path: string) =>
      readMasterKey(path).then(
        () => '',
        (error: Error) => error.message,
      );
    expect(await refusal(join(folder, 'nowhere.key'))).toMatch(
      /HANDRAIL_MASTER_KEY_FILE: the file cannot be read \(ENOENT\)/,
    );
    for (const text of ['', 'secret-but-short', randomBytes(31).toString('base64')]) {
      const message = await refusal(await file(text));
      expect(message).toMatch(/^HANDRAIL_MASTER_KEY_FILE: .* does not hold 32 bytes/);
      if (text) expect(message).not.toContain(text);
    }
    expect(() => new MasterKey(randomBytes(16))).toThrow('32 bytes');
  });
});
