import { blocksOf, hoursOf, type SessionBlock } from '../../program/domain/session-block.js';
import { WEEKDAYS, type Weekday } from '../../program/domain/weekday.js';
import type { ListedProgram, ListedTrack } from './listed-program.js';

/** One line per track; what is said of a program stands on each of its lines. */
const COLUMNS = [
  ...['programId', 'name', 'level', 'regions', 'timeZone', 'payers', 'capabilities'],
  ...['facilities', 'acceptance', 'closed', 'trackId', 'hours', 'modality', 'capacity'],
] as const;

/** A directory that cannot be read, with the line at fault where there is one. */
export interface UnreadableDirectory {
  readonly problem: { readonly path: string; readonly reason: string; readonly accepted: string };
}

/** The directory as comma-separated values (RFC 4180), for a spreadsheet. */
export function toCsv(programs: readonly ListedProgram[]): string {
  const lines = programs.flatMap((program) =>
    program.tracks.map((track) =>
      [
        ...[program.id, program.name, program.level, program.regions.join(';'), program.timeZone],
        ...[program.payers, program.capabilities, program.facilities].map((each) => each.join(';')),
        ...[program.acceptance, program.closed ? 'yes' : 'no', track.id, hoursText(track)],
        ...[track.modality, String(track.capacity)],
      ]
        .map(quoted)
        .join(','),
    ),
  );
  return [COLUMNS.join(','), ...lines, ''].join('\r\n');
}

/** The programs of a directory as comma-separated values; the first line names the columns. */
export function fromCsv(text: string): ListedProgram[] | UnreadableDirectory {
  const [head = [], ...lines] = readCsv(text.replace(/^\uFEFF/, ''));
  const missing = COLUMNS.find((column) => !head.includes(column));
  if (missing) return unreadable('1', `has no column ${missing}`, COLUMNS.join(','));
  const programs = new Map<string, ListedProgram>();
  for (const [index, line] of lines.entries()) {
    if (line.length === 1 && line[0] === '') continue;
    const cell = (name: string) =>
      (line[head.indexOf(name)]?.trim() ?? '').replace(/^'(?=[=+\-@])/, '');
    const hours = readHours(cell('hours'));
    const at = String(index + 2);
    if (!hours) return unreadable(`${at}/hours`, 'is not understood', 'mon wed fri 18:00-21:00');
    if (!/^\d+$/.test(cell('capacity')))
      return unreadable(`${at}/capacity`, 'is not a number', 'a number of places');
    const track: ListedTrack = {
      ...hoursOf({ days: [], from: null, to: null, blocks: hours }),
      ...{ id: cell('trackId'), modality: cell('modality'), capacity: Number(cell('capacity')) },
    };
    const id = cell('programId');
    const known = programs.get(id);
    programs.set(id, {
      ...(known ?? programIn(cell)),
      tracks: [...(known?.tracks ?? []), track],
    });
  }
  return [...programs.values()];
}

const listIn = (text: string): string[] =>
  text
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each !== '');

const programIn = (cell: (name: string) => string): Omit<ListedProgram, 'tracks'> => ({
  ...{ id: cell('programId'), name: cell('name'), level: cell('level') },
  ...{ timeZone: cell('timeZone'), acceptance: cell('acceptance') || 'automatic' },
  regions: listIn(cell('regions')),
  payers: listIn(cell('payers')),
  capabilities: listIn(cell('capabilities')),
  facilities: listIn(cell('facilities')),
  closed: ['yes', 'true', '1'].includes(cell('closed').toLowerCase()),
});

/** `mon 09:00-12:00 | wed fri 18:00-21:00`; nothing for care around the clock. */
const hoursText = (track: ListedTrack): string =>
  blocksOf(track)
    .map(({ days, from, to }) => `${days.join(' ')} ${from}-${to}`)
    .join(' | ');

function readHours(text: string): SessionBlock[] | null {
  if (text === '') return [];
  const blocks = text.split('|').map((part) => {
    const [, names = '', from = '', to = ''] =
      /^\s*([a-z ]+?)\s+(\d\d:\d\d)-(\d\d:\d\d)\s*$/.exec(part) ?? [];
    const days = names.split(/\s+/).filter((name): name is Weekday => isWeekday(name));
    return days.length > 0 && days.length === names.split(/\s+/).length ? { days, from, to } : null;
  });
  return blocks.includes(null) ? null : (blocks as SessionBlock[]);
}

const isWeekday = (name: string): boolean => (WEEKDAYS as readonly string[]).includes(name);

/** A cell that a spreadsheet would take for a formula is written as text. */
function quoted(value: string): string {
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Lines and cells as RFC 4180 has them: quotes keep commas and line ends, two quotes are one. */
function readCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let inQuotes = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (inQuotes) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else inQuotes = false;
    } else if (char === '"') inQuotes = true;
    else if (char === ',') {
      lines.at(-1)!.push(cell);
      cell = '';
    } else if (char === '\n') {
      lines.at(-1)!.push(cell.replace(/\r$/, ''));
      lines.push([]);
      cell = '';
    } else cell += char;
  }
  lines.at(-1)!.push(cell);
  return lines;
}

const unreadable = (line: string, reason: string, accepted: string): UnreadableDirectory => ({
  problem: { path: `/content/${line}`, reason, accepted },
});
