/** Posts JSON to intake and gives back what it said. */
export async function postJson(
  ask: typeof fetch,
  url: string,
  type: string,
  body: unknown,
): Promise<{ readonly status: number; readonly json: unknown }> {
  const response = await ask(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(10_000),
  });
  const json: unknown = await response.json().catch(() => undefined);
  return { status: response.status, json };
}
