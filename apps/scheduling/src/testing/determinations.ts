import type { CareContext } from '@handrail/contracts';
import type { Level } from '@handrail/domain';

/** A determination as the assessment service would publish it. */
export interface Decided {
  readonly personId?: string;
  readonly reassessmentId?: string;
  readonly level?: Level | null;
  readonly context?: CareContext;
  /** What is needed beside the level. */
  readonly supports?: readonly string[];
  /** Levels that would do as well, the best first. */
  readonly alternatives?: readonly Level[];
  readonly mode?: 'automatic' | 'needs-human';
  readonly decidedBy?: 'policy' | 'clinician';
  readonly requestedAt?: string;
  readonly determinedAt?: string;
  readonly placeFrom?: string | null;
}

export interface PublishedDetermination {
  readonly personId: string;
  readonly reassessmentId: string;
  readonly messageId: string;
  readonly eventId: string;
}

export interface Answer<T> {
  readonly status: number;
  readonly type: string;
  readonly etag: string | null;
  readonly body: T;
  readonly text: string;
}
