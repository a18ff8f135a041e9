import type { ConsentReport } from '../../consent/domain/consent-report.js';
import {
  allotted,
  asked,
  determined,
  newest,
  nobody,
  settled,
  shown,
} from '../../testing/builders.js';
import { consentReport } from '../../testing/consents.js';
import { CONSENT_DUE } from '../consent.timers.js';
import { applyAndPublish, toOutcome } from '../placement.step.js';
import { consentDue, noteConsent, takeBackConsent } from './note-consent.js';
import type { PersonPlacements } from './placement.js';

const NOW = '2026-11-16T15:10:00.000Z';
const ENDS = '2026-11-17T05:00:00.000Z';

/** Somebody whom a program of another organisation is asked to take. */
function offered(...consents: readonly ConsentReport[]): PersonPlacements {
  const person = { ...nobody, consents, outside: new Map([['iop-program', 'birch']]) };
  const waiting = asked(person, determined('a'), 'a');
  return settled(waiting, allotted(newest(waiting), 'by-offer'));
}

const after = (person: PersonPlacements, now = NOW) => applyAndPublish(person, [], now);
const revoked = consentReport({ eventId: 'e2', revokedAt: NOW, reportedAt: NOW });

describe('an offer to a program of another organisation', () => {
  it('stands while a consent covers it', () => {
    const person = offered(consentReport());
    expect(after(person).person).toBe(person);
  });

  it('is taken back with its place in line when the consent is revoked, and others are told', () => {
    const decision = noteConsent(offered(consentReport()), revoked);
    if (decision.kind !== 'happened') throw new Error(decision.reason);
    const { person, publish } = applyAndPublish(offered(consentReport()), decision.events, NOW);
    expect(shown(person)).toEqual(['IOP declined no-consent', 'IOP requested']);
    expect(person.placements[0]!.offers.map(({ status, reason }) => [status, reason])).toEqual([
      ['withdrawn', 'no-consent'],
    ]);
    const request = newest(person);
    expect(request).toMatchObject({ declinedTracks: [], needsLook: true });
    expect(request.course.resting).toEqual([]);
    expect(request.requestedAt).toBe(person.placements[0]!.requestedAt);
    expect(publish.map(({ contract }) => contract.name)).toContain('placement-declined');
  });

  it('is taken back when the day of the consent is over, with nobody saying anything', () => {
    const person = offered(consentReport({ endsAt: ENDS }));
    expect(after(person, '2026-11-17T04:59:59.999Z').person).toBe(person);
    expect(shown(after(person, ENDS).person)).toEqual(['IOP declined no-consent', 'IOP requested']);
  });

  it('does not concern a program of the network', () => {
    const person = { ...offered(), outside: new Map() };
    expect(after(person).person).toBe(person);
  });
});

describe('a consent', () => {
  const given = consentReport({ endsAt: ENDS });
  const waiting = () => asked(nobody, determined('a'), 'a');

  it('that is known already changes nothing; a new one has whoever waits looked at again', () => {
    const person = { ...waiting(), consents: [given] };
    expect(noteConsent(person, given)).toEqual({ kind: 'ignored', reason: 'consent-known' });
    const seen = { ...waiting(), placements: [{ ...newest(waiting()), needsLook: false }] };
    const outcome = toOutcome(seen, noteConsent(seen, given), NOW);
    if (outcome.kind !== 'applied') throw new Error(outcome.kind);
    expect(newest(outcome.state).needsLook).toBe(true);
    expect(outcome.timers).toEqual([
      {
        ...{ kind: 'set', name: `consents:${nobody.personId}`, type: CONSENT_DUE },
        ...{ dueAt: ENDS, data: {} },
      },
    ]);
  });

  it('that has ended rings no more, and leaves its person looked at', () => {
    const person = { ...nobody, consents: [given] };
    const outcome = toOutcome(person, consentDue(person), ENDS);
    expect(outcome).toMatchObject({ timers: [{ kind: 'cancel' }] });
  });

  it('that was disclosed by mistake is taken back; what is none is left to others', () => {
    const person = { ...nobody, consents: [given, revoked] };
    expect(takeBackConsent(person, 'e2')).toMatchObject({ events: [{ consents: [given] }] });
    expect(takeBackConsent(person, 'e9')).toBeNull();
  });
});
