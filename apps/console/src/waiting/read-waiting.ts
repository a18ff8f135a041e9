import type { ClockAnswer, WaitingEntryAnswer } from '@handrail/contracts';
import type { LikelyPlace, WaitingItem } from '../api/waiting.js';
import { amount, array, object, string } from '../services/domain/json.js';

/** Somebody on the waiting list as scheduling of any release lists them; null without id, person, version. */
export function readWaiting(
  answered: unknown,
  forecasts: ReadonlyMap<string, LikelyPlace>,
): WaitingItem | null {
  const row = object(answered);
  const [placementId, personId] = [string(row['placementId']), string(row['personId'])];
  const version = amount(row['version']);
  if (placementId === null || personId === null || version === null) return null;
  const requestedAt = string(row['requestedAt']) ?? '';
  return {
    ...{ placementId, personId, version, requestedAt },
    level: string(row['level']) ?? 'unknown',
    region: string(row['region']),
    priorityClass: amount(row['priorityClass']) ?? 4,
    classSince: string(row['classSince']) ?? requestedAt,
    waitReason: string(row['waitReason']) ?? 'full',
    clocks: array(row['clocks']).flatMap(readClock),
    entries: array(row['entries']).flatMap(readEntry),
    isPaused: row['isPaused'] === true,
    forecast: forecasts.get(placementId) ?? null,
  };
}

function readClock(answered: unknown): ClockAnswer[] {
  const clock = object(answered);
  const [name, state] = [string(clock['clock']), string(clock['state'])];
  const startedAt = string(clock['startedAt']);
  if (name === null || state === null || startedAt === null) return [];
  return [
    {
      ...{ clock: name as ClockAnswer['clock'], state: state as ClockAnswer['state'], startedAt },
      ...{ dueAt: string(clock['dueAt']), metAt: string(clock['metAt']) },
    },
  ];
}

function readEntry(answered: unknown): WaitingEntryAnswer[] {
  const entry = object(answered);
  const [id, kind, at] = [string(entry['id']), string(entry['kind']), string(entry['at'])];
  if (id === null || kind === null || at === null) return [];
  const codes = array(entry['codes']).flatMap((code) => string(code) ?? []);
  return [
    {
      ...{ id, kind: kind as WaitingEntryAnswer['kind'], at, codes },
      until: string(entry['until']),
    },
  ];
}
