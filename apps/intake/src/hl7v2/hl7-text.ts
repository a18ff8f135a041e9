const LABELS: Readonly<Record<string, string>> = {
  'UNICODE UTF-8': 'utf-8',
  'UTF-8': 'utf-8',
  UNICODE: 'utf-8',
  '8859/1': 'iso-8859-1',
  '8859/2': 'iso-8859-2',
  '8859/5': 'iso-8859-5',
  '8859/7': 'iso-8859-7',
  '8859/9': 'iso-8859-9',
  '8859/15': 'iso-8859-15',
  'WINDOWS-1252': 'windows-1252',
};

/**
 * Turns bytes into text. MSH-18 is believed when it names a known character set and the bytes are
 * valid in it; otherwise UTF-8, and for bytes that are not UTF-8 the western one-byte set.
 */
export function decodeHl7(bytes: Buffer): string {
  const declared = declaredCharset(bytes);
  for (const label of declared ? [declared, 'utf-8'] : ['utf-8']) {
    const text = tryDecode(bytes, label);
    if (text !== undefined) return text;
  }
  return new TextDecoder('windows-1252').decode(bytes);
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
  return LABELS[(name.split('~', 1)[0] ?? '').trim().toUpperCase()];
}

function tryDecode(bytes: Buffer, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
