import { hostname } from 'node:os';
import {
  createKafkaEventLog,
  createPostgresEventLog,
  preparePostgresLog,
  topicSpecs,
  type EventLog,
} from '@handrail/messaging';
import { kafkaSecurity } from '../config/kafka-security.js';
import type { CommonSettings } from '../config/settings.js';
import { prepareDatabase, type DatabaseServer } from '../database/prepare-database.js';
import type { Logger } from '../log/logger.js';

/** Opens the log the settings name, with every topic of the product. */
export async function openEventLog(
  name: string,
  settings: CommonSettings,
  log: Logger,
): Promise<EventLog> {
  const eventLog =
    settings.EVENT_LOG === 'kafka'
      ? await createKafkaEventLog({
          brokers: settings.KAFKA_BROKERS,
          clientId: `handrail-${name}`,
          ...instanceOf(settings),
          ...(await kafkaSecurity(settings)),
          logger: log,
        })
      : createPostgresEventLog({
          url: await prepareDatabase(
            serverOf(settings),
            `${settings.DATABASE_PREFIX}log`,
            preparePostgresLog,
          ),
          logger: log,
        });
  await eventLog.ensureTopics(topicSpecs(settings.TOPIC_PARTITIONS));
  return eventLog;
}

/** The database server of a service, and as its owner. */
export const serverOf = (settings: CommonSettings): DatabaseServer => ({
  url: settings.DATABASE_URL,
  ownerUrl: settings.DATABASE_OWNER_URL,
});

/**
 * What the group knows this process by. One that was killed and comes back under the same name gets
 * its partitions at once instead of after the session timeout; a port that is chosen by the system
 * names nobody.
 */
const instanceOf = (settings: CommonSettings) =>
  settings.PORT === 0 ? {} : { instanceId: `${hostname()}:${settings.PORT}` };
