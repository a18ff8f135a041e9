import { notePrompt } from './prompt-works.js';

/** A message of a feed waits some twenty times for the process: each wait is one stretch of somebody else. */
const STRETCH_MS = 5;

/** Who has had less than this since it began or went on is nearly done more often than not: it goes on. */
const SHORT_MS = 2;

/** While somebody prompt is served, what has paused rests for so many times as long as it held the process. */
const REST = 3;

/** When the turn of the event loop that is under way began, as far as anybody has looked. */
let turnBegan: number | undefined;
let isEndDue = false;
let isGoingOnDue = false;
/** This turn is that of somebody who had paused. */
let isGoingOn = false;
let restUntil = -Infinity;
let rest: NodeJS.Timeout | undefined;
/** Works under way that are to be prompt. */
let prompt = 0;
/** Works that have paused, in the order in which they did: one goes on in each turn. */
const paused: Array<() => void> = [];

/** For how long this turn has lasted by now. */
function heldFor(now: number): number {
  turnBegan ??= now;
  if (!isEndDue) setImmediate(endTurn);
  isEndDue = true;
  return now - turnBegan;
}

function endTurn(): void {
  const now = performance.now();
  if (isGoingOn) restUntil = now + REST * (now - turnBegan!);
  turnBegan = undefined;
  isEndDue = false;
  isGoingOn = false;
  planToGoOn();
}

/** Behind everything that waits already; beside somebody prompt, not before the rest is over. */
function planToGoOn(): void {
  if (paused.length === 0) return;
  clearTimeout(rest);
  const restMs = prompt > 0 ? restUntil - performance.now() : 0;
  if (restMs > 0) rest = setTimeout(planToGoOn, Math.ceil(restMs));
  else if (!isGoingOnDue) {
    isGoingOnDue = true;
    setImmediate(goOn);
  }
}

function goOn(): void {
  turnBegan = undefined;
  isGoingOnDue = false;
  isGoingOn = true;
  heldFor(performance.now());
  paused.shift()?.();
}

/**
 * Serves somebody who waits for an answer to little: as long as any such work runs, long works that have
 * paused go on for no more than a quarter of the time.
 */
export async function promptly<T>(work: () => Promise<T>): Promise<T> {
  prompt += 1;
  notePrompt(prompt);
  try {
    return await work();
  } finally {
    prompt -= 1;
    notePrompt(prompt);
    if (prompt === 0) planToGoOn();
  }
}

/**
 * Lets everybody else have a turn during long work: between two steps that are short each, everything
 * that waits is done first once the process has been held for a while. By whom makes no difference: ten
 * works side by side would otherwise hold it ten times as long as one, and so would a work of ten parts
 * that has a pace for each. Those that pause go on one after the other, each for as long again.
 *
 *   const pace = new Pace();
 *   for (const each of many) { doOne(each); await pace.step(); }
 */
export class Pace {
  #since = performance.now();

  constructor() {
    heldFor(this.#since);
  }

  async step(): Promise<void> {
    const now = performance.now();
    if (heldFor(now) < STRETCH_MS || now - this.#since < SHORT_MS) return;
    await new Promise<void>((resume) => paused.push(resume));
    this.#since = performance.now();
  }

  /** One result for each, in order. */
  async map<T, R>(
    many: Iterable<T>,
    toResult: (each: T, at: number) => R | Promise<R>,
  ): Promise<Awaited<R>[]> {
    const results: Awaited<R>[] = [];
    for (const each of many) {
      results.push(await toResult(each, results.length));
      await this.step();
    }
    return results;
  }
}
