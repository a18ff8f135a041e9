/** The characters a message says it is divided by (MSH-1 and MSH-2). */
export interface Delimiters {
  readonly field: string;
  readonly component: string;
  readonly repetition: string;
  readonly escape: string;
  readonly subcomponent: string;
  /** The fifth of version 2.7 and later; text that was cut off ends with it. */
  readonly truncation?: string;
}

/**
 * Resolves escape sequences (HL7 v2, chapter 2: delimiters, hexadecimal bytes, formatting); what is not
 * one is kept as it stands, so that a lone escape character costs nothing. NUL never gets through.
 */
export function unescapeHl7(text: string, delimiters: Delimiters): string {
  const { escape } = delimiters;
  const plain = text.replaceAll('\u0000', '');
  if (!escape || !plain.includes(escape)) return plain;
  const meaning = meaningsOf(delimiters);
  // Bytes of one character may come as several sequences behind one another.
  const parts = joinHex(plain.split(escape));
  let out = parts[0]!;
  for (let at = 1; at < parts.length; at += 1) {
    const sequence = parts[at]!;
    const known =
      at < parts.length - 1
        ? (meaning.get(sequence) ?? formatting(sequence) ?? fromHex(sequence))
        : undefined;
    if (known === undefined) out += escape + sequence;
    else {
      out += known + parts[at + 1]!;
      at += 1;
    }
  }
  return out;
}

/** A map and no object: an object would answer for `\\constructor\\` with something of its own. */
const meaningsOf = (delimiters: Delimiters): ReadonlyMap<string, string> =>
  new Map([
    ['F', delimiters.field],
    ['S', delimiters.component],
    ['T', delimiters.subcomponent],
    ['R', delimiters.repetition],
    ['E', delimiters.escape],
    ...(delimiters.truncation ? [['L', delimiters.truncation] as const] : []),
    ['H', ''],
    ['N', ''],
  ]);

/** Formatting of text fields: what breaks a line breaks it, what only arranges says nothing. */
function formatting(sequence: string): string | undefined {
  const [, command, count] =
    /^\.(br|sp|ce|fi|nf|in|ti|sk)\s*([+-]?\d{1,2})?$/i.exec(sequence) ?? [];
  switch (command?.toLowerCase()) {
    case undefined:
      return undefined;
    case 'br':
    case 'ce':
      return '\n';
    case 'sp':
      return count ? '\n'.repeat(Math.max(1, Number(count))) : ' ';
    case 'sk':
      return ' '.repeat(Math.max(0, Number(count ?? 1)));
    default:
      return '';
  }
}

const HEX = /^X((?:[0-9A-Fa-f]{2})+)$/;

const SOME_HEX = /^X[0-9A-Fa-f]+$/;

/** One sequence of several that stand directly behind one another. */
function joinHex(parts: readonly string[]): string[] {
  const joined: string[] = [];
  let hexAt = -1;
  parts.forEach((part, at) => {
    const isHex = at > 0 && at < parts.length - 1 && SOME_HEX.test(part);
    if (isHex && hexAt > 0 && hexAt === joined.length - 2 && joined.at(-1) === '') {
      joined.pop();
      joined[hexAt] += part.slice(1);
    } else {
      if (isHex) hexAt = joined.length;
      joined.push(part);
    }
  });
  return joined;
}

/** Bytes as UTF-8 where they are that, as the western one-byte set where they are not. */
function fromHex(sequence: string): string | undefined {
  const hex = HEX.exec(sequence)?.[1];
  if (!hex) return undefined;
  const bytes = Buffer.from(hex, 'hex');
  const utf8 = bytes.toString('utf8');
  return (utf8.includes('\uFFFD') ? bytes.toString('latin1') : utf8).replaceAll('\u0000', '');
}
