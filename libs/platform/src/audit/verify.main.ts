import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import pg from 'pg';
import { withDatabase } from '../database/database.js';
import type { BrokenLink } from './audit-chain.js';
import { headsFileOf } from './head-keeper.js';
import { isSignedBy, type SignedHeads } from './signed-heads.js';
import { verifyAudit } from './verify-audit.js';

const SERVICES = ['intake', 'assessment', 'scheduling', 'outcomes', 'console'];

const WHY: Readonly<Record<BrokenLink['why'], string>> = {
  changed: 'was changed: its hash is another',
  missing: 'is missing',
  'not-linked': 'does not follow the row before it, which was changed or replaced',
  replaced: 'is another row than the one whose hash was signed',
  cut: 'is gone although it was there when the head was signed: the tail was cut',
};

/** `handrail audit verify`; the usage is in the command line tool. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      prefix: { type: 'string', default: 'handrail_' },
      heads: { type: 'string' },
      key: { type: 'string' },
    },
  });
  const key = values.key === undefined ? undefined : readKey(values.key);
  let isBroken = false;
  for (const service of SERVICES) {
    const heads = values.heads && key ? headsIn(headsFileOf(values.heads, service), key) : [];
    const url = withDatabase(process.env['HANDRAIL_DATABASE_URL']!, values.prefix + service);
    isBroken = !(await verifyService(service, url, heads)) || isBroken;
  }
  return isBroken ? 1 : 0;
}

async function verifyService(
  service: string,
  url: string,
  signed: readonly SignedHeads[],
): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const database = {
      query: async <R>(sql: string, params: readonly unknown[] = []) =>
        (await client.query(sql, [...params])).rows as R[],
    };
    const { rows, broken } = await verifyAudit(
      database,
      signed.flatMap(({ heads }) => heads),
    );
    const held = `${rows} rows, ${signed.length} signed heads`;
    if (broken.length === 0) console.log(`${service}: holds (${held})`);
    for (const { shard, seq, why } of broken)
      console.log(`${service}: BROKEN at row ${seq} of shard ${shard}: it ${WHY[why]}`);
    return broken.length === 0;
  } finally {
    await client.end();
  }
}

/** Heads that this key signed; a line it did not sign is a reason to stop. */
function headsIn(file: string, key: KeyObject): SignedHeads[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  return lines.map((line, at) => {
    const signed = JSON.parse(line) as SignedHeads;
    if (!isSignedBy(key, signed))
      throw new Error(`line ${at + 1} of ${file} is not signed by the key`);
    return signed;
  });
}

function readKey(path: string): KeyObject {
  const pem = readFileSync(path, 'utf8');
  return pem.includes('PRIVATE') ? createPublicKey(createPrivateKey(pem)) : createPublicKey(pem);
}

process.exitCode = await main();
