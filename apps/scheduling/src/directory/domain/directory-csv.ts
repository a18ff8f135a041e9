import type { FieldProblem } from '@handrail/contracts';
import { blocksOf, hoursOf, type SessionBlock } from '../../program/domain/session-block.js';
import { WEEKDAYS, type Weekday } from '../../program/domain/weekday.js';
import type {
  ListedProgram,
  ListedTrack,
  ReadDirectory,
  UnreadableDirectory,
} from './listed-program.js';

/** One line per track; what is said of a program stands on each of its lines. */
const COLUMNS = [
  ...['programId', 'name', 'level', 'regions', 'timeZone', 'payers', 'capabilities'],
  ...['facilities', 'acceptance', 'closed', 'trackId', 'hours', 'modality', 'capacity'],
] as const;

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
export function fromCsv(text: string): ReadDirectory | UnreadableDirectory {
  const [head = [], ...rest] = readCsv(text.replace(/^\uFEFF/, ''));
  const missing = COLUMNS.filter((column) => !head.includes(column));
  if (missing.length > 0)
    return { problems: [problemIn('1', `has no column ${missing.join(', ')}`, COLUMNS.join(','))] };
  const programs = new Map<string, ListedProgram>();
  const lines = new Map<string, number[]>();
  const problems: FieldProblem[] = [];
  for (const [index, line] of rest.entries()) {
    if (line.length === 1 && line[0] === '') continue;
    const cell = (name: string) =>
      (line[head.indexOf(name)]?.trim() ?? '').replace(/^'(?=[=+\-@])/, '');
    const at = index + 2;
    const [id, hours, capacity] = [cell('programId'), readHours(cell('hours')), cell('capacity')];
    if (!hours)
      problems.push(problemIn(`${at}/hours`, 'is not understood', 'mon wed fri 18:00-21:00'));
    if (!/^\d+$/.test(capacity))
      problems.push(problemIn(`${at}/capacity`, 'is not a number', 'a number of places'));
    const track: ListedTrack = {
      ...hoursOf({ days: [], from: null, to: null, blocks: hours ?? [] }),
      ...{ id: cell('trackId'), modality: cell('modality'), capacity: Number(capacity) },
    };
    const known = programs.get(id);
    programs.set(id, {
      ...(known ?? programIn(cell)),
      tracks: [...(known?.tracks ?? []), track],
    });
    lines.set(id, [...(lines.get(id) ?? []), at]);
  }
  if (problems.length > 0) return { problems };
  return { programs: [...programs.values()], lines: [...lines.values()] };
}

/**
 * Where in a file of comma-separated values a field of a program is said, as line and column: what is said
 * of the program on the first of its lines, what is said of a track on its own.
 */
export function cellOf(lines: ReadonlyArray<readonly number[]>, path: readonly string[]): string {
  const [program = '', field = '', track, ofTrack = ''] = path;
  const ofProgram = lines[Number(program)] ?? [];
  if (field !== 'tracks' || track === undefined)
    return `${ofProgram[0]}/${field === 'id' ? 'programId' : field}`;
  return `${ofProgram[Number(track)]}/${TRACK_COLUMNS[ofTrack] ?? ofTrack}`;
}

const TRACK_COLUMNS: Readonly<Record<string, string>> = {
  ...{ id: 'trackId', days: 'hours', from: 'hours', to: 'hours', blocks: 'hours' },
};

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
    const words = part.split(/\s/).filter(Boolean);
    const [, from = '', to = ''] = /^(\d\d:\d\d)-(\d\d:\d\d)$/.exec(words.at(-1) ?? '') ?? [];
    const names = words.slice(0, -1);
    const days = names.filter((name): name is Weekday => isWeekday(name));
    return from !== '' && days.length > 0 && days.length === names.length
      ? { days, from, to }
      : null;
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

const problemIn = (line: string, reason: string, accepted: string): FieldProblem => ({
  path: `/content/${line}`,
  ...{ reason, accepted },
});
