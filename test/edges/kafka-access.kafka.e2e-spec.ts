import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stayEnded, topicOf } from '@handrail/contracts';
import {
  createKafkaEventLog,
  giveKafkaAccess,
  principalOf,
  SOURCE_PRINCIPAL,
  topicSpecs,
  type EventLog,
  type KafkaAcl,
  type NewRecord,
} from '@handrail/messaging';
import {
  didNotRun,
  eventually,
  KAFKA_ADMIN,
  startSecuredKafka,
  type SecuredKafka,
} from '@handrail/testing';
import { FourServices } from '../four-services.js';
import { minutesAgo, Network, patient } from '../journeys/network.js';

// Real: four services and a broker from its jars with TLS, SCRAM and nothing allowed that deploy/acls.json does not.
const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes'] as const;
const STRANGER = 'stranger';
const started = await startSecuredKafka([
  ...SERVICES.map(principalOf),
  ...[SOURCE_PRINCIPAL, STRANGER],
]);

if ('unavailable' in started) didNotRun(`there is no Kafka broker: ${started.unavailable}`);
else accessSuite(started);

/** What everybody who waits for an answer of the broker waits for at most. */
const IMPATIENT = {
  ...{ publishTimeoutMs: 4_000, joinTimeoutMs: 4_000, requestTimeoutMs: 2_000 },
};

function record(source: string, more: Partial<NewRecord> = {}): NewRecord & { id: string } {
  const [id, personId] = [randomUUID(), randomUUID()];
  const now = new Date().toISOString();
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: id, ce_type: stayEnded.type, ce_source: source },
    ...{ ce_time: now, ce_recordedtime: now, ce_personkey: personId },
  };
  const value = Buffer.from(JSON.stringify({ ...stayEnded.example, personId }));
  return { id, topic: topicOf('intake'), key: personId, value, headers, ...more };
}

function accessSuite(kafka: SecuredKafka): void {
  const clients: EventLog[] = [];
  let network: Network;

  async function signedInAs(user: string, password?: string): Promise<EventLog> {
    const options = { brokers: kafka.brokers, clientId: 'test', timing: IMPATIENT };
    const client = await createKafkaEventLog({ ...options, ...kafka.as(user, password) });
    clients.push(client);
    return client;
  }
  const written = async () => {
    const admin = await signedInAs(KAFKA_ADMIN);
    const positions = await admin.positions('handrail-nobody', [topicOf('intake')]);
    return positions.reduce((sum, { end }) => sum + Number(end), 0);
  };

  beforeAll(async () => {
    const admin = await signedInAs(KAFKA_ADMIN);
    await admin.ensureTopics(topicSpecs(3));
    const file = readFileSync(join(import.meta.dirname, '../../deploy/acls.json'), 'utf8');
    const { acls } = JSON.parse(file) as { acls: KafkaAcl[] };
    const security = kafka.as(KAFKA_ADMIN);
    await giveKafkaAccess({ brokers: kafka.brokers, clientId: 'test', ...security }, acls);
    const env = {
      ...{ HANDRAIL_EVENT_LOG: 'kafka', HANDRAIL_KAFKA_BROKERS: kafka.brokers.join(',') },
      HANDRAIL_TOPIC_PARTITIONS: '3',
    };
    network = await Network.start(
      await FourServices.start(env, (service) =>
        kafka.settingsOf(principalOf(service as (typeof SERVICES)[number])),
      ),
    );
    await network.openProgram(1);
  }, 120_000);
  afterAll(async () => {
    await network?.stop();
    for (const client of clients) await client.close();
    await kafka.close();
  });

  describe('a broker that allows what the list allows', () => {
    it('carries a discharge from intake to a place, each service under its own name', async () => {
      await network.discharged(patient(1), minutesAgo(60));
      const personId = await network.personId(patient(1));
      await network.placed(personId, 'confirmed');
      expect(await network.titles(personId)).toEqual(
        expect.arrayContaining([expect.stringMatching(/^Reassessment opened/)]),
      );
    }, 60_000);

    it('attack 47: takes nothing from assessment, a source or a stranger on the topic of intake', async () => {
      const before = await written();
      for (const user of [principalOf('assessment'), SOURCE_PRINCIPAL, STRANGER])
        await expect((await signedInAs(user)).publish([record('handrail/intake')])).rejects.toThrow(
          /authoriz/i,
        );
      expect(await written()).toBe(before);
      await (
        await signedInAs(SOURCE_PRINCIPAL)
      ).publish([record('urn:test:feed', { topic: 'handrail.inbound' })]);
    }, 60_000);

    it('lets nobody in with a wrong password, without a name, or in the clear', async () => {
      const wrong = signedInAs(principalOf('intake'), 'guessed');
      await expect((await wrong).publish([record('handrail/intake')])).rejects.toThrow(
        /authenticat/i,
      );
      for (const security of [{}, { ssl: kafka.as(STRANGER).ssl! }]) {
        const options = { brokers: kafka.brokers, clientId: 'test', timing: IMPATIENT };
        const client = await createKafkaEventLog({ ...options, ...security });
        clients.push(client);
        await expect(client.publish([record('handrail/intake')])).rejects.toThrow();
      }
    }, 60_000);

    it('lets nobody read in the group of another', async () => {
      const outcomes = await signedInAs(principalOf('outcomes'));
      await expect(
        outcomes.subscribe({
          ...{ group: 'handrail.assessment', topics: [topicOf('intake')] },
          ...{ maxBatch: 10, concurrency: 1 },
          onBatch: () => Promise.resolve(),
        }),
      ).rejects.toThrow();
    }, 60_000);
  });

  describe('an event in the name of another', () => {
    it('attack 47: is parked by whoever reads it, with its cause, and the next event is not held up', async () => {
      const forged = record('handrail/assessment');
      await (await signedInAs(KAFKA_ADMIN)).publish([forged, record('handrail/intake')]);
      const parked = await eventually(async () => {
        const page = await network.items<{ eventId: string; cause: string }>(
          'assessment',
          '/v1/parked',
        );
        return page.find(({ eventId }) => eventId === forged.id);
      });
      expect(parked.cause).toBe('undecodable:foreign-source');
      await network.discharged(patient(2), minutesAgo(30));
      await network.placed(await network.personId(patient(2)), 'waitlisted');
    }, 60_000);
  });
}
