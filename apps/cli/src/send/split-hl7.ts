const VT = '\u000b';
const FS = '\u001c';

/**
 * The messages of a file, each with its segments ended by CR as HL7 v2 wants them. Files come with any
 * line end, with MLLP frames around messages or batch segments between them, and with several messages
 * in one file: a message begins at a line that begins with MSH and a separator.
 */
export function splitHl7(text: string): string[] {
  const lines = text
    .replaceAll(VT, '\n')
    .replaceAll(FS, '\n')
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '');
  const messages: string[][] = [];
  for (const line of lines) {
    if (/^(FHS|BHS|BTS|FTS)\W/.test(line)) continue;
    if (/^\s*MSH[^A-Za-z0-9\s]/.test(line)) messages.push([line.trimStart()]);
    else messages.at(-1)?.push(line);
  }
  return messages.map((segments) => segments.map((segment) => `${segment}\r`).join(''));
}

/** MSH-10, by which intake knows a message again. */
export function controlIdOf(message: string): string | undefined {
  const header = message.split('\r', 1)[0]!;
  return header.split(header[3] ?? '|')[9]?.trim() || undefined;
}

/** What a reader recognises a message by: `ADT^A03` and its control id. */
export function labelOf(message: string): string {
  const header = message.split('\r', 1)[0]!;
  const separator = header[3] ?? '|';
  const fields = header.split(separator);
  const component = header[4] ?? '^';
  const [code, trigger] = (fields[8] ?? '').split(component);
  return [[code, trigger].filter(Boolean).join('^') || 'no type', fields[9] ?? ''].join(' ').trim();
}
