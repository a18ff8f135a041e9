import { fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

interface Flooded<T> {
  readonly result: T;
  readonly sent: number;
  /** Of these, those whose connection was closed, or is held, before they were answered. */
  readonly unread: number;
  /** How many answers had each status. */
  readonly answered: Readonly<Record<string, number>>;
}

const started = (file: string, env: Readonly<Record<string, string>> = {}) =>
  fork(resolve(import.meta.dirname, file), {
    execArgv: ['--no-warnings', '--import', './scripts/typescript.mjs'],
    env: { ...process.env, ...env },
  });

/** Does something while one client floods a port, from a second after it began. */
export async function underFlood<T>(
  flood: { readonly port: number; readonly token: string; readonly perSecond: number },
  work: () => Promise<T>,
): Promise<Flooded<T>> {
  const attacker = started('access-flood.ts', { FLOOD: JSON.stringify(flood) });
  await once(attacker, 'message');
  await sleep(1_000);
  const result = await work();
  attacker.send('stop');
  const [figures] = (await once(attacker, 'message')) as [Omit<Flooded<T>, 'result'>];
  return { result, ...figures };
}

/** The same while somebody else's port is flooded, who answers 429 and does nothing else. */
export async function besideFlood<T>(
  flood: { readonly token: string; readonly perSecond: number },
  work: () => Promise<T>,
): Promise<T> {
  const trivial = started('access-floor.ts');
  const [port] = (await once(trivial, 'message')) as [number];
  const { result } = await underFlood({ ...flood, port }, work);
  trivial.send('stop');
  return result;
}
