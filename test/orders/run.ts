import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureKeyFile, startEmbeddedPostgres } from '@handrail/platform';
import { COMPARED, differences } from './compare.js';
import { pictureOf, type Picture } from './picture.js';
import { Product } from './product.js';
import { readFolders } from './read-folders.js';
import { story } from './story.js';
import { ordersOf, type Order } from './told.js';

// Sends messages in several orders, each time to a product that begins empty, and compares what is
// known and what stands at the end.

const { values: options, positionals: folders } = parseArgs({
  allowPositionals: true,
  options: {
    seeds: { type: 'string', default: '1,2,3' },
    profiles: { type: 'string' },
    history: { type: 'boolean', default: false },
    show: { type: 'boolean', default: false },
  },
});

const say = (line: string) => process.stdout.write(`${line}\n`);

/** One order, from empty to the picture at its end. Every run has the key of the first. */
async function run(order: Order, env: Readonly<Record<string, string>>): Promise<Picture> {
  const product = await Product.start(env);
  try {
    const refused = await product.send(order.messages);
    await product.settled();
    const picture = await pictureOf(product);
    return { ...picture, wrong: [...refused, ...picture.wrong] };
  } finally {
    await product.stop();
  }
}

const cells = (cellsOfRow: readonly (string | number)[]) =>
  cellsOfRow.map((cell, at) => String(cell).padEnd(at === 0 ? 12 : 14)).join('');

function report(order: Order, picture: Picture, first: Picture): boolean {
  const found = differences(first, picture);
  const counts = COMPARED.map((part) => picture[part].length);
  say(cells([order.name, order.messages.length, ...counts, found.length]));
  for (const line of [...found, ...picture.wrong.map((line) => `! ${line}`)]) say(`    ${line}`);
  if (options.history)
    for (const line of differences(first, picture, ['history'])) say(`    ${line}`);
  return found.length === 0 && picture.wrong.length === 0;
}

async function main(folder: string): Promise<boolean> {
  const messages = folders.length > 0 ? await readFolders(folders) : story(new Date());
  if (messages.length === 0) throw new Error('there is no .hl7 or .json file in these folders');
  const postgres = await startEmbeddedPostgres({ dataDir: join(folder, 'postgres') });
  process.env['HANDRAIL_TEST_DATABASE_URL'] = postgres.url;
  const env = {
    HANDRAIL_MASTER_KEY_FILE: await ensureKeyFile(join(folder, 'master.key')),
    ...(options.profiles ? { HANDRAIL_PROFILES_DIR: options.profiles } : {}),
  };
  try {
    let first: Picture | undefined;
    let same = true;
    say(cells(['order', 'sent', ...COMPARED, 'differences']));
    for (const order of ordersOf(messages, options.seeds.split(',').map(Number))) {
      const picture = await run(order, env);
      first ??= picture;
      same = report(order, picture, first) && same;
    }
    if (options.show)
      for (const part of COMPARED) for (const line of first![part]) say(`${part}: ${line}`);
    say(`dispositions in order: ${JSON.stringify(first!.dispositions)}`);
    return same;
  } finally {
    await postgres.stop();
  }
}

const folder = await mkdtemp(join(tmpdir(), 'handrail-orders-'));
const same = await main(folder).finally(() => rm(folder, { recursive: true, force: true }));
say(same ? 'the same in every order' : 'not the same in every order');
process.exit(same ? 0 : 1);
