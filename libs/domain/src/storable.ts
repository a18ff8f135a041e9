import { createHash } from 'node:crypto';

/** PostgreSQL keeps no NUL in text, and no encoding has half of a surrogate pair. */
const EVERY_UNSTORABLE = /\0|\p{Surrogate}/gu;

/**
 * Most bytes of a text in UTF-8 that a column is given. A row of a B-tree index holds 2,704 bytes, of which
 * the other columns of an index take some.
 */
export const STORABLE_BYTES = 2_048;

declare const storable: unique symbol;

/** A text that any column can keep and any index can hold: `toStorable` makes it. */
export type StorableText = string & { readonly [storable]: true };

/** Whether the database can keep a text as it is; says nothing about its length. */
export const isStorableText = (text: string): boolean =>
  !text.includes('\0') && text.isWellFormed();

/** The same text where it can be kept and indexed, else the nearest that can. */
export function toStorable(text: string): StorableText {
  const kept = text.replace(EVERY_UNSTORABLE, '\uFFFD');
  return (
    kept.length * 3 <= STORABLE_BYTES || Buffer.byteLength(kept) <= STORABLE_BYTES
      ? kept
      : shortened(kept)
  ) as StorableText;
}

/** Cut between two characters; a digest of the whole keeps long texts apart that begin the same. */
function shortened(text: string): string {
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const mark = `…#${digest}`;
  const room = STORABLE_BYTES - Buffer.byteLength(mark);
  // The encoder fills the room with whole characters only.
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(room));
  return text.slice(0, read) + mark;
}

/**
 * Where in a JSON value the first text or name stands that the database cannot keep, as a JSON pointer;
 * undefined when there is none. The value must be of bounded depth.
 */
export function unstorablePath(value: unknown): string | undefined {
  if (typeof value === 'string') return isStorableText(value) ? undefined : '';
  if (typeof value !== 'object' || value === null) return undefined;
  // Every message is gone through by this: keys alone cost a third of what entries do.
  for (const name of Object.keys(value)) {
    // The name itself is not repeated: it holds what cannot be shown.
    if (!isStorableText(name)) return '/?';
    const inside = unstorablePath((value as Readonly<Record<string, unknown>>)[name]);
    if (inside !== undefined) return `/${pointerPart(name)}${inside}`;
  }
  return undefined;
}

const pointerPart = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** The same value with every text in it, names included, as the database can keep it. */
export function withStorableTexts<T>(value: T): T {
  return unstorablePath(value) === undefined ? value : (kept(value) as T);
}

function kept(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(EVERY_UNSTORABLE, '\uFFFD');
  if (Array.isArray(value)) return value.map(kept);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [kept(name) as string, kept(part)]),
  );
}
