import { ClaimEntity, MessageAccessEntity, MessageEntity } from './message/message.entity.js';
import {
  ConsentEntity,
  IdentifierEntity,
  IdentityReviewEntity,
  PersonEntity,
  PersonMergeEntity,
  PseudonymKeyEntity,
} from './person/person.entity.js';
import { CapacityReportEntity, VisitEntity } from './stay/visit.entity.js';

export const entities = [
  MessageEntity,
  ClaimEntity,
  MessageAccessEntity,
  PersonEntity,
  IdentifierEntity,
  PersonMergeEntity,
  IdentityReviewEntity,
  ConsentEntity,
  PseudonymKeyEntity,
  VisitEntity,
  CapacityReportEntity,
];
