import { createKafkaEventLog } from '@handrail/messaging';
import { didNotRun, kafkaSecurityOfRun, startControlledKafka } from '@handrail/testing';
import { crashPointSuite } from './crash-points-suite.js';

// A broker of its own: whatever is on the topics must come from this test.
const kafka = await startControlledKafka();

if ('unavailable' in kafka) didNotRun(`there is no Kafka broker: ${kafka.unavailable}`);
else {
  crashPointSuite('Kafka', async () => ({
    eventLog: await createKafkaEventLog({
      brokers: kafka.brokers,
      clientId: 'crash-points',
      ...kafkaSecurityOfRun(),
    }),
    childEnv: { HOP_KAFKA_BROKERS: kafka.brokers.join(',') },
  }));
  afterAll(() => kafka.close());
}
