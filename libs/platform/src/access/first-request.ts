/** What the first bytes of a connection say about who sends them. */
export interface FirstRequest {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly cookie: string | undefined;
}

const HEAD_END = '\r\n\r\n';

/**
 * Reads the head of the first request without parsing HTTP: nothing is taken from it but the questions whether its
 * sender floods. Undefined where the head is not whole or is none; whoever parses it decides then.
 */
export function firstRequest(bytes: Buffer): FirstRequest | undefined {
  const end = bytes.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [line = '', ...headers] = bytes.toString('latin1', 0, end).split('\r\n');
  const path = /^[A-Z]+ (\/[^ ?]*)\S* HTTP\/1\.[01]$/.exec(line)?.[1];
  if (path === undefined) return undefined;
  const header = (name: string) =>
    headers.find((each) => each.slice(0, name.length).toLowerCase() === name);
  const valueOf = (name: string) =>
    header(`${name}:`)
      ?.slice(name.length + 1)
      .trim();
  return { path, authorization: valueOf('authorization'), cookie: valueOf('cookie') };
}
