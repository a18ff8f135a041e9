import { fieldPath } from '@handrail/domain';
import { encoding, structure } from '../testing/broken/broken-hl7.js';
import { content } from '../testing/broken/broken-hl7-content.js';
import type { BrokenMessage } from '../testing/broken/broken-message.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

async function answered({ bytes }: BrokenMessage) {
  const response = await fetch(`${intake.url}/v1/hl7v2`, {
    method: 'POST',
    headers: { 'content-type': 'application/hl7-v2' },
    body: new Uint8Array(bytes),
  });
  const text = await response.text();
  const acks = [...text.matchAll(/MSA(.)(\w\w)\1([^\r|]*)/g)];
  const { json } = await intake.call('/v1/messages?limit=1');
  const [message] = json['items'] as Array<{
    disposition: string;
    reason: string;
    problems: Array<{ path: string; reason: string; accepted: string }>;
  }>;
  return {
    text,
    answer: acks.map((match) => `${match[2]} ${match[3]}`),
    became: `${message!.disposition}: ${message!.reason}`,
    problems: message!.problems.map(({ path, reason }) => `${path} ${reason}`),
  };
}

describe('an HL7 message with', () => {
  describe.each([
    ['encoding', encoding],
    ['structure', structure],
    ['content', content],
  ])('broken %s:', (_kind, table) => {
    it.each(table.map((each) => [each.name, each] as const))('%s', async (_name, message) => {
      const { text, ...rest } = await answered(message);
      const { answer, became, problems } = message;
      expect(rest).toEqual({ answer, became, problems });
      // A refusal says to the sender what the list says to us, in a sentence.
      if (became.startsWith('rejected'))
        for (const problem of problems)
          expect(text).toContain(problem.replace(/^\S+/, (path) => fieldPath(path)));
    });
  });

  it('attack 38: any of this leaves nothing pending, and the listener well', async () => {
    const { json } = await intake.call('/v1/messages/summary');
    const byDisposition = json['byDisposition'] as Record<string, number>;
    expect(byDisposition['pending']).toBe(0);
    expect(json['total']).toBe(encoding.length + structure.length + content.length);
    expect((await intake.call('/health/ready')).status).toBe(200);
  });
});
