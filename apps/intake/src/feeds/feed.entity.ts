import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What came from one source in one hour: the stuff its rhythm is learned from. */
@Entity('feed_hour')
export class FeedHourEntity {
  @PrimaryColumn('uuid', { name: 'feed_id' }) feedId: string;
  @PrimaryColumn('timestamptz') hour: Date;
  @Column('text') source: string;
  @Column('int') received: number;
  @Column('int') discharges: number;
  @Column('int') updates: number;
  @Column('timestamptz', { name: 'last_at' }) lastAt: Date;
}

/** A source that sent something once. */
@Entity('feed')
export class FeedEntity {
  @PrimaryColumn('uuid', { name: 'feed_id' }) feedId: string;
  @Column('text') source: string;
  @Column('text', { nullable: true }) protocol: string | null;
  @Column('timestamptz', { name: 'last_at' }) lastAt: Date;
}

abstract class Counts {
  @Column('int') received: number;
  @Column('int') filtered: number;
  @Column('int') queued: number;
  @Column('int') accepted: number;
  @Column('int') errored: number;
  @Column('int') discharges: number;
  @Column('int') updates: number;
}

/** What one transaction added to the counts of a feed, or moved between them; not summed yet. */
@Entity('feed_tally')
export class FeedTallyEntity extends Counts {
  @PrimaryColumn('bigint') id: string;
  @Column('uuid', { name: 'feed_id' }) feedId: string;
  @Column('text') source: string;
  @Column('text') protocol: string;
  @Column('timestamptz') minute: Date;
  @Column('timestamptz', { name: 'last_at' }) lastAt: Date;
}

/** What came from one source by one way in one minute, and what became of it. */
@Entity('feed_minute')
export class FeedMinuteEntity extends Counts {
  @PrimaryColumn('uuid', { name: 'feed_id' }) feedId: string;
  @PrimaryColumn('timestamptz') minute: Date;
  @PrimaryColumn('text') protocol: string;
}

/** A sequence number of a sender (MSH-13), kept for some hours. */
@Entity('feed_sequence')
export class FeedSequenceEntity {
  @PrimaryColumn('bigint') arrival: string;
  @Column('uuid', { name: 'feed_id' }) feedId: string;
  @Column('bigint') sequence: string;
  @Column('timestamptz', { name: 'received_at' }) receivedAt: Date;
}

/** The profile the messages of an HL7 sender are read with, where the name of its feed may not lead to it. */
@Entity('feed_profile')
export class FeedProfileEntity {
  @PrimaryColumn('uuid', { name: 'feed_id' }) feedId: string;
  @Column('text') profile: string;
  @Column('timestamptz', { name: 'noted_at' }) notedAt: Date;
}

/** A source that states how often it sends and never sent anything, by its profile. */
@Entity('awaited_feed')
export class AwaitedFeedEntity {
  @PrimaryColumn('text') profile: string;
  @Column('uuid', { name: 'feed_id', unique: true }) feedId: string;
  @Column('timestamptz') since: Date;
}

/** An alarm about a feed; standing while nothing has cleared it. */
@Entity('feed_alarm')
export class FeedAlarmEntity {
  @PrimaryColumn('uuid', { name: 'feed_id' }) feedId: string;
  @PrimaryColumn('text') alarm: string;
  @PrimaryColumn('timestamptz', { name: 'raised_at' }) raisedAt: Date;
  @Column('timestamptz') since: Date;
  @Column('int') expected: number;
  @Column('int') observed: number;
  @Column('timestamptz', { name: 'cleared_at', nullable: true }) clearedAt: Date | null;
}
