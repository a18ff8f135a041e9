import { Gauge, type Registry } from 'prom-client';

/** What `METRICS` provides, for services that only add gauges. */
export type MetricsRegistry = Registry;

/**
 * A gauge whose value is read when somebody scrapes, so that nobody pays for it otherwise. While it
 * cannot be read it is absent: a stale number would say that all is as it was.
 *
 * @param read the value, or one value for each set of labels
 */
export function readGauge<L extends string = never>(
  registry: Registry,
  what: { readonly name: string; readonly help: string; readonly labelNames?: readonly L[] },
  read: () => Promise<number | ReadonlyArray<{ labels: Record<L, string>; value: number }>>,
): void {
  new Gauge({
    name: what.name,
    help: what.help,
    labelNames: [...(what.labelNames ?? [])],
    registers: [registry],
    async collect() {
      this.reset();
      const found = await read().catch(() => undefined);
      if (found === undefined) return this.remove();
      if (typeof found === 'number') return this.set(found);
      for (const { labels, value } of found) this.set(labels, value);
    },
  });
}
