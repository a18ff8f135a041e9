import { brokenEvents } from '../testing/broken/broken-events.js';
import { brokenFhir } from '../testing/broken/broken-fhir.js';
import type { BrokenMessage } from '../testing/broken/broken-message.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

async function answered(path: string, { bytes, contentType, headers }: BrokenMessage) {
  const response = await fetch(intake.url + path, {
    method: 'POST',
    headers: { 'content-type': contentType!, ...headers },
    body: new Uint8Array(bytes),
  });
  const text = await response.text();
  const { json } = await intake.call('/v1/messages?limit=1');
  const [message] = json['items'] as Array<{
    disposition: string;
    reason: string;
    problems: Array<{ path: string; reason: string }>;
  }>;
  return {
    text,
    answer: response.status,
    became: `${message!.disposition}: ${message!.reason}`,
    problems: message!.problems.map(({ path, reason }) => `${path} ${reason}`),
  };
}

describe.each([
  ['a FHIR bundle', '/v1/fhir/$process-message', brokenFhir],
  ['a CloudEvent', '/v1/events', brokenEvents],
])('%s with', (_kind, path, table) => {
  it.each(table.map((each) => [each.name, each] as const))('%s', async (_name, message) => {
    const { text, ...rest } = await answered(path, message);
    const { answer, became, problems } = message;
    expect(rest).toEqual({ answer, became, problems });
    // The sender is told the place and the reason of each problem; CloudEvents in fields of their own.
    for (const problem of answer === 202 ? [] : problems) {
      const [place, ...reason] = problem.split(' ');
      expect(text).toContain(place);
      expect(text).toContain(JSON.stringify(reason.join(' ')).slice(1, -1));
    }
  });
});

describe('whatever was broken', () => {
  it('is stored with an end', async () => {
    const { json } = await intake.call('/v1/messages/summary');
    expect(json['total']).toBe(brokenFhir.length + brokenEvents.length);
    expect((json['byDisposition'] as Record<string, number>)['pending']).toBe(0);
  });
});
