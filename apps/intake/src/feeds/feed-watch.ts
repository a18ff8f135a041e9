import {
  Inject,
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
} from '@nestjs/common';
import { feedAlarmCleared, feedAlarmRaised } from '@handrail/contracts';
import { deriveId } from '@handrail/domain';
import { outgoing, type Cause, type Messaging } from '@handrail/messaging';
import {
  LOGGER,
  MESSAGING,
  METRICS,
  Repeated,
  SERVICE_SETTINGS,
  type Logger,
} from '@handrail/platform';
import { Gauge, type Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import type { IntakeSettings } from '../intake.settings.js';
import { PROFILES } from '../intake.tokens.js';
import type { SourceProfiles } from '../profile/source-profiles.js';
import {
  awaitedFeeds,
  beginAwaiting,
  endAwaiting,
  feedIdOf,
  heardFeeds,
} from './awaited-feeds.store.js';
import { awaitedProfiles } from './awaited-profiles.js';
import {
  FEED_ALARMS,
  findingsBeforeFirst,
  findingsOf,
  type FeedAlarm,
  type Finding,
} from './domain/alarms.js';
import { Rhythm } from './domain/rhythm.js';
import { gapOf } from './domain/sequence.js';
import { isAllRefused } from './domain/refused.js';
import { carryingNothing, recentUpdates, refusalsOf, sumTallies } from './feed-counts.store.js';
import { forgetProfiles, notedProfiles } from './feed-profiles.store.js';
import {
  clear,
  forgetOld,
  keptSequences,
  knownFeeds,
  raise,
  standingAlarms,
  type AlarmOfFeed,
} from './feed.store.js';

const EVERY_MS = 30_000;

/**
 * Looks at every feed against its rhythm and raises and clears alarms. Any number of processes may look
 * at once: an alarm stands once, and the one that made it stand tells of it.
 */
@Injectable()
export class FeedWatch implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #db: DataSource;
  readonly #messaging: Messaging;
  readonly #settings: IntakeSettings;
  readonly #log: Logger;
  readonly #profiles: SourceProfiles;
  readonly #looking = new Repeated(
    EVERY_MS,
    () => this.look(new Date().toISOString()),
    (error) =>
      this.#log.warn('feeds could not be looked at', {
        errorName: error instanceof Error ? error.name : 'unknown',
      }),
  );
  readonly #standing: Gauge<'alarm'>;
  readonly #allRefused: Gauge;

  constructor(
    db: DataSource,
    @Inject(MESSAGING) messaging: Messaging,
    @Inject(SERVICE_SETTINGS) settings: IntakeSettings,
    @Inject(LOGGER) log: Logger,
    @Inject(METRICS) registry: Registry,
    @Inject(PROFILES) profiles: SourceProfiles,
  ) {
    this.#db = db;
    this.#messaging = messaging;
    this.#settings = settings;
    this.#log = log;
    this.#profiles = profiles;

    this.#standing = new Gauge({
      name: 'handrail_intake_feed_alarms',
      help: 'Alarms about feeds that stand, by kind.',
      labelNames: ['alarm'] as const,
      registers: [registry],
    });
    for (const alarm of FEED_ALARMS) this.#standing.set({ alarm }, 0);
    this.#allRefused = new Gauge({
      name: 'handrail_intake_feeds_all_refused',
      help: 'Feeds of which no message gets in.',
      registers: [registry],
    });
  }

  onApplicationBootstrap(): void {
    if (this.#settings.ROLES.includes('timers')) this.#looking.begin();
  }

  onModuleDestroy(): Promise<void> {
    return this.#looking.end();
  }

  /** Looks once, as of this time. */
  async look(now: string): Promise<void> {
    await sumTallies(this.#db);
    await forgetOld(this.#db, now);
    await forgetProfiles(this.#db, now);
    const [feeds, noted, updates, sequences, standing, refusals, empty] = await Promise.all([
      knownFeeds(this.#db, now),
      notedProfiles(this.#db),
      recentUpdates(this.#db, now),
      keptSequences(this.#db),
      standingAlarms(this.#db),
      refusalsOf(this.#db, now),
      carryingNothing(this.#db, now),
    ]);
    this.#allRefused.set(refusals.filter(({ hour, day }) => isAllRefused(hour, day)).length);
    for (const { feedId, source, hours, lastReceivedAt } of feeds) {
      const findings = findingsOf(
        {
          rhythm: new Rhythm(hours, now),
          lastReceivedAt,
          updatesInLastHour: updates.get(feedId) ?? 0,
          gap: gapOf(sequences.get(feedId) ?? [], now),
          nothingCarried: empty.get(feedId),
          longestSilenceMs: this.#profiles.ofFeed(source, noted.get(feedId)).longestSilenceMs,
        },
        now,
      );
      await this.#settle(feedId, findings, standing, now);
    }
    await this.#lookForAwaited(standing, now);
    const still = await standingAlarms(this.#db);
    for (const alarm of FEED_ALARMS)
      this.#standing.set({ alarm }, still.filter((each) => each.alarm === alarm).length);
  }

  /**
   * Sources that state how often they send, and were never heard of. Since when they are awaited is kept, so
   * that a restart gives them no more time. The alarm of one that is heard of, or states nothing any more, is
   * cleared first: who stops in between finds it again.
   */
  async #lookForAwaited(standing: readonly AlarmOfFeed[], now: string): Promise<void> {
    const { stating } = this.#profiles;
    const awaited = awaitedProfiles(this.#profiles, await heardFeeds(this.#db, now));
    await beginAwaiting(
      this.#db,
      awaited.map(({ name }) => name),
      now,
    );
    const since = new Map(
      (await awaitedFeeds(this.#db)).map((each) => [each.profile, each.since] as const),
    );
    for (const name of new Set([...stating.map((profile) => profile.name), ...since.keys()])) {
      const silenceMs = awaited.find((profile) => profile.name === name)?.longestSilenceMs;
      const findings = silenceMs ? findingsBeforeFirst(since.get(name) ?? now, silenceMs, now) : [];
      await this.#settle(feedIdOf(name), findings, standing, now);
      if (!silenceMs && since.has(name)) await endAwaiting(this.#db, name);
    }
  }

  async #settle(
    feedId: string,
    findings: readonly Finding[],
    ofAll: readonly AlarmOfFeed[],
    now: string,
  ): Promise<void> {
    const standing = ofAll.filter((each) => each.feedId === feedId);
    for (const finding of findings)
      if (!standing.some(({ alarm }) => alarm === finding.alarm))
        await this.#raise(feedId, finding, now);
    for (const alarm of standing)
      if (!findings.some((finding) => finding.alarm === alarm.alarm))
        await this.#clear(feedId, alarm, now);
  }

  async #raise(feedId: string, finding: Finding, now: string): Promise<void> {
    await this.#messaging.transact([feedId], async (unit) => {
      if (!(await raise(unit.tx, feedId, finding, now))) return;
      const event = outgoing(feedAlarmRaised, { feedId, ...finding }, now);
      await unit.publish(causeOf('raised', feedId, finding.alarm, now), [event]);
    });
    this.#log.warn('a feed alarm was raised', { type: finding.alarm, count: finding.observed });
  }

  async #clear(feedId: string, { alarm, raisedAt }: AlarmOfFeed, now: string): Promise<void> {
    await this.#messaging.transact([feedId], async (unit) => {
      if (!(await clear(unit.tx, feedId, alarm, now))) return;
      const event = outgoing(feedAlarmCleared, { feedId, alarm, raisedAt, clearedAt: now }, now);
      await unit.publish(causeOf('cleared', feedId, alarm, now), [event]);
    });
    this.#log.info('a feed alarm was cleared', { type: alarm });
  }
}

/** Nothing that came caused an alarm: it is its own root. */
function causeOf(what: string, feedId: string, alarm: FeedAlarm, now: string): Cause {
  const id = deriveId(Date.parse(now), 'feed-alarm', what, feedId, alarm);
  return { id, correlationId: id, recordedTime: now };
}
