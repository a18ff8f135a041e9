// The one-shot of docker-compose: makes sure that the databases and the topics are there, then ends.
// Services would create what is missing too; doing it once before them keeps five from doing it together.
// HANDRAIL_MASTER_KEY_FILE is made when it is named and not there, and so are the keys of the console's own issuer
// (HANDRAIL_ISSUER_KEY_FILE), of the console as its client (HANDRAIL_CLIENT_KEY_FILE) and of the one system it gives
// tokens to (HANDRAIL_ISSUER_CLIENTS_FILE, SENDER_KEY_FILE). Where the brokers ask who somebody is
// (HANDRAIL_KAFKA_SASL_..., HANDRAIL_KAFKA_TLS_...: of whoever administers them), they are told what each service may
// do: acls.json.
//   HANDRAIL_DATABASE_URL=... HANDRAIL_KAFKA_BROKERS=... node deploy/set-up.mjs
import { existsSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { newClient } from '@handrail/cli';
import { createKafkaEventLog, giveKafkaAccess, topicSpecs } from '@handrail/messaging';
import {
  createLogger,
  ensureDatabase,
  ensureKeyFile,
  ensureTokenKeyFile,
  kafkaSecurity,
  readSettings,
} from '@handrail/platform';

const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'];

const required = (name) => {
  const value = process.env[name];
  if (value) return value;
  console.error(`${name} is not set`);
  process.exit(78);
};

const databaseUrl = required('HANDRAIL_DATABASE_URL');
const brokers = required('HANDRAIL_KAFKA_BROKERS').split(',');
const partitions = process.env.HANDRAIL_TOPIC_PARTITIONS;

const keyFile = process.env.HANDRAIL_MASTER_KEY_FILE;
if (keyFile) console.log(`the master key is in ${await ensureKeyFile(keyFile)}`);

for (const name of ['HANDRAIL_ISSUER_KEY_FILE', 'HANDRAIL_CLIENT_KEY_FILE'])
  if (process.env[name]) console.log(`a key is in ${await ensureTokenKeyFile(process.env[name])}`);

/** The list comes last and whole: without it the key beside it is of a set-up that did not end. */
const clientsFile = process.env.HANDRAIL_ISSUER_CLIENTS_FILE;
if (clientsFile && !existsSync(clientsFile)) {
  const keyFile = required('SENDER_KEY_FILE');
  await rm(keyFile, { force: true });
  const scope = 'ingest.write persons.read care.read offers.answer programs.write';
  const clients = [await newClient('simulation', keyFile, scope)];
  await writeFile(`${clientsFile}.draft`, JSON.stringify(clients, null, 2), { mode: 0o600 });
  await rename(`${clientsFile}.draft`, clientsFile);
  console.log(`the system "simulation" is in ${clientsFile}, its key in ${keyFile}`);
}

for (const service of SERVICES) {
  await ensureDatabase(databaseUrl, `handrail_${service}`);
  console.log(`database handrail_${service} is there`);
}

const logger = createLogger({ level: 'warn', fields: { service: 'set-up' } });
const security = await kafkaSecurity(readSettings({}, 0, process.env));
const client = { brokers, clientId: 'handrail-set-up', logger, ...security };
const eventLog = await createKafkaEventLog(client);
try {
  const topics = partitions ? topicSpecs(Number(partitions)) : topicSpecs();
  await eventLog.ensureTopics(topics);
  for (const { name } of topics) console.log(`topic ${name} is there`);
  if (security.sasl || security.ssl) {
    const file = await readFile(new URL('acls.json', import.meta.url), 'utf8');
    const { acls } = JSON.parse(file);
    await giveKafkaAccess(client, acls);
    console.log(`${acls.length} access lists are there`);
  }
} finally {
  await eventLog.close();
}
