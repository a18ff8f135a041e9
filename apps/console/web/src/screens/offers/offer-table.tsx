import { Link } from 'wouter';
import type { OfferAnswer } from '@handrail/contracts';
import type { OffersAnswer, OfferScreenAct } from '../../../../src/api/placement-case.js';
import { plural, words } from '../../format/labels.js';
import { calendarDay } from '../../format/time.js';
import { PersonCell } from '../../ui/person-cell.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useWorker } from '../care/worker.js';
import type { AnswerTarget } from './answer-dialog.js';
import { Countdown, isOpenOffer, OfferBadge } from './offer-state.js';

interface Acts {
  readonly onAcknowledge: (offer: OfferAnswer) => void;
  readonly onAnswer: (target: AnswerTarget) => void;
}

/** Offers, those that lapse next first. */
export function OfferTable({ answer, ...acts }: Acts & { readonly answer: OffersAnswer }) {
  return (
    <Table caption="Offers, those that lapse next first">
      <thead>
        <tr>
          <Th>Person</Th>
          <Th wide>Program</Th>
          <Th sorted="ascending">State</Th>
          <Th wide>Needs</Th>
          <Th wide>Starts</Th>
          <Th>Acts</Th>
        </tr>
      </thead>
      <tbody>
        {[...answer.items].sort(byUrgency).map((offer) => (
          <Row key={offer.id} offer={offer} answer={answer} {...acts} />
        ))}
      </tbody>
    </Table>
  );
}

/** What waits for an answer first, then what ended last. */
function byUrgency(a: OfferAnswer, b: OfferAnswer): number {
  const [openA, openB] = [isOpenOffer(a), isOpenOffer(b)];
  if (openA !== openB) return openA ? -1 : 1;
  const [first, second] = [Date.parse(a.expiresAt), Date.parse(b.expiresAt)];
  return openA ? first - second : second - first;
}

function Row({
  offer,
  answer,
  ...acts
}: Acts & { readonly offer: OfferAnswer; readonly answer: OffersAnswer }) {
  const odds = answer.odds.find(
    ({ programId, need }) => programId === offer.programId && need === 'any',
  );
  return (
    <tr>
      <PersonCell personId={offer.personId} />
      <td className="wide">
        {offer.programName} <span className="quiet">· {offer.trackId}</span>
        <span className="facts">
          {offer.level}
          {odds ? `, accepts ${Math.round(odds.odds * 100)} % of ${odds.n}` : ''}
        </span>
      </td>
      <td>
        <span className="only-narrow">
          {offer.programName} <span className="quiet">· {offer.trackId}</span>
        </span>
        <OfferBadge status={offer.status} />
        <span className="facts">
          {isOpenOffer(offer) ? (
            <Countdown offer={offer} />
          ) : (
            <>
              {offer.reason ? `${words(offer.reason)} ` : ''}
              {offer.endedAt ? <Time at={offer.endedAt} /> : null}
            </>
          )}
        </span>
        <span className="facts">
          <Link href={`/placements/${offer.placementId}`}>The placement</Link>
        </span>
        {offer.askedBeside > 0 ? (
          <span className="facts">
            {plural(offer.askedBeside, 'other program')} asked, the first to accept has the person
          </span>
        ) : null}
      </td>
      <td className="wide">
        {offer.needs.length > 0 ? offer.needs.map(words).join(', ') : <None>Nothing special</None>}
        <span className="facts">
          {offer.personAgreedAt ? 'The person said yes' : 'The person was not asked yet'}
        </span>
      </td>
      <td className="wide nowrap">{calendarDay(offer.startsOn)}</td>
      <td>{isOpenOffer(offer) ? <RowActs offer={offer} {...acts} /> : <None>Over</None>}</td>
    </tr>
  );
}

function RowActs({ offer, onAcknowledge, onAnswer }: Acts & { readonly offer: OfferAnswer }) {
  const { as } = useWorker();
  const answer = (act: OfferScreenAct) =>
    as(() =>
      onAnswer({
        ...{ act, id: offer.id, level: offer.level, programName: offer.programName },
        personAgreed: offer.personAgreedAt !== null,
      }),
    );
  const about = <span className="visually-hidden"> the offer to {offer.programName}</span>;
  return (
    <span className="row-acts">
      {offer.status === 'sent' ? (
        <button type="button" className="button small" onClick={() => onAcknowledge(offer)}>
          Acknowledge{about}
        </button>
      ) : null}
      <button type="button" className="button small primary" onClick={() => answer('accept')}>
        Accept{about}
      </button>
      <button type="button" className="button small" onClick={() => answer('decline')}>
        Decline{about}
      </button>
    </span>
  );
}
