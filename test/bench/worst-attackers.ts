import { constants, setPriority } from 'node:os';
import { worstInputs } from './worst-inputs.js';
import { sendOver, type Doors } from './worst-sending.js';

// Started by worst.ts: strangers who send the worst inputs there are, each again as soon as it is answered.
interface Attack extends Doors {
  /** Part of the name of the inputs that are sent; empty for all. */
  readonly filter: string;
  readonly connections: number;
}

const attack = JSON.parse(process.env['ATTACK']!) as Attack;
const WAIT_MS = 2_000;
const inputs = worstInputs.filter(
  ({ way, name }) => way !== 'topic' && `${way} ${name}`.includes(attack.filter),
);

let start = (): void => undefined;
const begin = new Promise<void>((resolve) => (start = resolve));
let isOver = false;
let sent = 0;

const made = (first: number, n: number) =>
  inputs[n % inputs.length]!.make(`h${first}x${n}${Date.now().toString(36)}`);

/** Sends until it is over; one that is asked to come back later does. Each has its first in hand. */
async function stranger(first: number): Promise<void> {
  let payload = made(first, first);
  await begin;
  for (let n = first; !isOver; payload = made(first, (n += 1))) {
    const input = inputs[n % inputs.length]!;
    const answer = await sendOver(attack, input, payload).catch(() => 'closed');
    sent += 1;
    if (answer === '503') await new Promise((wait) => setTimeout(wait, WAIT_MS));
  }
}

setPriority(constants.priority.PRIORITY_LOW);
void Promise.all(Array.from({ length: attack.connections }, (_, at) => stranger(at)));
process.on('message', () => {
  isOver = true;
  process.send!(sent);
});
start();
process.send!('started');
