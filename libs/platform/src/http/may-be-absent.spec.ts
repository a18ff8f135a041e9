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

async function faultsOf(body: object): Promise<unknown> {
  try {
    await problemValidationPipe().transform(body, { type: 'body', metatype: ExampleDto });
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
    [{ note: null }, ['/note']],
    [{ codes: null }, ['/codes']],
    [{ part: null }, ['/part']],
    [{ part: { name: null } }, ['/part/name']],
    [{ note: null, until: null }, ['/note']],
  ])('is refused in %j: a null is a value', async (body, faults) => {
    expect(await faultsOf(body)).toEqual(faults);
  });
});
