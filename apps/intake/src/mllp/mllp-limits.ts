/** What one connection may hold and how long it may take; the README of intake lists them with their reasons. */
export interface MllpLimits {
  readonly frameCapBytes: number;
  /** A frame that has begun and gets no further byte for so long is given up. */
  readonly idleFrameMs: number;
  /** A frame that is still not whole after so long is given up, however it trickles. */
  readonly slowFrameMs: number;
  /** Frames that may wait on one connection before its socket is no longer read; as many are stored together. */
  readonly maxWaiting: number;
  /** Bytes of the frames that may wait on one connection, likewise. */
  readonly maxWaitingBytes: number;
  /** What a connection may hold without a place in the budget of all: no large frame keeps small ones out. */
  readonly freeBytes: number;
  /** A connection on which no whole frame has come for so long since it was opened is closed. */
  readonly firstFrameMs: number;
  /** Answers that are not read for so long end their connection. */
  readonly unreadMs: number;
}
