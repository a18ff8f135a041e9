import { setTimeout as sleep } from 'node:timers/promises';
import { applied } from '@handrail/messaging';
import { type HopRule, numbered } from '../hop/hop.js';
import { ALL_ROLES, counts, type EngineBench, NO_ROLES } from './engine-bench.js';
import { promise } from './promise.js';

/** A deadline never overtakes the fact that met it. */
export function timerConformance(bench: EngineBench): void {
  promise('holds a due timer back while its fact is unread', async () => {
    const service = await bench.service();
    const dueAt = new Date(Date.now() + 1_000).toISOString();
    const { rule } = deadline(dueAt);
    // Without timers, or a slow start could bring the deadline before its fact was ever published.
    const before = await service.start({ rule, roles: { ...ALL_ROLES, timers: false } });
    await service.publish(service.input(1, 1));
    await counts(before, { 1: 1 });
    await service.settled(before);
    await service.end(before);

    await service.publish(service.input(1, 2));
    await sleep(Math.max(0, Date.parse(dueAt) - Date.now()) + 100);
    const timers = await service.start({ rule, roles: { ...NO_ROLES, timers: true } });
    await sleep(1_000);
    expect(await timers.countOf(1)).toBe(1);

    await service.start({ rule, roles: { ...ALL_ROLES, timers: false } });
    await counts(timers, { 1: 2 });
    await sleep(600);
    expect(await timers.countOf(1)).toBe(2);
  });

  promise('fires a timer once, whoever looks, and never before it is due', async () => {
    const service = await bench.service();
    const dueAt = new Date(Date.now() + 1_500).toISOString();
    const { rule, firedAt } = deadline(dueAt);
    const hop = await service.start({ rule });
    await service.start({ rule });
    await service.publish(service.input(1, 1), service.input(2, 3), service.input(3, 5));
    await counts(hop, { 1: 101, 2: 101, 3: 101 });
    await sleep(500);
    await counts(hop, { 1: 101, 2: 101, 3: 101 });
    expect(firedAt.length).toBeGreaterThanOrEqual(3);
    for (const at of firedAt) expect(at).toBeGreaterThanOrEqual(Date.parse(dueAt));
  });
}

/** Odd events set a deadline, even ones meet it, and the deadline itself counts a hundred. */
function deadline(dueAt: string): { rule: HopRule; firedAt: number[] } {
  const firedAt: number[] = [];
  const rule: HopRule = (event, at) => {
    if (event.type === 'timer.hop') {
      firedAt.push(Date.now());
      return applied(at.state + 100);
    }
    const sets = [1, 3, 5].some((n) => event.id === numbered('event', n));
    const timer = sets
      ? ({ kind: 'set', name: 'late', type: 'timer.hop', dueAt, data: {} } as const)
      : ({ kind: 'cancel', name: 'late' } as const);
    return applied(at.state + 1, [], [timer]);
  };
  return { rule, firedAt };
}
