/** A field at fault: where, why, and what would be accepted. Never what stood there. */
export interface FieldProblem {
  readonly path: string;
  readonly reason: string;
  readonly accepted: string;
}

/** How a message may end. */
export type MessageDisposition =
  | 'applied'
  | 'ignored'
  | 'superseded'
  | 'rejected'
  | 'parked'
  // It is being worked on, or waits for its turn.
  | 'pending';

/** One of `GET /v1/messages`. */
export interface MessageAnswer {
  /** Also the correlation id of everything it caused. */
  readonly id: string;
  readonly source: string;
  readonly protocol: string;
  readonly type: string;
  readonly controlId: string | null;
  readonly receivedAt: string;
  readonly disposition: MessageDisposition;
  /** Why, as a stable code. */
  readonly reason: string;
  readonly personId: string | null;
  /** Ids of the events it caused. */
  readonly produced: readonly string[];
  readonly problems: readonly FieldProblem[];
}

/** Somebody has read the bytes of a message. */
export interface MessageReading {
  readonly at: string;
  readonly by: string | null;
  readonly purpose: string | null;
}

/** `GET /v1/messages/{id}`. */
export interface MessageDetailAnswer extends MessageAnswer {
  readonly attempts: number;
  readonly parkedAt: string | null;
  /** Why somebody gave it up. */
  readonly note: string | null;
  readonly readings: readonly MessageReading[];
}

/** An alarm of a feed that stands. */
export interface StandingAlarm {
  readonly alarm: string;
  readonly raisedAt: string;
  /** Since when it has been so: a silence since the last message. */
  readonly since: string;
  readonly expected: number;
  readonly observed: number;
}

/** The newest refused message of a feed. */
export interface LastRefusal {
  readonly at: string;
  readonly messageId: string;
  readonly reason: string;
  readonly problems: readonly FieldProblem[];
}

/** One of `GET /v1/feeds`: a source of messages, its last 24 hours in the words of integration engines. */
export interface FeedAnswer {
  readonly feedId: string;
  readonly source: string;
  readonly protocols: readonly string[];
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
  readonly lastRefusal: LastRefusal | null;
  readonly alarms: readonly StandingAlarm[];
}

/** A frame that has begun and not ended: its sender waits for an answer that cannot come. */
export interface OpenFrame {
  readonly since: string;
  readonly bytes: number;
  /** Hexadecimal; every letter and digit outside names of segments is masked. */
  readonly peek: string;
}

export interface MllpConnectionAnswer {
  /** Address of the sender. */
  readonly remote: string;
  readonly openedAt: string;
  /** Frames that came whole. */
  readonly frames: number;
  /** Frames that were read and are not acknowledged yet. */
  readonly waiting: number;
  readonly isPaused: boolean;
  readonly openFrame: OpenFrame | null;
}

/** A connection that was cut or refused. */
export interface MllpIncidentAnswer {
  readonly at: string;
  readonly reason: string;
  readonly remote: string;
  readonly bytes: number;
  readonly peek: string | null;
}

/** `GET /v1/mllp`. */
export interface MllpStatusAnswer {
  /** 0 while this process does not listen. */
  readonly port: number;
  readonly security: string;
  readonly connections: readonly MllpConnectionAnswer[];
  /** Newest first. */
  readonly incidents: readonly MllpIncidentAnswer[];
}

/** What shows who may send, and until when: never a secret. */
export interface CredentialAnswer {
  /** The listener of MLLP, an authority it believes, a sender by its certificate, a client of the issuer. */
  readonly kind: 'listener' | 'authority' | 'sender' | 'client';
  /** A name in the certificate, or the id of the client. */
  readonly name: string;
  /** As whom it may speak, as feeds are named: `*` is any. */
  readonly speaks: readonly string[];
  /** When its certificate runs out; of a sender, as it last showed it. Null where nobody knows. */
  readonly expiresAt: string | null;
}

/** `GET /v1/credentials`. */
export interface CredentialsAnswer {
  readonly items: readonly CredentialAnswer[];
}

/** How far a field of two records is the same. */
export type Accord = 'agrees' | 'nearly' | 'contradicts' | 'unknown';

export interface FieldComparison {
  readonly field: string;
  readonly accord: Accord;
}

/** `undone`: they were linked, and the merge has been taken apart again. */
export type ReviewStatus = 'open' | 'linked' | 'kept-apart' | 'undone';

/** One of `GET /v1/identity-reviews`, without the records of the two persons. */
export interface IdentityReviewAnswer {
  readonly id: string;
  readonly reason: string;
  readonly status: ReviewStatus;
  readonly openedAt: string;
  readonly messageId: string | null;
  /** Evidence in bits that the records are of one person, where that is the reason. */
  readonly scoreBits: number | null;
  readonly decidedAt: string | null;
  readonly decidedBy: string | null;
  readonly decidedReason: string | null;
  readonly comparison: readonly FieldComparison[];
}
