import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Queue {
  push(request: object): void;
  fulfillRequest(response: object): void;
  maybeThrottle(ms: number): void;
  destroy(): void;
}

interface Joining {
  joinGroup(request: object): Promise<void>;
}

const HINT = 'patches/kafkajs+2.2.4.patch is not applied: run npx patch-package';

/** kafkajs is used with a patch; without it everything works, but costs CPU and time. */
describe('the patch of kafkajs', () => {
  const sent: number[] = [];
  let queue: Queue;

  beforeEach(() => {
    jest.useFakeTimers();
    sent.length = 0;
    const RequestQueue = require('kafkajs/src/network/requestQueue/index.js') as new (
      options: object,
    ) => Queue;
    const silent = () => undefined;
    queue = new RequestQueue({
      maxInFlightRequests: 1,
      requestTimeout: 1_000,
      enforceRequestTimeout: false,
      clientId: 'spec',
      broker: 'none',
      logger: { debug: silent, warn: silent },
    });
  });
  afterEach(() => {
    queue.destroy();
    jest.useRealTimers();
  });

  const push = (correlationId: number) =>
    queue.push({
      entry: { correlationId, resolve: () => undefined, reject: () => undefined },
      expectResponse: true,
      sendRequest: () => sent.push(correlationId),
    });
  const answer = (correlationId: number) =>
    queue.fulfillRequest({ correlationId, size: 0, payload: null });

  it('leaves no timer behind on a connection that has nothing to do', () => {
    push(1);
    answer(1);
    const timers = jest.getTimerCount();
    if (timers > 0) throw new Error(HINT);
    expect(sent).toEqual([1]);
  });

  it('still sends what had to wait for an answer', () => {
    push(1);
    push(2);
    expect(sent).toEqual([1]);
    answer(1);
    expect(sent).toEqual([1, 2]);
  });

  it('still sends what had to wait because the broker asked for a pause', () => {
    queue.maybeThrottle(500);
    push(1);
    expect(sent).toEqual([]);
    jest.advanceTimersByTime(520);
    expect(sent).toEqual([1]);
  });

  it('lets a member say who it was before it crashed', async () => {
    const Broker = require('kafkajs/src/broker/index.js') as { prototype: object };
    const asked: object[] = [];
    const broker = Object.assign(Object.create(Broker.prototype) as Joining, {
      lookupRequest: () => (request: object) => {
        asked.push(request);
        throw new Error('not sent');
      },
    });
    await broker.joinGroup({ groupId: 'g', groupInstanceId: 'me' }).catch(() => undefined);
    expect({ ...asked[0], hint: HINT }).toMatchObject({ groupInstanceId: 'me' });
  });
});
