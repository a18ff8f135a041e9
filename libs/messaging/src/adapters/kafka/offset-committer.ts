import type { Offsets } from 'kafkajs';

type Send = (offsets: Offsets) => Promise<void>;

interface Request {
  readonly offsets: Map<string, { topic: string; partition: number; offset: string }>;
  send: Send;
  done: Promise<void>;
}

/**
 * Commits of partitions that finish at the same time travel in one request: while one is under way,
 * the next collects. Each caller waits for the request that carries its own offset.
 */
export class OffsetCommitter {
  #underWay: Promise<void> = Promise.resolve();
  #collecting: Request | undefined;

  /** Commits `offset` as the next one to read; `send` is kafkajs' commit of the current batch. */
  commit(topic: string, partition: number, offset: bigint, send: Send): Promise<void> {
    const request = (this.#collecting ??= this.#collect(send));
    request.send = send;
    const next = { topic, partition, offset: offset.toString() };
    request.offsets.set(`${topic}/${partition}`, next);
    return request.done;
  }

  #collect(send: Send): Request {
    const request: Request = { offsets: new Map(), send, done: Promise.resolve() };
    request.done = this.#underWay.then(async () => {
      this.#collecting = undefined;
      await request.send(toOffsets([...request.offsets.values()]));
    });
    this.#underWay = request.done.catch(() => undefined);
    return request;
  }
}

function toOffsets(
  commits: ReadonlyArray<{ topic: string; partition: number; offset: string }>,
): Offsets {
  const topics = new Set(commits.map(({ topic }) => topic));
  return {
    topics: [...topics].map((topic) => ({
      topic,
      partitions: commits
        .filter((commit) => commit.topic === topic)
        .map(({ partition, offset }) => ({ partition, offset })),
    })),
  };
}
