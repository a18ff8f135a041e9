import { setTimeout as sleep } from 'node:timers/promises';
import type { Say } from '../local/say.js';
import { anyStory, openingStories } from './repertoire.js';
import type { Story, StoryStep, World } from './story.js';

export interface SimulationOptions {
  readonly world: World;
  /** Mean pause between two messages. */
  readonly paceMs: number;
  readonly say: Say;
  /** Stories that go on at the same time. */
  readonly concurrency?: number;
}

const clock = (at: Date) => at.toLocaleTimeString('en-GB');

/** One line for what a source told and how intake answered. */
const stepLine = (at: Date, { from, what }: StoryStep, answer: string): string =>
  `${clock(at)}  ${from.padEnd(20)}  ${what.padEnd(42)}  ${answer}`;

/** Tells stories at a human pace until it is stopped. A source that gets no answer goes on later. */
export class Simulation {
  readonly #options: SimulationOptions;
  readonly #stopped = new AbortController();
  readonly #stories: Story[];
  #running: Promise<void> | undefined;

  constructor(options: SimulationOptions) {
    this.#options = options;
    this.#stories = openingStories(options.world);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  async stop(): Promise<void> {
    this.#stopped.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { world, paceMs, concurrency = 4 } = this.#options;
    for (let turn = 0; !this.#stopped.signal.aborted; turn += 1) {
      const story = this.#stories[turn % this.#stories.length]!;
      const next = story.next();
      if (next.done) {
        this.#stories.splice(this.#stories.indexOf(story), 1);
        while (this.#stories.length < concurrency) this.#stories.push(anyStory(world));
        continue;
      }
      await this.#tell(next.value);
      const pauseMs = paceMs * (0.6 + 0.8 * world.random.next());
      await sleep(pauseMs, undefined, { signal: this.#stopped.signal }).catch(() => undefined);
    }
  }

  async #tell(step: StoryStep): Promise<void> {
    const { say } = this.#options;
    try {
      const { ok, text } = await step.send();
      say.line(stepLine(new Date(), step, ok ? text : `REFUSED ${text}`));
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      say.line(stepLine(new Date(), step, `NO ANSWER ${why}`));
    }
  }
}
