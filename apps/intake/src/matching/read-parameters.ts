import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { FIELDS, KEY_PARTS, type Field, type MatchingParameters } from './domain/parameters.js';

const share = z.number().gt(0).lt(1);
const level = z.strictObject({ m: share, u: share });
const text = z.string().min(1);
const count = z.number().int().min(1);

const field = z.strictObject({
  exact: level,
  near: level.optional(),
  close: level.optional(),
  different: level,
  countValues: z.boolean(),
});

/** The format of a parameter file. Nothing is optional but levels: what is left out is not guessed. */
const parametersSchema = z.strictObject({
  version: text,
  thresholds: z
    .strictObject({
      link: z.number(),
      review: z.number(),
      personEvidence: z.number(),
      reviewPersonEvidence: z.number(),
      support: z.number().gt(0),
    })
    .refine(({ link, review }) => link > review, 'link is above review'),
  fields: z.strictObject(
    Object.fromEntries(FIELDS.map((name) => [name, field])) as Record<Field, typeof field>,
  ),
  swappedNames: z.number().lte(0),
  address: z.strictObject({
    atMost: z.number().gt(0),
    atLeast: z.number().lte(0),
    areaAtMost: z.number().gte(0),
  }),
  assumedRecords: count,
  commonValues: z.partialRecord(z.enum(FIELDS), z.record(text, share)),
  blocking: z.strictObject({
    passes: z.array(z.array(z.enum(KEY_PARTS)).min(1)).min(1),
    blockLimit: count.max(5_000),
    candidateLimit: count.max(5_000),
    reviewLimit: count.max(50),
  }),
  similarity: z
    .strictObject({ near: share, close: share })
    .refine(({ near, close }) => near > close, 'near is above close'),
  placeholders: z.strictObject({
    names: z.array(text),
    streets: z.array(text),
    birthDates: z.array(text),
    numbers: z.array(text),
  }),
  sameNumbers: z.array(z.array(text).min(2)),
  nicknames: z.array(z.array(text).min(2)),
  streetWords: z.record(text, text),
});

const SHIPPED = join(import.meta.dirname, 'parameters.yaml');

/** Reads matching parameters; throws one error that names every field at fault. */
export async function readParameters(file: string = SHIPPED): Promise<MatchingParameters> {
  const result = parametersSchema.safeParse(parse(await readFile(file, 'utf8')));
  if (result.success) return result.data;
  const faults = result.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'parameters'}: ${message}`,
  );
  throw new Error(`The matching parameters in ${file} are not valid:\n  ${faults.join('\n  ')}`);
}
