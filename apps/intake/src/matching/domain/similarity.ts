/** Similarity of two texts between 0 and 1, kind to a common beginning (Jaro 1989, Winkler 1990). */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const similarity = jaro(a, b);
  let prefix = 0;
  while (prefix < 4 && prefix < a.length && a[prefix] === b[prefix]) prefix += 1;
  return similarity + prefix * 0.1 * (1 - similarity);
}

function jaro(a: string, b: string): number {
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, Math.floor(Math.max(a.length, b.length) / 2) - 1);
  const taken = new Array<boolean>(b.length).fill(false);
  const common: string[] = [];
  for (let at = 0; at < a.length; at += 1)
    for (let to = Math.max(0, at - reach); to < Math.min(b.length, at + reach + 1); to += 1)
      if (!taken[to] && a[at] === b[to]) {
        taken[to] = true;
        common.push(a[at]!);
        break;
      }
  if (common.length === 0) return 0;
  const other = [...b].filter((_, at) => taken[at]);
  const moved = common.filter((letter, at) => letter !== other[at]).length / 2;
  return (
    (common.length / a.length +
      common.length / b.length +
      (common.length - moved) / common.length) /
    3
  );
}

/** Whether one insertion, deletion, replacement or exchange of neighbours makes one of the other. */
export function isOneEditAway(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at += 1;
  if (a.length === b.length)
    return (
      a.slice(at + 1) === b.slice(at + 1) ||
      (a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2))
    );
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a];
  return longer.slice(at + 1) === shorter.slice(at);
}

const CODES: Readonly<Record<string, string>> = Object.fromEntries(
  ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((letters, at) =>
    [...letters].map((letter) => [letter, String(at + 1)]),
  ),
);

/** American Soundex: how a name sounds, in a letter and three digits. Empty for what has no letters. */
export function soundex(name: string): string {
  const letters = [...name].filter((letter) => letter >= 'a' && letter <= 'z');
  const [first] = letters;
  if (!first) return '';
  let code = first;
  let before = CODES[first];
  for (const letter of letters.slice(1)) {
    const digit = CODES[letter];
    if (digit && digit !== before) code += digit;
    // Letters of one sound around h or w count once, around a vowel twice.
    if (letter !== 'h' && letter !== 'w') before = digit;
    if (code.length === 4) break;
  }
  return code.padEnd(4, '0');
}
