import { consoleService } from '@handrail/console';
import { startTestServices, TestIssuer } from '@handrail/testing';
import { ask, bearer, typeOf } from './every-endpoint.js';

// Real: the console alone, behind an issuer of tokens.
let issuer: TestIssuer;
const others: TestIssuer[] = [];

beforeAll(async () => {
  issuer = await TestIssuer.start();
});
afterAll(async () => {
  for (const each of [issuer, ...others]) await each?.stop();
});

describe('somebody who asks too much', () => {
  it('is answered 429 with the time to wait, while others and probes are answered', async () => {
    const settings = { HANDRAIL_ISSUER: issuer.url, HANDRAIL_REQUESTS_PER_SECOND: '20' };
    const alone = await startTestServices([consoleService], settings);
    const url = alone.url('console');
    const as = async (sub: string) =>
      bearer(await issuer.token({ claims: { sub, roles: ['operator'] } }));
    const [greedy, other] = [await as('greedy-1'), await as('other-1')];
    const sent = Array.from({ length: 200 }, () => ask('GET', `${url}/v1/nowhere`, greedy));
    const answers = await Promise.all(sent);
    const refused = answers.filter(({ status }) => status === 429);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404, 429]));
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(40);
    expect([typeOf(refused[0]!), refused[0]!.headers['retry-after']]).toEqual([
      'too-many-requests',
      '1',
    ]);
    expect((await ask('GET', `${url}/v1/console/events`, other)).status).toBe(200);
    expect((await ask('GET', `${url}/health/live`, greedy)).status).toBe(200);
    await alone.stop();
  });
});

describe('an issuer that does not answer', () => {
  it('lets nobody in who was not known before, and says that it is not their fault', async () => {
    const silent = await TestIssuer.start();
    others.push(silent);
    silent.isSilent = true;
    const alone = await startTestServices([consoleService], { HANDRAIL_ISSUER: silent.url });
    const url = `${alone.url('console')}/v1/console/events`;
    const headers = bearer(await silent.forRoles('operator'));
    const answer = await ask('GET', url, headers);
    expect([answer.status, typeOf(answer), answer.headers['retry-after']]).toEqual([
      503,
      'issuer-silent',
      '2',
    ]);
    await alone.stop();
  });
});
