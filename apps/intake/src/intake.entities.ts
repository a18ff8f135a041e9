import { DataKeyEntity, MasterKeyPrintEntity } from './encryption/data-key.entity.js';
import {
  MatchingStateEntity,
  MatchKeyEntity,
  MatchRecordEntity,
  ValueFrequencyEntity,
} from './matching/match.entity.js';
import {
  AwaitedFeedEntity,
  FeedAlarmEntity,
  FeedEntity,
  FeedHourEntity,
  FeedMinuteEntity,
  FeedProfileEntity,
  FeedSequenceEntity,
  FeedTallyEntity,
} from './feeds/feed.entity.js';
import { ClaimEntity, MessageAccessEntity, MessageEntity } from './message/message.entity.js';
import {
  ConsentEntity,
  IdentifierEntity,
  IdentityReviewAccessEntity,
  NumberSightingEntity,
  IdentityReviewEntity,
  PersonEntity,
  PersonMergeEntity,
} from './person/person.entity.js';
import { CapacityReportEntity, VisitEntity } from './stay/visit.entity.js';

export const entities = [
  MessageEntity,
  ClaimEntity,
  MessageAccessEntity,
  PersonEntity,
  IdentifierEntity,
  NumberSightingEntity,
  PersonMergeEntity,
  IdentityReviewEntity,
  IdentityReviewAccessEntity,
  ConsentEntity,
  VisitEntity,
  CapacityReportEntity,
  FeedEntity,
  FeedHourEntity,
  FeedMinuteEntity,
  FeedTallyEntity,
  FeedSequenceEntity,
  FeedAlarmEntity,
  FeedProfileEntity,
  AwaitedFeedEntity,
  DataKeyEntity,
  MasterKeyPrintEntity,
  MatchRecordEntity,
  MatchKeyEntity,
  ValueFrequencyEntity,
  MatchingStateEntity,
];
