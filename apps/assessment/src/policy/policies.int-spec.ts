import { levelRank, type Level } from '@handrail/domain';
import {
  runAssessment,
  START_WITHIN_MS,
  stable,
  type RunningAssessment,
} from '../testing/running-assessment.js';

// Real: the assessment service with its HTTP stack.
let assessment: RunningAssessment;
beforeAll(async () => {
  assessment = await runAssessment();
}, START_WITHIN_MS);
afterAll(() => assessment?.stop());

const evaluate = (body: unknown, version = 'current') =>
  assessment.request('POST', `/v1/policies/${version}/evaluate`, body);

const stepUp = {
  ratings: { ...stable, d1: 3 },
  trigger: 'repeated-return-to-use',
  currentLevel: 'IOP',
};

describe('evaluate', () => {
  it('answers one in kind and many in kind', async () => {
    const answer = await evaluate(stepUp);
    expect(answer).toMatchObject({
      status: 200,
      body: { level: 'WM', withdrawalSetting: '24-hour' },
    });
    const many = await evaluate([stepUp, { ratings: {} }], '2026.1');
    expect(many.body).toMatchObject([
      { level: 'WM', mode: 'automatic' },
      { level: null, mode: 'needs-human' },
    ]);
  });

  it('refuses bad inputs, naming which one and which field', async () => {
    const bad = [{ ratings: stable }, { ratings: { ...stable, d1: 7 } }, { trigger: 'x' }];
    const answer = await evaluate(bad);
    expect(answer.status).toBe(400);
    expect(answer.type).toContain('application/problem+json');
    const { errors } = answer.body as { errors: { path: string; reason: string }[] };
    expect(errors.map(({ path }) => path)).toEqual(['/1/ratings/d1', '/2/ratings', '/2/trigger']);
    expect(errors.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  it.each([
    ['a seventh dimension', { ratings: { ...stable, d7: 1 } }],
    ['a misspelt field', { ratings: stable, tirgger: 'overdose' }],
    ['a level nobody knows', { ratings: stable, currentLevel: 'SPA' }],
    ['a rating as text', { ratings: { ...stable, d1: '0' } }],
    ['a strange home', { ratings: stable, context: { housing: 'castle' } }],
    ['nothing', null],
    ['a text', 'IOP'],
  ])('refuses %s', async (_name, body) => {
    expect(await evaluate(body)).toMatchObject({ status: 400 });
  });

  it('takes a thousand inputs and not one more', async () => {
    const thousand = Array.from({ length: 1000 }, () => stepUp);
    expect((await evaluate(thousand)).body).toHaveLength(1000);
    expect(await evaluate([...thousand, stepUp])).toMatchObject({ status: 400 });
  });

  // Every one of the 15,625 sets for three triggers, as a caller sees them: 47 requests. How long that
  // takes is printed by the test's own duration; it is not asserted, because machines differ.
  it('answers every rating set for three triggers, and more risk never gives a lower level', async () => {
    const places = [1, 5, 25, 125, 625, 3_125];
    const sets = Array.from({ length: 5 ** 6 }, (_, n) =>
      Object.fromEntries(
        places.map((place, index) => [`d${index + 1}`, Math.floor(n / place) % 5]),
      ),
    );
    let compared = 0;
    for (const trigger of ['detox-completed', 'residential-step-down', 'repeated-return-to-use']) {
      const ranks: number[] = [];
      for (let from = 0; from < sets.length; from += 1000) {
        const batch = sets.slice(from, from + 1000).map((ratings) => ({ ratings, trigger }));
        const answers = (await evaluate(batch)).body as { level: Level; trace: object[] }[];
        expect(answers).toHaveLength(batch.length);
        for (const { level, trace } of answers) {
          if (trace.length === 0) throw new Error(`${level} has no reasons`);
          ranks.push(levelRank(level));
        }
      }
      for (const [set, rank] of ranks.entries())
        for (const place of places.filter((each) => Math.floor(set / each) % 5 < 4)) {
          if (ranks[set + place]! < rank)
            throw new Error(`${trigger} ${JSON.stringify(sets[set + place])} is lower`);
          compared += 1;
        }
    }
    expect(compared).toBe(3 * 6 * 4 * 5 ** 5);
  }, 300_000);
});

describe('policies', () => {
  it('are listed with what is in force', async () => {
    expect((await assessment.request('GET', '/v1/policies')).body).toMatchObject({
      items: [{ version: '2026.1', status: 'draft', approval: null, current: true }],
      nextCursor: null,
    });
  });

  it('are shown with every row and where it comes from', async () => {
    const { body } = await assessment.request('GET', '/v1/policies/current');
    const { tables } = body as { tables: Record<string, { id: string; source: string }[]> };
    expect(tables['floors']).toContainEqual(
      expect.objectContaining({ id: 'R5-T2', trigger: 'residential-step-down', atLeast: 'IOP' }),
    );
    const rows = Object.values(tables).flat();
    expect(rows.filter(({ source }) => !source)).toEqual([]);
  });

  it('that do not exist are 404', async () => {
    expect(await assessment.request('GET', '/v1/policies/1999.1')).toMatchObject({ status: 404 });
    expect(await evaluate(stepUp, '1999.1')).toMatchObject({ status: 404 });
  });
});

describe('a draft policy that may not decide by itself', () => {
  let strict: RunningAssessment;
  beforeAll(async () => {
    strict = await runAssessment({ HANDRAIL_ALLOW_DRAFT_POLICY: 'false' });
  }, START_WITHIN_MS);
  afterAll(() => strict?.stop());

  it('leaves every level to a person, and the trace says why', async () => {
    const input = { ratings: stable, trigger: 'detox-completed' };
    const { body } = await strict.request('POST', '/v1/policies/current/evaluate', input);
    expect(body).toMatchObject({ level: 'IOP', mode: 'needs-human', policyStatus: 'draft' });
    expect((body as { trace: { rule: string }[] }).trace.at(-1)?.rule).toBe('policy-status');
  });
});
