import { useState } from 'react';
import type { PlacementOfferAnswer } from '@handrail/contracts';
import type { OfferScreenAct, PlacementCase } from '../../../../src/api/placement-case.js';
import { words } from '../../format/labels.js';
import { Panel } from '../../ui/page.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useWorker } from '../care/worker.js';
import { AnswerDialog } from '../offers/answer-dialog.js';
import { Countdown, isOpenOffer, OfferBadge } from '../offers/offer-state.js';
import { nameOf } from './program-names.js';
import type { PlacementDesk } from './use-placement.js';

/** The programs that are or were asked, with the time each has left. */
export function AskedPrograms({
  shown,
  desk,
}: {
  readonly shown: PlacementCase;
  readonly desk: PlacementDesk;
}) {
  const { as } = useWorker();
  const [target, setTarget] = useState<{
    readonly act: OfferScreenAct;
    readonly offer: PlacementOfferAnswer;
  } | null>(null);
  const { offers, level } = shown.placement;
  if (offers.length === 0) return null;
  return (
    <Panel title="Programs asked" id="asked-title" flush>
      <Table caption="Programs asked, the first first">
        <thead>
          <tr>
            <Th>Program</Th>
            <Th>State</Th>
            <Th>Acts</Th>
            <Th wide right>
              Asked
            </Th>
          </tr>
        </thead>
        <tbody>
          {offers.map((offer) => (
            <tr key={offer.id}>
              <td>
                {nameOf(shown, offer.programId)} <span className="quiet">· {offer.trackId}</span>
              </td>
              <td>
                <OfferBadge status={offer.status} />
                <span className="facts">
                  {isOpenOffer(offer) ? (
                    <Countdown offer={offer} />
                  ) : offer.reason ? (
                    words(offer.reason)
                  ) : null}
                </span>
              </td>
              <td>
                {isOpenOffer(offer) ? (
                  <span className="row-acts">
                    {(['accept', 'decline', 'withdraw'] as const).map((act) => (
                      <button
                        key={act}
                        type="button"
                        className="button small"
                        onClick={() => as(() => setTarget({ act, offer }))}
                      >
                        {words(act)}
                        <span className="visually-hidden">
                          {' '}
                          the offer to {nameOf(shown, offer.programId)}
                        </span>
                      </button>
                    ))}
                  </span>
                ) : (
                  <span className="none">Over</span>
                )}
              </td>
              <td className="wide right nowrap">
                <Time at={offer.madeAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <AnswerDialog
        target={
          target && {
            act: target.act,
            id: target.offer.id,
            level,
            programName: nameOf(shown, target.offer.programId),
            personAgreed: shown.placement.personAgreedAt !== null,
          }
        }
        onClose={() => setTarget(null)}
        onDone={desk.did}
        onRefused={desk.reread}
      />
    </Panel>
  );
}
