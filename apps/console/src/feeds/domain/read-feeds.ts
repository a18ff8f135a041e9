import { fieldPath } from '@handrail/domain';
import { amount, array, object, string, strings } from '../../services/domain/json.js';
import type { FeedState } from './feed-state.js';

type FeedAlarmKind = 'silence' | 'sequence-gap' | 'a08-flood' | 'a03-drop';

/** An alarm that stands. Of a kind the console does not know, its name is what is shown. */
export interface FeedAlarm {
  readonly alarm: FeedAlarmKind | (string & {});
  readonly raisedAt: string;
  /** Since when it has been so: a silence since the last message. */
  readonly since: string;
  readonly expected: number;
  readonly observed: number;
}

/** Why the newest refused message was refused. Codes and places only, never what stood there. */
interface FeedRefusal {
  readonly at: string;
  readonly messageId: string | null;
  readonly reason: string;
  /** Where it was wrong, in words: `PID-3 (patient identifier)`. */
  readonly paths: readonly string[];
}

/** A source of messages, its last 24 hours in the words of integration engines. */
export interface Feed {
  readonly feedId: string;
  readonly source: string;
  readonly protocols: readonly string[];
  readonly state: FeedState;
  readonly received: number;
  readonly filtered: number;
  readonly queued: number;
  readonly accepted: number;
  readonly errored: number;
  readonly perMinute: number;
  readonly perHour: number;
  /** Null while its rhythm is not learned. */
  readonly usualPerHour: number | null;
  /** It states at least one message in so many minutes; null when it does not. */
  readonly statedEveryMinutes: number | null;
  readonly allRefused: boolean;
  readonly lastMessageAt: string | null;
  readonly lastRefusal: FeedRefusal | null;
  readonly alarms: readonly FeedAlarm[];
}

/** One of `GET /v1/feeds` of intake; nothing when it does not say which feed it is. */
export function readFeed(body: unknown): Feed | null {
  const feed = object(body);
  const [feedId, source] = [string(feed['feedId']), string(feed['source'])];
  if (!feedId || !source) return null;
  const count = (name: string) => amount(feed[name]) ?? 0;
  const alarms = array(feed['alarms']).flatMap((one) => readAlarm(one) ?? []);
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

function readAlarm(value: unknown): FeedAlarm | null {
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

function stateOf(alarms: readonly FeedAlarm[], allRefused: boolean, perMinute: number): FeedState {
  if (alarms.some(({ alarm }) => alarm === 'silence')) return 'silent';
  if (allRefused) return 'refused';
  if (alarms.length > 0) return 'alarm';
  return perMinute > 0 ? 'receiving' : 'quiet';
}
