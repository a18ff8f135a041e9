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
      return listOf(schema, text);
    default:
      return text;
  }
}

/** Where a list may be empty, its gaps are nothing; elsewhere each is somebody's slip. Whole numbers are digits. */
function listOf(schema: TSchema, text: string): unknown[] {
  const items = schema['items'] as TSchema;
  const parts = text.split(',').map((part) => part.trim());
  const given = schema['minItems'] === undefined ? parts.filter(Boolean) : parts;
  const isWhole = items['type'] === 'integer';
  return given.map((part) => (isWhole && !/^\d+$/.test(part) ? part : fromText(items, part)));
}
