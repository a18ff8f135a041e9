import {
  didNotRun,
  eventLogConformance,
  kafkaSecurityOfRun,
  startControlledKafka,
} from '@handrail/testing';
import { KafkaEventLog } from './kafka-event-log.js';
import { TEST_TIMING } from './test-timing.js';

const kafka = await startControlledKafka();

if ('unavailable' in kafka) didNotRun(`there is no Kafka broker: ${kafka.unavailable}`);
else
  eventLogConformance('Kafka', {
    deadAfterMs: 2_000,
    rebalanceWithinMs: 10_000,
    open: async () => ({
      connect: () =>
        new KafkaEventLog({
          brokers: kafka.brokers,
          clientId: 'conformance',
          timing: TEST_TIMING,
          ...kafkaSecurityOfRun(),
        }),
      restart: async () => {
        await kafka.control.kill9();
        await kafka.control.start();
      },
      close: () => kafka.close(),
    }),
  });
