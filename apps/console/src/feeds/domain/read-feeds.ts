import type { FeedAnswer, LastRefusal, StandingAlarm } from '@handrail/contracts';
import { fieldPath } from '@handrail/domain';
import { amount, array, object, string, strings } from '../../services/domain/json.js';
import type { FeedState } from './feed-state.js';

/** Why the newest refused message was refused. Codes and places only, never what stood there. */
interface FeedRefusal extends Pick<LastRefusal, 'at' | 'reason'> {
  readonly messageId: string | null;
  /** Where it was wrong, in words: `PID-3 (patient identifier)`. */
  readonly paths: readonly string[];
}

/** A source of messages with how it stands. Of an alarm the console does not know, its name is shown. */
export interface Feed extends Omit<FeedAnswer, 'lastRefusal'> {
  readonly state: FeedState;
  readonly lastRefusal: FeedRefusal | null;
}

/** One of `GET /v1/feeds` of intake; nothing when it does not say which feed it is. */
export function readFeed(body: unknown): Feed | null {
  const feed = object(body);
  const [feedId, source] = [string(feed['feedId']), string(feed['source'])];
  if (!feedId || !source) return null;
  const count = (name: string) => amount(feed[name]) ?? 0;
  const alarms = array(feed['alarms']).flatMap((alarm) => readAlarm(alarm) ?? []);
  return {
    feedId,
    source,
    protocols: strings(feed['protocols']),
    state: stateOf(alarms, feed['allRefused'] === true, count('perMinute')),
    received: count('received'),
    filtered: count('filtered'),
    queued: count('queued'),
    accepted: count('accepted'),
    errored: count('errored'),
    perMinute: count('perMinute'),
    perHour: count('perHour'),
    usualPerHour: amount(feed['usualPerHour']),
    statedEveryMinutes: amount(feed['statedEveryMinutes']),
    allRefused: feed['allRefused'] === true,
    lastMessageAt: string(feed['lastMessageAt']),
    lastRefusal: readRefusal(feed['lastRefusal']),
    alarms,
  };
}

function readAlarm(value: unknown): StandingAlarm | null {
  const found = object(value);
  const [alarm, since] = [string(found['alarm']), string(found['since'])];
  if (!alarm || !since) return null;
  const [expected, observed] = [amount(found['expected']) ?? 0, amount(found['observed']) ?? 0];
  return { alarm, raisedAt: string(found['raisedAt']) ?? since, since, expected, observed };
}

function readRefusal(value: unknown): FeedRefusal | null {
  const refusal = object(value);
  const [at, reason] = [string(refusal['at']), string(refusal['reason'])];
  if (!at || !reason) return null;
  const paths = array(refusal['problems']).flatMap((each) => {
    const path = string(object(each)['path']);
    return path ? [fieldPath(path)] : [];
  });
  return { at, messageId: string(refusal['messageId']), reason, paths };
}

function stateOf(
  alarms: readonly StandingAlarm[],
  allRefused: boolean,
  perMinute: number,
): FeedState {
  if (alarms.some(({ alarm }) => alarm === 'silence')) return 'silent';
  if (allRefused) return 'refused';
  if (alarms.length > 0) return 'alarm';
  return perMinute > 0 ? 'receiving' : 'quiet';
}
