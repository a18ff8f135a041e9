import { happened, HOUR_MS, ignored, type Decision } from '@handrail/domain';
import type { Decider } from '@handrail/testing/decider';
import {
  acceptOffer,
  acknowledgeOffer,
  declineOffer,
  expireOffer,
  type OfferAcceptance,
  type AnswerToOffer,
  type Refusal,
} from '../placement/domain/answer-offer.js';
import { evolve } from '../placement/domain/evolve.js';
import { finishPlan } from '../placement/domain/finish-plan.js';
import { settleMerged } from '../placement/domain/merge.js';
import { followStays } from '../placement/domain/follow-stays.js';
import { noteStay } from '../placement/domain/note-stay.js';
import type { StayFact } from '../stay/domain/stay.js';
import { noteAttendance, takeBackAttendance } from '../placement/domain/note-attendance.js';
import { recordPersonsAnswer, type PersonsAnswer } from '../placement/domain/person-answer.js';
import type { PersonPlacements } from '../placement/domain/placement.js';
import type { PlacementEvent } from '../placement/domain/placement-event.js';
import {
  noteFact,
  noteInterim,
  takeBackReport,
  type NewlyRecorded,
} from '../placement/domain/waiting/note-facts.js';
import { signalClocks } from '../placement/domain/waiting/signal-clocks.js';
import type { InterimServices } from '../waiting/domain/record.js';
import type { Determined } from '../placement/domain/determined.js';
import { requestKnowing } from '../placement/domain/waiting/request-knowing.js';
import { settle, type Allotment } from '../placement/domain/settle.js';
import { withdrawFor, type ReassessmentFell } from '../placement/domain/withdraw.js';
import { ATTENDED, circumstances, id, MISSED, nobody, NOW, OFFER_TERMS } from './builders.js';
import { decideActCommand, type ActCommand } from './act-commands.js';
import { decideWaitingAct, type WaitingActCommand } from './waiting-act-commands.js';

/** Everything that can happen to a person's placements, as the rules are asked about it. */
export type PlacementCommand =
  | { readonly kind: 'request-place'; readonly determined: Determined; readonly event: string }
  | { readonly kind: 'settle'; readonly allotment: Allotment }
  | ({ readonly kind: 'accept-offer'; readonly needsPersonsYes?: boolean } & AboutOffer &
      Pick<OfferAcceptance, 'personAgrees'>)
  | ({ readonly kind: 'acknowledge-offer' } & AboutOffer)
  | ({ readonly kind: 'decline-offer' } & AboutOffer &
      Pick<Refusal, 'reason' | 'how' | 'onlyPrograms'>)
  | ({ readonly kind: 'expire-offer'; readonly now: string } & AboutOffer)
  | ({ readonly kind: 'person-answers' } & Omit<PersonsAnswer, 'by'>)
  | ({ readonly kind: 'withdraw-for' } & ReassessmentFell)
  | {
      readonly kind: 'note-attendance';
      readonly placementId: string;
      readonly attended: boolean;
      readonly eventId?: string;
    }
  | { readonly kind: 'note-stay'; readonly fact: StayFact }
  | { readonly kind: 'pass-time'; readonly now: string }
  | { readonly kind: 'note-fact'; readonly recorded: Omit<NewlyRecorded, 'id'> }
  | { readonly kind: 'finish-plan'; readonly placementId: string; readonly now: string }
  | { readonly kind: 'settle-merged' }
  | { readonly kind: 'note-interim'; readonly services: InterimServices }
  | { readonly kind: 'take-back-report'; readonly eventId: string }
  | { readonly kind: 'signal-clocks'; readonly placementId: string; readonly now: string }
  | ActCommand
  | WaitingActCommand;

/** An offer by its placement, whose first one has its id, or by its own. */
interface AboutOffer {
  readonly placementId: string;
  readonly offerId?: string;
  readonly by?: string;
}

const answerOf = ({ placementId, offerId = placementId, by }: AboutOffer): AnswerToOffer => ({
  offerId,
  ...(by === undefined ? {} : { by }),
});

/** The rules about placements as one, for sentences: given what happened, when this happens, then that. */
export const placementDecider: Decider<PersonPlacements, PlacementCommand, PlacementEvent> = {
  initialState: nobody,
  decide: (person, command) => following(person, decide(person, command), timeOf(command)),
  evolve,
};

/** Commands that happen when they say; the others happen at one fixed moment. */
const TIMED: ReadonlySet<string> = new Set(['pass-time', 'act', 'waiting-act', 'signal-clocks']);

const timeOf = (command: PlacementCommand): string =>
  (TIMED.has(command.kind) && 'now' in command ? command.now : undefined) ?? NOW;

/** As in service: whatever was decided, the places then follow what is known of stays. */
function following(
  person: PersonPlacements,
  decision: Decision<PlacementEvent>,
  now: string,
): Decision<PlacementEvent> {
  const events = decision.kind === 'happened' ? decision.events : [];
  const followed = followStays(evolve(person, events), now);
  return followed.length > 0 ? happened(...events, ...followed) : decision;
}

function decide(person: PersonPlacements, command: PlacementCommand): Decision<PlacementEvent> {
  switch (command.kind) {
    case 'request-place':
      return requestKnowing(person, command.determined, circumstances(command.event));
    case 'settle':
      return settle(person, command.allotment, OFFER_TERMS);
    case 'accept-offer':
      return acceptOffer(
        person,
        { ...answerOf(command), personAgrees: command.personAgrees },
        { now: NOW, needsPersonsYes: command.needsPersonsYes },
      );
    case 'acknowledge-offer':
      return acknowledgeOffer(person, answerOf(command), { now: NOW, answerMs: 4 * HOUR_MS });
    case 'person-answers':
      return recordPersonsAnswer(
        person,
        { ...command, by: 'coordinator-2' },
        circumstances(`answer ${command.placementId}`),
      );
    case 'decline-offer':
      return declineOffer(
        person,
        { ...command, ...answerOf(command) },
        circumstances(`decline ${command.placementId}`),
      );
    case 'expire-offer': {
      const { placementId, offerId = placementId, now } = command;
      return expireOffer(person, offerId, { ...circumstances(`expire ${placementId}`), now });
    }
    case 'withdraw-for':
      return withdrawFor(person, command);
    case 'note-attendance': {
      const { placementId, attended, eventId } = command;
      return noteAttendance(person, placementId, { ...(attended ? ATTENDED : MISSED), eventId });
    }
    case 'note-stay':
      return noteStay(person, command.fact);
    case 'pass-time':
      return ignored('time-passed');
    case 'note-fact':
      return noteFact(person, { ...command.recorded, id: id(JSON.stringify(command.recorded)) });
    case 'finish-plan':
      return finishPlan(person, command.placementId, command.now);
    case 'settle-merged':
      return settleMerged(person);
    case 'note-interim':
      return noteInterim(person, command.services);
    case 'take-back-report':
      return takeBackAttendance(person, command.eventId) ?? takeBackReport(person, command.eventId);
    case 'signal-clocks':
      return signalClocks(person, command.placementId, command.now);
    case 'act':
      return decideActCommand(person, command);
    case 'waiting-act':
      return decideWaitingAct(person, command);
    default:
      return command satisfies never;
  }
}
