import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

/** Counters of one service's messaging; gauges ask for their value when they are scraped. */
export class MessagingMetrics {
  readonly consumed: Counter;
  readonly published: Counter;
  readonly retries: Counter;
  readonly batchSize: Histogram;
  readonly batchSeconds: Histogram;
  readonly timersFired: Counter;

  constructor(readonly registry: Registry) {
    const registers = [registry];
    this.consumed = new Counter({
      name: 'handrail_events_consumed_total',
      help: 'Records read from the log by topic and what became of them.',
      labelNames: ['topic', 'disposition'],
      registers,
    });
    this.published = new Counter({
      name: 'handrail_events_published_total',
      help: 'Events acknowledged by the log.',
      labelNames: ['topic'],
      registers,
    });
    this.retries = new Counter({
      name: 'handrail_retries_total',
      help: 'Tries repeated after a transient failure, by place.',
      labelNames: ['place'],
      registers,
    });
    this.batchSize = new Histogram({
      name: 'handrail_batch_records',
      help: 'Records in one consumed batch.',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500],
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'handrail_batch_seconds',
      help: 'Time from the start of a batch to its database commit.',
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5],
      registers,
    });
    this.timersFired = new Counter({
      name: 'handrail_timers_fired_total',
      help: 'Timers that came due and were handled.',
      registers,
    });
  }

  /** Registers a gauge whose values are read on scrape. */
  gauge(
    name: string,
    help: string,
    labelNames: readonly string[],
    read: (set: (labels: Record<string, string>, value: number) => void) => Promise<void>,
  ): void {
    new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      async collect() {
        this.reset();
        await read((labels, value) => this.set(labels, value)).catch(() => undefined);
      },
    });
  }
}
