import { stepsOf, type Traces } from './message-steps.js';
import { readMessage, readMessageDetail, type Message } from './read-message.js';

const AT = '2026-11-20T10:00:00.000Z';
const message = (changes: Partial<Message> = {}): Message => ({
  ...{ id: 'm', source: 'A|B', protocol: 'hl7v2-mllp', type: 'ADT^A03', controlId: '7' },
  ...{ receivedAt: AT, disposition: 'applied', reason: 'stay-ended', personId: 'p' },
  ...{ produced: ['e1'], problems: [] },
  ...changes,
});
const traces = (changes: Partial<Traces> = {}): Traces => ({
  ...{ events: { count: 1, firstAt: AT }, reassessments: [], placements: [] },
  ...{ parked: [], unknown: [] },
  ...changes,
});
const determined = {
  ...{ status: 'determined', level: 'IOP', reason: null, determinedAt: AT, openedAt: AT },
};
const confirmed = { status: 'confirmed', reason: null, confirmedAt: AT, changedAt: AT };
const statesOf = (m: Message, t: Traces = traces()) => stepsOf(m, t).map(({ state }) => state);

describe('the way of a message', () => {
  it('is done from receipt to place when everything went well', () => {
    const well = traces({ reassessments: [determined], placements: [confirmed] });
    expect(statesOf(message(), well)).toEqual(['done', 'done', 'done', 'done', 'done', 'done']);
  });

  it('fails where a rejected one was not understood, and reaches nothing after it', () => {
    const rejected = message({
      ...{ disposition: 'rejected', reason: 'no-patient-identifier', personId: null, produced: [] },
    });
    expect(statesOf(rejected)).toEqual([
      ...['done', 'failed', 'unreached', 'unreached', 'unreached', 'unreached'],
    ]);
    expect(stepsOf(rejected, traces())[1]!.why).toBe('no-patient-identifier');
  });

  it('waits where a parked one waits for what it is about', () => {
    const waits = message({ disposition: 'parked', reason: 'no-such-visit', produced: [] });
    expect(statesOf(waits)).toEqual(['done', 'done', 'done', 'waiting', 'unreached', 'unreached']);
    const ofNobody = { ...waits, personId: null };
    expect(statesOf(ofNobody)[2]).toBe('waiting');
  });

  it('fails where applying failed', () => {
    const failed = message({ disposition: 'parked', reason: 'sql:23514:broken', produced: [] });
    const [, , , events] = stepsOf(failed, traces());
    expect(events).toMatchObject({ step: 'events', state: 'failed', why: 'sql:23514:broken' });
  });

  it('ends without a fault where there was nothing to do', () => {
    const ignored = message({ disposition: 'ignored', reason: 'no-change', produced: [] });
    expect(statesOf(ignored)).toEqual(['done', 'done', 'done', 'skipped', 'skipped', 'skipped']);
  });

  it('fails in the service that parked one of its events', () => {
    const inAssessment = traces({ parked: [{ service: 'assessment', cause: 'rule-threw:x' }] });
    expect(statesOf(message(), inAssessment).slice(3)).toEqual(['done', 'failed', 'unreached']);
    const inScheduling = traces({
      reassessments: [determined],
      parked: [{ service: 'scheduling', cause: 'rule-threw:y' }],
    });
    expect(stepsOf(message(), inScheduling).at(-1)).toMatchObject({
      ...{ step: 'placement', state: 'failed', why: 'rule-threw:y' },
    });
  });

  it('waits for a decision and for a place', () => {
    const open = { ...determined, status: 'overdue', determinedAt: null };
    expect(statesOf(message(), traces({ reassessments: [open] })).slice(4)).toEqual([
      ...['waiting', 'unreached'],
    ]);
    const waitlisted = { ...confirmed, status: 'waitlisted', reason: 'full', confirmedAt: null };
    const line = traces({ reassessments: [determined], placements: [waitlisted] });
    expect(stepsOf(message(), line).at(-1)).toMatchObject({ state: 'waiting', why: 'full' });
  });

  it('is not known past the events the console no longer keeps', () => {
    const old = traces({ events: { count: 0, firstAt: null } });
    expect(stepsOf(message(), old)[4]).toMatchObject({ state: 'unknown', why: 'events-not-kept' });
  });

  it('does not call fine what a silent service may hide', () => {
    const silent = traces({ unknown: ['assessment', 'scheduling'] });
    expect(statesOf(message(), silent).slice(4)).toEqual(['unknown', 'skipped']);
    const decided = { ...silent, reassessments: [determined] };
    expect(statesOf(message(), decided).slice(4)).toEqual(['done', 'unknown']);
  });
});

describe('a message of intake', () => {
  it('is read whatever the release, and is none without id and time', () => {
    expect(readMessage({ id: 'm' })).toBeNull();
    expect(readMessage({ id: 'm', receivedAt: AT })).toMatchObject({
      ...{ disposition: 'unknown', produced: [], problems: [] },
    });
    expect(
      readMessageDetail({
        ...{ id: 'm', receivedAt: AT, attempts: 2, readings: [{ at: AT, by: 'ops-1' }, {}] },
        problems: [{ path: 'PID^1^3', reason: 'is missing', accepted: 'an identifier' }, 'odd'],
      }),
    ).toMatchObject({
      ...{ attempts: 2, parkedAt: null, readings: [{ at: AT, by: 'ops-1', purpose: null }] },
      problems: [
        {
          ...{ path: 'PID^1^3', where: 'PID-3 (patient identifier)', reason: 'is missing' },
          accepted: 'an identifier',
        },
      ],
    });
  });
});
