import { hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';

const BYTES = 32;
export const MASTER_KEY_SETTING = 'HANDRAIL_MASTER_KEY_FILE';

/** What the master key is used for; each use has a key of its own. */
export type Purpose = 'wrap-data-keys' | 'pseudonyms' | 'matching' | 'fingerprint';

/** The key everything at rest depends on. Never used itself: keys for each purpose are derived. */
export class MasterKey {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;

    if (bytes.length !== BYTES) throw new Error(`a master key has ${BYTES} bytes`);
  }

  /** HKDF-SHA-256 (RFC 5869); the bytes are already random, so there is no salt. */
  keyFor(purpose: Purpose): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#bytes, '', `handrail/intake/${purpose}`, BYTES));
  }
}

/** Reads 32 bytes written as hex or base64. The error names the setting and never shows the content. */
export async function readMasterKey(
  file: string,
  setting = MASTER_KEY_SETTING,
): Promise<MasterKey> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`${setting}: the file cannot be read (${error.code ?? 'unknown'}): ${file}`);
  });
  const bytes = decode(text.trim());
  if (!bytes)
    throw new Error(
      `${setting}: ${file} does not hold 32 bytes as hex or base64; "openssl rand -base64 32" writes such a key`,
    );
  return new MasterKey(bytes);
}

function decode(text: string): Buffer | undefined {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(text)) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === BYTES ? bytes : undefined;
}
