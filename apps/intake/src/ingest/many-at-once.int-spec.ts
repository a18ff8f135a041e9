import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const MESSAGES = 900;
/** Beside a feed a flood gets a quarter of the time: as many as show that. */
const BESIDE = 300;
/** Senders of single messages beside it. */
const FEEDS = 6;
const manyOf = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    adt('A08', { control: `many-${at}`, mrn: `many${at % 50}` }),
  ).join('');
const many = manyOf(MESSAGES);

const storedOfMany = async () => {
  const [row] = await intake.db.query<Array<{ n: number; largest: number }>>(
    `SELECT sum(n)::int AS n, max(n)::int AS largest FROM (
       SELECT count(*) AS n FROM message WHERE control_id LIKE 'many-%' GROUP BY xmin) AS by_transaction`,
  );
  return row!;
};

describe('a body of nine hundred messages', () => {
  it('is written in several transactions, lets others in between, and is answered when all is stored', async () => {
    const answers: string[] = [];
    const whole = intake.hl7(many).then((text) => {
      answers.push('many');
      return text;
    });
    while ((await storedOfMany()).n === null) await new Promise((wait) => setTimeout(wait, 2));
    expect(await intake.hl7(adt('A08', { control: 'lone', mrn: 'lone' }))).toContain('MSA|AA|lone');
    answers.push('lone');
    expect(await whole).toContain('MSA|AA|many-0\r');
    expect(answers).toEqual(['lone', 'many']);
    const { n, largest } = await storedOfMany();
    expect(n).toBe(MESSAGES);
    expect(largest).toBeLessThanOrEqual(200);
  });

  it('is recognised when its sender sends it again, and changes nothing', async () => {
    expect(await intake.hl7(many)).toContain('MSA|AA|many-0\r');
    expect((await storedOfMany()).n).toBe(MESSAGES);
  });
});

describe('a feed beside such bodies', () => {
  it('shares no transaction with them, and they are written in short ones meanwhile', async () => {
    const lone = (at: number) => intake.hl7(adt('A08', { control: `feed-${at}`, mrn: 'feed' }));
    await lone(0);
    let open = 2;
    const floods = ['x', 'y'].map((name) =>
      intake.hl7(manyOf(BESIDE).replaceAll('|many-', `|${name}-`)).finally(() => (open -= 1)),
    );
    let at = 0;
    // Several at a time: on a busy machine a single one is on its way for so long that the feed counts as quiet.
    const feed = async () => {
      while (open > 0) {
        const control = (at += 1);
        expect(await lone(control)).toContain(`MSA|AA|feed-${control}`);
      }
    };
    await Promise.all(Array.from({ length: FEEDS }, feed));
    for (const answer of await Promise.all(floods)) expect(answer).toContain('MSA|AA|');
    expect(at).toBeGreaterThan(10);
    const transactions = await intake.db.query<Array<{ feeds: number; floods: number }>>(
      `SELECT count(*) FILTER (WHERE control_id LIKE 'feed-%')::int AS feeds,
         count(*) FILTER (WHERE control_id ~ '^[xy]-')::int AS floods
       FROM message WHERE control_id ~ '^(feed|x|y)-' GROUP BY xmin`,
    );
    expect(transactions.filter(({ feeds, floods }) => feeds > 0 && floods > 0)).toEqual([]);
    const sizes = transactions.map(({ floods }) => floods).filter(Boolean);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(2 * BESIDE);
    // The last ones may come after the feed has gone quiet.
    expect([...sizes].sort((a, b) => a - b)[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(40);
  }, 120_000);
});
