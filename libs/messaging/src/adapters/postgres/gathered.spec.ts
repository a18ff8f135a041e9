import { Gathered } from './gathered.js';

/** Requests that are answered when the test says so. */
function given() {
  const sent: Array<{ requests: readonly string[]; end: (error?: Error) => void }> = [];
  const gathered = new Gathered<string, string>(
    (requests) =>
      new Promise((resolve, reject) => {
        const end = (error?: Error) =>
          error ? reject(error) : resolve(requests.map((request) => `${request}!`));
        sent.push({ requests, end });
      }),
  );
  return { sent, gathered };
}

const turn = () => new Promise((next) => setImmediate(next));

describe('requests of one kind', () => {
  it('go together when they are asked together, and each gets its own answer', async () => {
    const { sent, gathered } = given();
    const answers = Promise.all(['a', 'b'].map((name) => gathered.ask(name)));
    await turn();
    expect(sent.map(({ requests }) => requests)).toEqual([['a', 'b']]);
    sent[0]!.end();
    expect(await answers).toEqual(['a!', 'b!']);
  });

  it('gather while one is under way, and the next takes them all', async () => {
    const { sent, gathered } = given();
    const first = gathered.ask('a');
    await turn();
    const later = Promise.all(['b', 'c'].map((name) => gathered.ask(name)));
    await turn();
    expect(sent).toHaveLength(1);
    sent[0]!.end();
    expect(await first).toBe('a!');
    await turn();
    expect(sent[1]!.requests).toEqual(['b', 'c']);
    sent[1]!.end();
    expect(await later).toEqual(['b!', 'c!']);
  });

  it('fail together, and the next are sent all the same', async () => {
    const { sent, gathered } = given();
    const first = Promise.allSettled(['a', 'b'].map((name) => gathered.ask(name)));
    await turn();
    const next = gathered.ask('c');
    sent[0]!.end(new Error('no answer'));
    expect((await first).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await turn();
    sent[1]!.end();
    expect(await next).toBe('c!');
  });
});
