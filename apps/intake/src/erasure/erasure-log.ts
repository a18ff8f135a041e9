import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ERASURE_REASONS, type Erasure } from './erasure.js';

const SETTING = 'HANDRAIL_ERASURE_LOG_FILE';

/**
 * The erasures in a file outside of the database, one in each line: a copy of the database that is older than an
 * erasure does not know of it, this file does. It is written whole beside the old one and put in its place,
 * so that it is never half written. Only whoever holds the lock of erasures writes.
 */
export class ErasureLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** @throws Error naming the line that is no erasure: serving without it could show somebody erased */
  async read(): Promise<Erasure[]> {
    const text = await readFile(this.#path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '';
      throw new Error(`${SETTING}: the file cannot be read (${error.code ?? 'unknown'})`);
    });
    return text.split('\n').flatMap((line, at) => (line === '' ? [] : [erasureIn(line, at + 1)]));
  }

  /** On the disk before it resolves. */
  async write(erasures: readonly Erasure[]): Promise<void> {
    const draft = `${this.#path}.${randomUUID()}`;
    await mkdir(dirname(this.#path), { recursive: true });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(erasures.map((each) => `${JSON.stringify(each)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, this.#path);
    const folder = await open(dirname(this.#path), 'r');
    await folder.sync().finally(() => folder.close());
  }
}

function erasureIn(line: string, number: number): Erasure {
  const erasure = parsed(line);
  if (!erasure) throw new Error(`${SETTING}: line ${number} is not an erasure; restore the file`);
  return erasure;
}

function parsed(line: string): Erasure | undefined {
  try {
    const { id, erasedAt, reason, persons, dataKeys, claims } = JSON.parse(line) as Erasure;
    const isWhole =
      typeof id === 'string' &&
      !Number.isNaN(Date.parse(erasedAt)) &&
      ERASURE_REASONS.includes(reason) &&
      [persons, dataKeys, claims].every(Array.isArray) &&
      persons.length > 0;
    return isWhole ? { id, erasedAt, reason, persons, dataKeys, claims } : undefined;
  } catch {
    return undefined;
  }
}
