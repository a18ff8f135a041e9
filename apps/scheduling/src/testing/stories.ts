import fc from 'fast-check';
import type { DischargeDisposition, Level } from '@handrail/domain';
import type { StayFact } from '../stay/domain/stay.js';
import { determined, id } from './builders.js';
import type { PlacementCommand } from './placement-decider.js';

/** What one person lived through, as the two topics tell it: stays by intake, levels by assessment. */
export interface Story {
  readonly stays: readonly PlacementCommand[];
  readonly decisions: readonly PlacementCommand[];
  /** What is told of a second person, as long as nobody knows that both are one: each stay, and each reassessment, whole. */
  readonly ofDouble: ReadonlySet<PlacementCommand>;
}

const fact = (stayFact: StayFact): PlacementCommand => ({ kind: 'note-stay', fact: stayFact });

const stayOfCare = (level: Level) => ({
  ...{ stayId: id('care'), facility: 'somewhere' },
  setting: level === 'RES' ? ('residential' as const) : ('intensive-outpatient' as const),
});
const ward = {
  stayId: id('ward'),
  facility: 'elsewhere',
  setting: 'withdrawal-management' as const,
};

/** The care the place was for: whether it began, ended, ended otherwise, in no death after all, or was all a mistake. */
function careFacts(level: Level, chosen: number, disposition: DischargeDisposition): StayFact[] {
  const care = stayOfCare(level);
  const times = { startedAt: '2026-11-18T15:00:00.000Z', endedAt: '2026-11-25T15:00:00.000Z' };
  const start: StayFact = {
    kind: 'stay-started',
    eventId: id('care start'),
    ...care,
    startedAt: times.startedAt,
  };
  const end = (how: DischargeDisposition, name: string): StayFact => ({
    ...{ kind: 'stay-ended', eventId: id(name), ...care, ...times },
    disposition: how,
  });
  const takenBack = (name: string): StayFact => ({
    kind: 'fact-retracted',
    retractedEventId: id(name),
  });
  return [
    [],
    [start],
    [start, end(disposition, 'care end')],
    [
      start,
      end('completed', 'care end'),
      takenBack('care end'),
      end(disposition, 'care end again'),
    ],
    [start, takenBack('care start')],
    [start, end(disposition, 'care end'), takenBack('care end')],
    [start, end('died', 'care end'), takenBack('care end')],
    [start, end('died', 'care end'), takenBack('care end'), end(disposition, 'care end again')],
  ][chosen]!;
}

/** A stay elsewhere meanwhile: open, planned to end, ended, or ended in a death that was one, or was none. */
function wardFacts(chosen: number): StayFact[] {
  const start: StayFact = {
    ...{ kind: 'stay-started', eventId: id('ward start'), ...ward },
    startedAt: '2026-11-19T15:00:00.000Z',
  };
  const planned: StayFact = {
    ...{ kind: 'step-down-planned', eventId: id('ward plan'), ...ward },
    plannedFor: '2026-11-23T15:00:00.000Z',
  };
  const end = (disposition: DischargeDisposition, name = 'ward end'): StayFact => ({
    ...{ kind: 'stay-ended', eventId: id(name), ...ward },
    ...{ startedAt: '2026-11-19T15:00:00.000Z', endedAt: '2026-11-22T15:00:00.000Z' },
    disposition,
  });
  const takenBack: StayFact = { kind: 'fact-retracted', retractedEventId: id('ward end') };
  return [
    [],
    [start],
    [start, planned],
    [start, end('completed')],
    [start, planned, end('completed')],
    [start, end('died')],
    [start, end('died'), takenBack],
    [start, end('died'), takenBack, end('completed', 'ward end again')],
  ][chosen]!;
}

/** The end of a stay that was told as a death, whether it was one or not. */
const deathIn = (facts: readonly StayFact[]) =>
  facts.find(
    (each): each is Extract<StayFact, { kind: 'stay-ended' }> =>
      each.kind === 'stay-ended' && each.disposition === 'died',
  );

const isTakenBack = (facts: readonly StayFact[]): boolean =>
  facts.some(({ kind }) => kind === 'fact-retracted');

/** What a life is made of: each stay and each reassessment is told of one person. */
const SUBJECTS = ['care', 'ward', 'detox', 'again'] as const;
type Subject = (typeof SUBJECTS)[number];

