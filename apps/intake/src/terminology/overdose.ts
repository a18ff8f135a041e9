import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type, type Static } from '@sinclair/typebox';
import { problemLine, shapeReader } from '@handrail/contracts';
import { parse } from 'yaml';

const closed = { additionalProperties: false } as const;
const text = Type.String({ minLength: 1 });

/** The format of the value set: a list of codes is data, and whoever keeps it needs no program. */
const valueSet = Type.Object(
  {
    version: text,
    snomed: Type.Object(
      {
        source: text,
        codes: Type.Array(
          Type.Object({ code: Type.String({ pattern: '^\\d{6,18}$' }), display: text }, closed),
          { minItems: 1 },
        ),
      },
      closed,
    ),
    icd10cm: Type.Object(
      {
        source: text,
        below: Type.Array(Type.String({ pattern: '^[A-Z]\\d[0-9A-Z]$' }), { minItems: 1 }),
        withoutSixth: text,
        withoutSeventh: text,
      },
      closed,
    ),
  },
  closed,
);

const FILE = join(import.meta.dirname, 'overdose.yaml');

function readValueSet(): Static<typeof valueSet> {
  const read = shapeReader(valueSet)(parse(readFileSync(FILE, 'utf8')));
  if ('value' in read) return read.value;
  const faults = read.problems.map((problem) => problemLine(problem, 'the value set'));
  throw new Error(`The value set of overdoses in ${FILE} is not valid:\n  ${faults.join('\n  ')}`);
}

const { snomed, icd10cm } = readValueSet();
const SNOMED: ReadonlySet<string> = new Set(snomed.codes.map(({ code }) => code));

/** Whether a code of SNOMED CT or ICD-10-CM, with or without its dot, says that there was an overdose. */
export function isOverdoseCode(code: string): boolean {
  if (SNOMED.has(code)) return true;
  const plain = code.toUpperCase().replace('.', '');
  if (!/^[A-Z0-9]{3,7}$/.test(plain) || !icd10cm.below.includes(plain.slice(0, 3))) return false;
  const [sixth = '', seventh = ''] = plain.slice(5);
  return (
    !(sixth && icd10cm.withoutSixth.includes(sixth)) &&
    !(seventh && icd10cm.withoutSeventh.includes(seventh))
  );
}
