import { Checkbox, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { OFFER_DECLINE_REASONS } from '@handrail/domain';
import type { OfferScreenAct, PlacementCase } from '../../../../src/api/placement-case.js';
import { words } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';
import { ReasonSelect } from '../placement/reason-select.js';

/** The offer an answer is about. */
export interface AnswerTarget {
  readonly act: OfferScreenAct;
  readonly id: string;
  readonly level: string;
  readonly programName: string;
  /** Whether the person's own yes is on record. */
  readonly personAgreed: boolean;
}

interface Dialog {
  readonly onClose: () => void;
  /** What was done, in words, and how the placement is now. */
  readonly onDone: (outcome: string, answer: PlacementCase) => void;
  /** Somebody was faster, mostly: what is shown is old. */
  readonly onRefused: () => void;
}

const TITLES: Readonly<Record<OfferScreenAct, string>> = {
  acknowledge: 'Acknowledge',
  accept: 'Accept the person',
  decline: 'Decline the offer',
  withdraw: 'Withdraw the offer',
};

/** What follows from declining, by the reason. */
const EFFECTS: Readonly<Record<string, string>> = {
  full: 'The track is left alone for a day, and the program is asked how many places it has.',
  'not-suitable': 'The program is not asked again for this need.',
  'no-bed-for-this-need': 'The track is not asked again for this person.',
  'person-declines':
    'The person wants no place now: nobody is asked for 60 days, their rank stays.',
  safety: 'The program is not asked again for this need, and it does not count against it.',
  other: 'The track is not asked again for this person.',
};

/** Accepts, declines or withdraws an offer, with what is kept of it. */
export function AnswerDialog({
  target,
  ...dialog
}: Dialog & { readonly target: AnswerTarget | null }) {
  return (
    <ActModal
      opened={target !== null}
      onClose={dialog.onClose}
      title={target ? TITLES[target.act] : ''}
    >
      {target ? <Form key={target.id + target.act} target={target} {...dialog} /> : null}
    </ActModal>
  );
}

function Form({ target, onClose, onDone, onRefused }: Dialog & { readonly target: AnswerTarget }) {
  const { worker } = useWorker();
  const { act, id, programName } = target;
  const [agrees, setAgrees] = useState(target.personAgreed);
  const [reason, setReason] = useState(act === 'withdraw' ? 'asked-by-person' : 'full');
  const facts = act === 'accept' ? { personAgrees: agrees } : { reason };
  return (
    <ActForm
      submit={TITLES[act]}
      ready={act !== 'accept' || agrees}
      onDone={onClose}
      onSubmit={async () => {
        try {
          onDone(doneWords(target), await answerOffer(id, act, { by: worker?.name, ...facts }));
        } catch (refused) {
          onRefused();
          throw refused;
        }
      }}
    >
      {act === 'accept' ? (
        <>
          <p>{programName} takes the person. Every other program that is asked is asked no more.</p>
          <Checkbox
            label="The person was asked and says yes to this place"
            checked={agrees}
            onChange={(event) => setAgrees(event.currentTarget.checked)}
            data-autofocus
          />
        </>
      ) : act === 'decline' ? (
        <>
          <NativeSelect
            label="Reason"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data={OFFER_DECLINE_REASONS.map((value) => ({ value, label: words(value) }))}
            data-autofocus
          />
          <p>{EFFECTS[reason]}</p>
        </>
      ) : (
        <>
          <p>Nobody at {programName} is asked any more. It can be offered again.</p>
          <ReasonSelect value={reason} onChange={setReason} />
        </>
      )}
    </ActForm>
  );
}

/** One answer, as scheduling takes it. */
export const answerOffer = (id: string, act: OfferScreenAct, body: object) =>
  post<PlacementCase>(`/v1/console/care/offers/${id}/${act}`, body);

function doneWords({ act, programName }: AnswerTarget): string {
  switch (act) {
    case 'acknowledge':
      return `${programName} has seen the offer.`;
    case 'accept':
      return `${programName} has accepted.`;
    case 'decline':
      return `${programName} has declined.`;
    case 'withdraw':
      return `The offer to ${programName} is withdrawn.`;
  }
}
