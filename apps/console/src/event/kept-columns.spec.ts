import { stated, valuesOf } from './domain/kept-fields.js';
import { filledColumns, keptColumns, selectedOf, withTimes } from './kept-columns.js';

const FIELDS = {
  programId: { in: 'text', of: stated('programId') },
  startsOn: { in: 'date', of: stated('startsOn') },
  trigger: { in: 'text', column: 'trigger_kind', of: stated('kind') },
  wing: { in: 'shown', of: stated('wing') },
  messageId: { in: 'shown', of: stated('messageId'), before: 'message_id' },
} as const;

const row = valuesOf(FIELDS, {
  ...{ name: 'placement-confirmed', time: '2026-11-07T15:00:00.000Z' },
  data: { programId: 'harbor-iop', wing: 'east', startsOn: 7 },
});

describe('fields of a row', () => {
  it('have what an event states, and nothing of what it states otherwise', () => {
    expect(row).toEqual({
      ...{ programId: 'harbor-iop', startsOn: null, trigger: null, wing: 'east', messageId: null },
    });
  });

  it('are written to their columns, those only shown to one', () => {
    const columns = keptColumns(FIELDS);
    expect(Object.entries(columns).map(([name, [type, of]]) => [name, type, of(row)])).toEqual([
      ['program_id', 'text', 'harbor-iop'],
      ['starts_on', 'date', null],
      ['trigger_kind', 'text', null],
      ['shown', 'jsonb', { wing: 'east' }],
    ]);
    expect(filledColumns(FIELDS)).toEqual(['program_id', 'starts_on', 'trigger_kind']);
  });

  it('are read under their names, also out of a row of an earlier release', () => {
    expect(selectedOf('p', FIELDS).split(', ')).toEqual([
      'p.program_id AS "programId"',
      'p.starts_on::text AS "startsOn"',
      'p.trigger_kind AS "trigger"',
      `p.shown->>'wing' AS "wing"`,
      `coalesce(p.shown->>'messageId'`,
      'p.message_id) AS "messageId"',
    ]);
    expect(
      withTimes<{ at: string; level: string | null }>({ at: new Date(0), level: null }),
    ).toEqual({ at: '1970-01-01T00:00:00.000Z', level: null });
  });

  it('of which none is only shown need no column for those', () => {
    const { programId } = FIELDS;
    expect(Object.keys(keptColumns({ programId }))).toEqual(['program_id']);
  });
});
