import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { DECLINE_REASONS, type DeskOffer } from '../../../../../src/api/admission.js';
import { shortId, words } from '../../../format/labels.js';
import { post } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import { NeedsList } from './needs-list.js';
import { deskPath, useReread } from './use-admission.js';

type Answer = 'accept' | 'decline';

/** Open offers to the program, first to lapse first, each to be accepted or declined with a reason. */
export function OffersPanel({
  programId,
  offers,
}: {
  readonly programId: string;
  readonly offers: readonly DeskOffer[];
}) {
  const { as } = useWorker();
  const [asked, setAsked] = useState<{ offer: DeskOffer; answer: Answer } | null>(null);
  const ask = (offer: DeskOffer, answer: Answer) => as(() => setAsked({ offer, answer }));
  const close = () => setAsked(null);
  return (
    <Panel title="Offers" id="offers-title" flush>
      {offers.length === 0 ? (
        <p className="panel-note quiet">No offer waits for an answer.</p>
      ) : (
        <Table caption="Offers that wait for an answer, first to lapse first">
          <thead>
            <tr>
              <Th>Person</Th>
              <Th>Needs</Th>
              <Th wide>Track</Th>
              <Th>Lapses</Th>
              <Th right>Answer</Th>
            </tr>
          </thead>
          <tbody>
            {offers.map((offer) => (
              <tr key={offer.id} data-offer={offer.id}>
                <PersonCell personId={offer.personId} />
                <td>
                  <NeedsList needs={offer.needs} />
                </td>
                <td className="wide">{offer.trackId}</td>
                <td className="nowrap">
                  {offer.expiresAt ? <Time at={offer.expiresAt} ago /> : <None>Not known</None>}
                </td>
                <td className="right">
                  <span className="row-acts">
                    {(['accept', 'decline'] as const).map((answer) => (
                      <button
                        key={answer}
                        type="button"
                        className="button small"
                        aria-label={`${words(answer)}: ${shortId(offer.personId)}`}
                        onClick={() => ask(offer, answer)}
                      >
                        {words(answer)}
                      </button>
                    ))}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <ActModal
        title={asked?.answer === 'decline' ? 'Decline' : 'Accept'}
        opened={asked !== null}
        onClose={close}
      >
        {asked ? <AnswerForm programId={programId} {...asked} onClose={close} /> : null}
      </ActModal>
    </Panel>
  );
}

function AnswerForm({
  programId,
  offer,
  answer,
  onClose,
}: {
  readonly programId: string;
  readonly offer: DeskOffer;
  readonly answer: Answer;
  readonly onClose: () => void;
}) {
  const { worker } = useWorker();
  const reread = useReread(programId);
  const [reason, setReason] = useState<string>(DECLINE_REASONS[0]);
  const send = async () => {
    const body = { by: worker?.name, ...(answer === 'decline' ? { reason } : {}) };
    try {
      await post(`${deskPath(programId)}/offers/${offer.id}/${answer}`, body);
    } finally {
      reread();
    }
  };
  return (
    <ActForm submit={words(answer)} ready onSubmit={send} onDone={onClose}>
      {answer === 'accept' ? (
        <p>The person gets the place, and every other offer to them is withdrawn.</p>
      ) : (
        <NativeSelect
          label="Reason"
          description="The place is free again, and the person goes on in line."
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data={DECLINE_REASONS.map((value) => ({ value, label: words(value) }))}
          data-autofocus
        />
      )}
    </ActForm>
  );
}
