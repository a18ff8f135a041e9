import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { MayBeAbsent } from './may-be-absent.js';
import { Problem, type ProblemBody } from './problem.js';
import { problemValidationPipe } from './validation-pipe.js';

class PartDto {
  @MayBeAbsent()
  @IsString()
  name?: string;
}

class ExampleDto {
  @MayBeAbsent()
  @IsString()
  note?: string;

  @MayBeAbsent()
  @IsArray()
  codes?: string[];

  @MayBeAbsent()
  @ValidateNested()
  @Type(() => PartDto)
  part?: PartDto;

  @IsOptional()
  @IsString()
  until?: string | null;
}

const read = (body: object): Promise<unknown> =>
  problemValidationPipe().transform(body, { type: 'body', metatype: ExampleDto });

async function faultsOf(body: object): Promise<unknown> {
  try {
    await read(body);
    return [];
  } catch (error) {
    if (error instanceof Problem)
      return ((error.getResponse() as ProblemBody).errors ?? []).map(({ path }) => path);
    throw error;
  }
}

describe('a field that may be absent', () => {
  it.each([{}, { note: 'a' }, { note: undefined }, { part: {} }, { until: null }])(
    'is taken in %j',
    async (body) => expect(await faultsOf(body)).toEqual([]),
  );

  it.each([
    [{ note: null }, {}],
    [{ codes: null, note: 'a' }, { note: 'a' }],
    [{ part: null }, {}],
    [{ part: { name: null } }, { part: {} }],
    [{ note: null, until: null }, { until: null }],
  ])('is left out in %j: whoever reads it sees no null', async (body, seen) => {
    expect(await read(body)).toEqual(seen);
  });

  it('follows its other rules when it is there', async () => {
    expect(await faultsOf({ note: 1, codes: 'a', part: { name: 2 } })).toEqual([
      '/note',
      '/codes',
      '/part/name',
    ]);
  });
});
