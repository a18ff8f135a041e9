import { startControlledKafka } from '@handrail/testing';
import { fuzzSuite } from './fuzz-suite.js';

// Real: the five services with their databases and ports, on a broker of their own, because whatever is
// on the topics must come from this test.
const kafka = await startControlledKafka();

if ('unavailable' in kafka)
  it(`did not run, there is no Kafka broker: ${kafka.unavailable}`, () => undefined);
else {
  fuzzSuite('Kafka', 20_261_127, {
    HANDRAIL_EVENT_LOG: 'kafka',
    HANDRAIL_KAFKA_BROKERS: kafka.brokers.join(','),
  });
  afterAll(() => kafka.close());
}
