/** HL7 table 0211 -> names of the Encoding standard; `ASCII` is left to UTF-8, which contains it. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['UNICODE UTF-8', 'utf-8'],
  ['UTF-8', 'utf-8'],
  ['UTF8', 'utf-8'],
  ['UNICODE', 'utf-8'],
  ['UNICODE UTF-16', 'utf-16le'],
  ['8859/1', 'iso-8859-1'],
  ['8859/2', 'iso-8859-2'],
  ['8859/3', 'iso-8859-3'],
  ['8859/4', 'iso-8859-4'],
  ['8859/5', 'iso-8859-5'],
  ['8859/6', 'iso-8859-6'],
  ['8859/7', 'iso-8859-7'],
  ['8859/8', 'iso-8859-8'],
  ['8859/9', 'windows-1254'],
  ['8859/15', 'iso-8859-15'],
  ['ISO IR14', 'shift_jis'],
  ['ISO IR87', 'iso-2022-jp'],
  ['ISO IR159', 'iso-2022-jp'],
  ['GB 18030-2000', 'gb18030'],
  ['KS X 1001', 'euc-kr'],
  ['BIG-5', 'big5'],
  ['WINDOWS-1252', 'windows-1252'],
]);

const KNOWN = new Set([...LABELS.keys(), '', 'ASCII', 'US-ASCII', 'ISO IR6']);

/** Whether MSH-18 names a character set intake knows; an unknown one is read as UTF-8. */
export const isKnownCharset = (name: string): boolean => KNOWN.has(name.trim().toUpperCase());

/**
 * Turns bytes into text. MSH-18 is believed when it names a known character set and the bytes are
 * valid in it; otherwise UTF-8, and for bytes that are not UTF-8 the western one-byte set.
 */
export function decodeHl7(bytes: Buffer): string {
  const wide = wideCharset(bytes);
  if (wide) return new TextDecoder(wide).decode(bytes);
  const declared = declaredCharset(bytes);
  for (const label of declared ? [declared, 'utf-8'] : ['utf-8']) {
    const text = tryDecode(bytes, label);
    if (text !== undefined) return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
}

/** Two bytes for each character show in the first of them, with a byte order mark or without. */
function wideCharset(bytes: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const start = bytes.subarray(0, 4).toString('hex');
  if (/^(fffe|4d005300)/.test(start)) return 'utf-16le';
  return /^(feff|004d0053)/.test(start) ? 'utf-16be' : undefined;
}

function declaredCharset(bytes: Buffer): string | undefined {
  const start = bytes.indexOf('MSH');
  if (start < 0) return undefined;
  const line = bytes
    .subarray(start, start + 2_000)
    .toString('latin1')
    .split(/[\r\n]/, 1)[0]!;
  const separator = line[3];
  const name = separator ? (line.split(separator)[17] ?? '') : '';
  return LABELS.get((name.split('~', 1)[0] ?? '').trim().toUpperCase());
}

function tryDecode(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
