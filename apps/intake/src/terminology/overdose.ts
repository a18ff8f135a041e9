import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const text = z.string().min(1);

/** The format of the value set: a list of codes is data, and whoever keeps it needs no program. */
const valueSet = z.strictObject({
  version: text,
  snomed: z.strictObject({
    source: text,
    codes: z.array(z.strictObject({ code: z.string().regex(/^\d{6,18}$/), display: text })).min(1),
  }),
  icd10cm: z.strictObject({
    source: text,
    below: z.array(z.string().regex(/^[A-Z]\d[0-9A-Z]$/)).min(1),
    withoutSixth: text,
    withoutSeventh: text,
  }),
});

const { snomed, icd10cm } = valueSet.parse(
  parse(readFileSync(join(import.meta.dirname, 'overdose.yaml'), 'utf8')),
);
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
