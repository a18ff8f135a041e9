import { Problem, type ProblemBody } from './problem.js';
import { pageQuery, toPage, type SortKey } from './page.js';

const cursorOf = (...values: readonly unknown[]) =>
  Buffer.from(JSON.stringify(values)).toString('base64url');
const read = (cursor: string, sortedBy: readonly SortKey[]) =>
  pageQuery({ cursor }, sortedBy).after;

/** The fields a refusal names. */
function fieldsRefused(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem)
      return [error.getStatus(), (error.getResponse() as ProblemBody).errors?.map((e) => e.path)];
    throw error;
  }
  return 'taken';
}

const id = '0199a2b4-1c00-7000-8000-00000000000a';

describe('a cursor', () => {
  it('is what the page before wrote', () => {
    const rows = [
      { at: '2026-11-07T09:00:00.123Z', id },
      { at: '', id: '' },
    ];
    const { nextCursor } = toPage(
      rows,
      1,
      (row) => [row.at, row.id],
      (row) => row,
    );
    expect(read(nextCursor!, ['time', 'uuid'])).toEqual(['2026-11-07T09:00:00.123Z', id]);
  });

  it.each<[string, SortKey]>([
    ['2026-11-07T09:00:00.000Z', 'time'],
    ['2026-11-07 09:00:00.123456+00', 'time'],
    ['2026-11-07 09:00:00-03:30', 'time'],
    ['infinity', 'time'],
    ['-infinity', 'time'],
    [id, 'uuid'],
    [id.toUpperCase(), 'uuid'],
    ['-32768', 'smallint'],
    ['2147483647', 'integer'],
    ['9223372036854775807', 'bigint'],
    ['harbor-iop', 'text'],
    ['', 'text'],
  ])('may carry %j as %s', (value, key) => {
    expect(read(cursorOf(value), [key])).toEqual([value]);
  });

  it.each<[string, SortKey]>([
    ['', 'time'],
    ['yesterday', 'time'],
    ['2026-02-30T09:00:00.000Z', 'time'],
    ['2026-11-07T24:00:00.000Z', 'time'],
    ['2026-11-07T09:00:60.000Z', 'time'],
    ['0000-01-01T00:00:00.000Z', 'time'],
    ['+275760-09-13T00:00:00.000Z', 'time'],
    ['2026-11-07 09:00:00+99', 'time'],
    ['2026-11-07 09:00:00', 'time'],
    ['not-a-uuid', 'uuid'],
    [`${id}0`, 'uuid'],
    ['32768', 'smallint'],
    ['2147483648', 'integer'],
    ['9223372036854775808', 'bigint'],
    ['1e3', 'bigint'],
    ['', 'integer'],
    ['a\u0000b', 'text'],
    ['\ud800', 'text'],
  ])('that carries %j as %s is refused by its name', (value, key) => {
    expect(fieldsRefused(() => read(cursorOf(value), [key]))).toEqual([400, ['cursor']]);
  });

  it.each([
    ['no JSON', 'Zm9v'],
    ['no base64url', '!!!'],
    ['JSON without an end', Buffer.from('["a"').toString('base64url')],
    ['JSON that is nested deep', Buffer.from('['.repeat(6_000)).toString('base64url')],
    ['no list', Buffer.from('{"0":"a"}').toString('base64url')],
    ['something else than texts', cursorOf(1)],
    ['too many values', cursorOf(id, id)],
    ['too few values', cursorOf()],
  ])('that is %s is refused by its name', (_what, cursor) => {
    expect(fieldsRefused(() => read(cursor, ['uuid']))).toEqual([400, ['cursor']]);
  });

  it('of another list is refused where the two are not sorted alike', () => {
    const cursor = cursorOf('2026-11-07T09:00:00.000Z', id);
    expect(fieldsRefused(() => read(cursor, ['bigint']))).toEqual([400, ['cursor']]);
    expect(fieldsRefused(() => read(cursor, ['time', 'smallint', 'uuid']))).toEqual([
      400,
      ['cursor'],
    ]);
  });
});

describe('a limit', () => {
  it.each(['0', '201', '-1', '1.5', '1e400', 'NaN', 'ten', ''])(
    'attack 33: of %j is refused',
    (limit) => {
      expect(fieldsRefused(() => pageQuery({ limit }, ['uuid']))).toEqual([400, ['limit']]);
    },
  );

  it('is fifty unless it is given', () => {
    expect(pageQuery({}, ['uuid'])).toEqual({ limit: 50, after: null });
    expect(pageQuery({ limit: '200' }, ['uuid'])).toEqual({ limit: 200, after: null });
  });
});
