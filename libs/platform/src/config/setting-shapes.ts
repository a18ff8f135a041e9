import { Type, type TSchema } from '@sinclair/typebox';
import { asWritten, withReason, withRule } from '@handrail/contracts';

/** Settings by their names without the HANDRAIL_ prefix: what each accepts, and what it is when unset. */
export type SettingShapes = Readonly<Record<string, TSchema>>;

const trimmed = (value: unknown): unknown => (typeof value === 'string' ? value.trim() : value);

interface TextOptions {
  readonly default?: string;
}

/** An address of any scheme. */
export const url = (options: TextOptions = {}) =>
  withRule(
    asWritten(Type.String(options), trimmed),
    (text) => URL.canParse(text),
    'must be an address',
  );

function urlOf(schemes: readonly string[], options: TextOptions) {
  const reason = `must be an address that begins with ${schemes.map((scheme) => `${scheme}://`).join(' or ')}`;
  return withReason(
    withRule(url(options), (text) => schemes.includes(new URL(text).protocol.slice(0, -1)), reason),
    reason,
  );
}

/** An address of a web server, such as `https://handrail.example.org`. */
export const httpUrl = (options: TextOptions = {}) => urlOf(['https', 'http'], options);

/** An address of a PostgreSQL server. */
export const postgresUrl = () => urlOf(['postgres', 'postgresql'], {});

/** What an environment variable's text is as a value of its shape; what it cannot be stays text, and is refused. */
export function fromText(schema: TSchema, text: string): unknown {
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return text.trim() === '' || Number.isNaN(Number(text)) ? text : Number(text);
    case 'boolean':
      return text === 'true' || (text === 'false' ? false : text);
    case 'array':
      return text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean)
        .map((part) => fromText(schema['items'] as TSchema, part));
    default:
      return text;
  }
}