interface Told {
  readonly about: Subject;
  readonly command: PlacementCommand;
}

/**
 * Made-up lives; `who` is in the ids of what is made, so that many of them have a place in one database. After a death
 * that was none levels are determined anew, unless what brought them about was taken back meanwhile.
 */
export const storiesOf = (who = '', isAskedAnew = true) =>
  fc
    .record({
      level: fc.constantFrom<Level>('IOP', 'RES'),
      care: fc.nat(7),
      ward: fc.nat(7),
      disposition: fc.constantFrom<DischargeDisposition>(
        'completed',
        'against-advice',
        'transferred',
      ),
      again: fc.boolean(),
      falls: fc.boolean(),
      isDeathTold: fc.boolean(),
      needsHome: fc.constantFrom('never', 'always', 'detox', 'again'),
      doubled: fc.subarray([...SUBJECTS]),
    })
    .map(({ level, again, falls, isDeathTold, needsHome, doubled, ...chosen }): Story => {
      const asks = (about: 'detox' | 'again', minutes: number, anew = ''): Told => {
        const isAtHome = level !== 'IOP' || (needsHome !== 'always' && needsHome !== about);
        const supports = isAtHome ? [] : ['recovery-housing'];
        const made = determined(`${about}${anew}`, { level, supports }, minutes);
        const support = { ...made.support, reasonAt: made.determinedAt };
        const event = `${about}${anew}${who}`;
        return {
          about,
          command: { kind: 'request-place', determined: { ...made, support }, event },
        };
      };
      const falling = (about: 'detox' | 'again', reason: string, causeId?: string): Told => ({
        about,
        command: { kind: 'withdraw-for', reassessmentId: id(about), reason, causeId },
      });
      const care = careFacts(level, chosen.care, chosen.disposition);
      const ward = wardFacts(chosen.ward);
      // Assessment tells of a death, too: what stands falls with it, and is determined anew once it was none.
      const deathAt: Readonly<Record<string, readonly StayFact[]>> = isDeathTold
        ? { care, ward }
        : {};
      const death = Object.entries(deathAt).find(([, facts]) => deathIn(facts));
      const causeId = death && deathIn(death[1])?.eventId;
      const standing = [...(falls ? [] : ['detox' as const]), ...(again ? ['again' as const] : [])];
      const decisions = [
        asks('detox', 0),
        ...(again ? [asks('again', 60)] : []),
        ...(falls ? [falling('detox', 'trigger-retracted')] : []),
        ...(death ? standing.map((about) => falling(about, 'died', causeId)) : []),
        ...(death && isAskedAnew && isTakenBack(death[1])
          ? standing.map((about, at) => asks(about, 120 + at, ' anew'))
          : []),
      ];
      const stays = Object.entries({ care, ward }).flatMap(([about, facts]) =>
        facts.map((each): Told => ({ about: about as Subject, command: fact(each) })),
      );
      // It tells of one only where it knows of the stay.
      const toldOf = (about: Subject) =>
        death && about !== 'care' && about !== 'ward' ? (death[0] as Subject) : about;
      const ofDouble = [...stays, ...decisions].filter(({ about }) =>
        doubled.includes(toldOf(about)),
      );
      return {
        stays: stays.map(({ command }) => command),
        decisions: decisions.map(({ command }) => command),
        ofDouble: new Set(ofDouble.map(({ command }) => command)),
      };
    });

/** Both topics in one order, each in its own. */
export function mixed({ stays, decisions }: Story, picks: readonly boolean[]): PlacementCommand[] {
  const [a, b] = [[...stays], [...decisions]];
  const order: PlacementCommand[] = [];
  for (const first of picks) {
    const next = (first ? a : b).shift();
    if (next) order.push(next);
  }
  return [...order, ...a, ...b];
}

/** As it happened: what was determined first, then all of the stays, then whatever else was determined. */
export const toldInOrder = (story: Story): PlacementCommand[] =>
  mixed(story, [false, ...story.stays.map(() => true)]);

/** Nothing is news but the care the places were for. */
export const isOfCareAlone = ({ stays }: Story): boolean =>
  stays.every(
    (news) =>
      news.kind !== 'note-stay' || !('stayId' in news.fact) || news.fact.stayId === id('care'),
  );
