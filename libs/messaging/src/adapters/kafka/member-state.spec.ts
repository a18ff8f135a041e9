import { DEFAULT_TIMING } from './kafka-options.js';
import { MemberState } from './member-state.js';

const answered = (type: string) => Object.assign(new Error(type), { type });

describe('what a member knows about its membership', () => {
  let state: MemberState;

  beforeEach(() => {
    jest.useFakeTimers();
    state = new MemberState(DEFAULT_TIMING);
    state.joined();
  });
  afterEach(() => jest.useRealTimers());

  it('is a member from joining on', () => {
    expect([state.isStale(1), state.mayStart(1)]).toEqual([false, true]);
  });

  it('is none when the coordinator has not confirmed it for a session timeout', () => {
    jest.advanceTimersByTime(10_001);
    expect(state.isStale(1)).toBe(true);
    state.confirmed();
    expect(state.isStale(1)).toBe(false);
  });

  it.each(['UNKNOWN_MEMBER_ID', 'ILLEGAL_GENERATION', 'FENCED_INSTANCE_ID'])(
    'is none at once when the coordinator says %s',
    (type) => {
      state.failed(answered(type));
      expect(state.isStale(1)).toBe(true);
    },
  );

  it('finds the reason under what kafkajs wraps around it', () => {
    const cause = answered('UNKNOWN_MEMBER_ID');
    state.failed(new Error('number of retries exceeded', { cause }));
    expect(state.isStale(1)).toBe(true);
    expect(state.rejoinError()).toBeInstanceOf(Error);
  });

  it('gives a batch time to end when the group rebalances, but starts no other', () => {
    state.failed(answered('REBALANCE_IN_PROGRESS'));
    expect([state.isStale(1), state.mayStart(1)]).toEqual([false, false]);
    jest.advanceTimersByTime(3_001);
    expect(state.isStale(1)).toBe(true);
  });

  it('forgets what was before when it has joined again', () => {
    state.failed(answered('UNKNOWN_MEMBER_ID'));
    state.joined();
    expect([state.isStale(1), state.isStale(2), state.mayStart(2)]).toEqual([true, false, true]);
    expect(state.rejoinError()).toBeUndefined();
  });

  it('does not take a lost connection for a lost membership', () => {
    state.failed(new Error('connect ECONNREFUSED'));
    expect([state.isStale(1), state.mayStart(1)]).toEqual([false, true]);
  });

  it('is stale while it closes', () => {
    state.closing = true;
    expect(state.isStale(1)).toBe(true);
  });
});
