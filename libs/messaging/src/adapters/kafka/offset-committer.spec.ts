import type { Offsets } from 'kafkajs';
import { OffsetCommitter } from './offset-committer.js';

/** A broker that answers commits when told to. */
function broker() {
  const requests: Array<{ offsets: Offsets; answer: (error?: Error) => void }> = [];
  const send = (offsets: Offsets) =>
    new Promise<void>((resolve, reject) => {
      requests.push({ offsets, answer: (error) => (error ? reject(error) : resolve()) });
    });
  return { requests, send };
}

const turn = () => new Promise((resume) => setImmediate(resume));
const committed = (topic: string, partition: number, offset: string) => ({
  topic,
  partitions: [{ partition, offset }],
});

describe('committing offsets', () => {
  it('sends the first at once and what comes meanwhile together', async () => {
    const { requests, send } = broker();
    const committer = new OffsetCommitter();
    const first = committer.commit('a', 0, 5n, send);
    await turn();
    const rest = [committer.commit('a', 1, 7n, send), committer.commit('b', 0, 9n, send)];
    await turn();
    expect(requests.map(({ offsets }) => offsets.topics)).toEqual([[committed('a', 0, '5')]]);

    requests[0]!.answer();
    await first;
    await turn();
    expect(requests[1]!.offsets.topics).toEqual([committed('a', 1, '7'), committed('b', 0, '9')]);
    requests[1]!.answer();
    await Promise.all(rest);
  });

  it('tells those whose request failed, and goes on', async () => {
    const { requests, send } = broker();
    const committer = new OffsetCommitter();
    const first = committer.commit('a', 0, 1n, send);
    await turn();
    const second = committer.commit('a', 0, 2n, send);
    requests[0]!.answer(new Error('refused'));
    await expect(first).rejects.toThrow('refused');
    await turn();
    requests[1]!.answer();
    await expect(second).resolves.toBeUndefined();
  });
});
