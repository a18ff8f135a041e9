import type { PriorityFact } from './priority-facts.js';
import { withFact } from './priority-facts.js';
import {
  checkKey,
  signalKey,
  type CapacityCheck,
  type ContactAttempt,
  type InterimServices,
  type WaitPause,
  type RankException,
  type Signal,
  type StateAnswer,
  type StateReferral,
  type WaitingRecord,
} from './record.js';

/** Something that is noted about a person who waits, or may come to. */
export type WaitingNote =
  | { readonly what: 'fact'; readonly fact: PriorityFact }
  | { readonly what: 'interim'; readonly services: InterimServices }
  | { readonly what: 'contact'; readonly contact: ContactAttempt }
  | { readonly what: 'paused'; readonly pause: WaitPause }
  | { readonly what: 'resumed'; readonly pauseId: string; readonly at: string }
  | { readonly what: 'exception'; readonly exception: RankException }
  | { readonly what: 'referred'; readonly referral: StateReferral }
  | {
      readonly what: 'answered';
      readonly referralId: string;
      readonly answer: StateAnswer;
      readonly at: string;
    }
  | { readonly what: 'checked'; readonly check: CapacityCheck }
  | { readonly what: 'signalled'; readonly signal: Signal; readonly dueAt: string }
  /** What was recorded under an id was not so. */
  | { readonly what: 'taken-back'; readonly id: string };

/** The record after a note. The same again, and a note about nothing that is known, changes nothing. */
export function noted(record: WaitingRecord, note: WaitingNote): WaitingRecord {
  switch (note.what) {
    case 'fact':
      return { ...record, facts: withFact(record.facts, note.fact) };
    case 'interim':
      return { ...record, interim: added(record.interim, note.services) };
    case 'contact':
      return { ...record, contacts: added(record.contacts, note.contact) };
    case 'paused':
      return { ...record, pauses: added(record.pauses, note.pause) };
    case 'resumed':
      return {
        ...record,
        pauses: record.pauses.map((pause) =>
          pause.id === note.pauseId ? { ...pause, resumedAt: note.at } : pause,
        ),
      };
    case 'exception':
      return { ...record, exceptions: added(record.exceptions, note.exception) };
    case 'referred':
      return { ...record, referrals: added(record.referrals, note.referral) };
    case 'answered':
      return {
        ...record,
        referrals: record.referrals.map((referral) =>
          referral.id === note.referralId
            ? { ...referral, answer: note.answer, answeredAt: note.at }
            : referral,
        ),
      };
    case 'checked': {
      const others = record.checks.filter((check) => checkKey(check) !== checkKey(note.check));
      return { ...record, checks: [...others, note.check] };
    }
    case 'signalled': {
      const isKnown = record.signals.some((known) => signalKey(known) === signalKey(note.signal));
      return isKnown ? record : { ...record, signals: [...record.signals, note.signal] };
    }
    case 'taken-back':
      return withoutEntry(record, note.id);
    default:
      return note satisfies never;
  }
}

/** Whether anything stands under an id that could be taken back. */
export const holds = (record: WaitingRecord, id: string): boolean =>
  record.facts.some((fact) => fact.id === id && !fact.isTakenBack) || holdsEntry(record, id);

/** Whether something was noted under an id, besides what decides the class: sources take that back. */
export const holdsEntry = (record: WaitingRecord, id: string): boolean =>
  [record.interim, record.contacts, record.pauses, record.exceptions, record.referrals].some(
    (entries) => entries.some((entry) => entry.id === id),
  );

function withoutEntry(record: WaitingRecord, id: string): WaitingRecord {
  const others = <T extends { readonly id: string }>(entries: readonly T[]) =>
    entries.filter((entry) => entry.id !== id);
  return {
    ...record,
    facts: record.facts.map((fact) => (fact.id === id ? { ...fact, isTakenBack: true } : fact)),
    interim: others(record.interim),
    contacts: others(record.contacts),
    pauses: others(record.pauses),
    exceptions: others(record.exceptions),
    referrals: others(record.referrals),
  };
}

function added<T extends { readonly id: string }>(entries: readonly T[], entry: T): readonly T[] {
  return entries.some(({ id }) => id === entry.id) ? entries : [...entries, entry];
}
