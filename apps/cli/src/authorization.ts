import type { ToolEnvironment } from './command.js';

/** The header of a request to services that ask for a token: the access token in HANDRAIL_TOKEN. */
export function authorizationOf(env: ToolEnvironment): Readonly<Record<string, string>> {
  const token = env['HANDRAIL_TOKEN'];
  return token ? { authorization: `Bearer ${token}` } : {};
}
