/** An escaped NUL or half of a surrogate pair, as `JSON.stringify` writes them. */
const UNSTORABLE = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f][0-9a-f]{2})/;

/** Whether PostgreSQL can keep the texts of a value: it knows no NUL and no half characters. */
export const isStorable = (value: unknown): boolean =>
  !UNSTORABLE.test(JSON.stringify(value ?? null));
