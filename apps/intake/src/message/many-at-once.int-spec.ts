import { adt } from '../testing/messages.js';
import { RunningIntake } from '../testing/running-intake.js';

// Real: the intake service with its database and the Postgres log.
let intake: RunningIntake;
beforeAll(async () => {
  intake = await RunningIntake.start();
});
afterAll(() => intake.stop());

const MESSAGES = 900;
const many = Array.from({ length: MESSAGES }, (_, at) =>
  adt('A08', { control: `many-${at}`, mrn: `many${at % 50}` }),
).join('');

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
