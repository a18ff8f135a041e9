type Amount = 'minItems' | 'maxItems' | 'minLength' | 'maxLength';
type Range = 'minimum' | 'exclusiveMinimum' | 'maximum' | 'exclusiveMaximum';

export interface Keywords extends Readonly<Partial<Record<Amount | Range, number>>> {
  readonly type?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: string | boolean;
  readonly pattern?: string;
}

/** What a schema accepts, in words for whoever writes the value; undefined where only a pattern could say it. */
export function acceptedOf(schema: Keywords): string | undefined {
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  if (schema.const !== undefined) return String(schema.const);
  switch (schema.type) {
    case 'integer':
      return `a whole number${rangeOf(schema)}`;
    case 'number':
      return `a number${rangeOf(schema)}`;
    case 'boolean':
      return 'true or false';
    case 'array':
      return `a list${amountOf(schema, 'minItems', 'maxItems')}`;
    case 'object':
      return 'fields with their values';
    default:
      return schema.pattern === undefined
        ? `a text${amountOf(schema, 'minLength', 'maxLength', ' characters')}`
        : undefined;
  }
}

const rangeOf = (schema: Keywords): string =>
  [
    limit('from', schema.minimum),
    limit('above', schema.exclusiveMinimum),
    limit('to', schema.maximum),
    limit('below', schema.exclusiveMaximum),
  ].join('');

const limit = (word: string, number: number | undefined): string =>
  number === undefined ? '' : ` ${word} ${number}`;

/** How much of it there has to be: at least something, or so many. */
function amountOf(schema: Keywords, least: Amount, most: Amount, unit = ''): string {
  const [from, to] = [schema[least], schema[most]];
  if (to !== undefined) return ` of ${from ?? 0} to ${to}${unit}`;
  if (from === 1) return ' that is not empty';
  return from === undefined ? '' : ` of at least ${from}${unit}`;
}
