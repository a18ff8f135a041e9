interface MaybeKafkaError {
  readonly name?: string;
  readonly message?: string;
  readonly type?: string;
  readonly cause?: unknown;
  readonly retriable?: boolean;
}

/** kafkajs wraps errors in "number of retries exceeded" and the like; the reason is at the bottom. */
function rootOf(error: unknown): MaybeKafkaError {
  let current = (error ?? {}) as MaybeKafkaError;
  while (current.cause && current.cause !== current) current = current.cause;
  return current;
}

/** Why something failed, for readiness and logs. kafkajs puts no keys or values into its messages. */
export function whyOf(error: unknown): string {
  const root = rootOf(error);
  return root.message || root.name || 'unknown error';
}

/** The protocol's name of the error, for example `UNKNOWN_MEMBER_ID`. */
export const typeOf = (error: unknown): string | undefined => rootOf(error).type;

const REJOIN = ['REBALANCE_IN_PROGRESS', 'NOT_COORDINATOR_FOR_GROUP', 'ILLEGAL_GENERATION'];

/** The member has to join its group again; kafkajs does so when `eachBatch` throws such an error. */
export const asksToRejoin = (error: unknown): boolean =>
  [...REJOIN, 'UNKNOWN_MEMBER_ID'].includes(typeOf(error) ?? '');

/** The partitions already belong to someone else. */
export const membershipLost = (error: unknown): boolean =>
  ['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'].includes(typeOf(error) ?? '');

/** Answers of a broker that are about a record and not about the broker; the others pass. */
const REFUSALS: Readonly<Record<string, string>> = {
  MESSAGE_TOO_LARGE: 'too-large',
  RECORD_LIST_TOO_LARGE: 'too-large',
  INVALID_RECORD: 'invalid-record',
  INVALID_TIMESTAMP: 'invalid-timestamp',
};

/** Why the broker refuses what was sent for what it is; undefined when it may take it later. */
export const refusalOf = (error: unknown): string | undefined => REFUSALS[typeOf(error) ?? ''];
