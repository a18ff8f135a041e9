import {
  didNotRun,
  engineConformance,
  kafkaSecurityOfRun,
  startControlledKafka,
} from '@handrail/testing';
import { KafkaEventLog } from '../adapters/kafka/kafka-event-log.js';
import { TEST_TIMING } from '../adapters/kafka/test-timing.js';

const kafka = await startControlledKafka();

if ('unavailable' in kafka) didNotRun(`there is no Kafka broker: ${kafka.unavailable}`);
else
  engineConformance('Kafka', {
    deadAfterMs: 2_000,
    rebalanceWithinMs: 10_000,
    open: async () => ({
      connect: () =>
        new KafkaEventLog({
          brokers: kafka.brokers,
          clientId: 'engine',
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
