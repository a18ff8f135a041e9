import { createKafkaEventLog } from '@handrail/messaging';
import { kafkaSecurityOfRun, startKafkaBehindBlackHole } from '@handrail/testing';
import { halfOpenSuite } from './half-open-suite.js';

// A broker of its own, which tells its clients to come through the network that can swallow.
const started = await startKafkaBehindBlackHole();

if ('unavailable' in started)
  it(`did not run, there is no Kafka broker: ${started.unavailable}`, () => undefined);
else {
  const { kafka, network } = started;
  halfOpenSuite('Kafka', () =>
    Promise.resolve({
      networks: [network],
      connect: () =>
        createKafkaEventLog({
          brokers: kafka.brokers,
          ...kafkaSecurityOfRun(),
          clientId: 'half-open',
          timing: {
            sessionTimeoutMs: 2_000,
            rebalanceTimeoutMs: 2_000,
            heartbeatMs: 300,
            fetchWaitMs: 300,
            requestTimeoutMs: 1_500,
            connectTimeoutMs: 1_000,
            publishTimeoutMs: 6_000,
          },
        }),
      close: () => Promise.resolve(),
    }),
  );
  afterAll(async () => {
    await kafka.close();
    await network.close();
  });
}
