import { Radio } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  PseudonymousReview,
  ReviewAct,
} from '../../../../src/identity-reviews/identity-reviews.view.js';
import { plural, shortId } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { isReason, ReasonField } from '../../ui/reason-field.js';
import { ActForm, ActModal } from '../care/act-modal.js';
import { useWorker } from '../care/worker.js';

const TITLES: Readonly<Record<ReviewAct, string>> = {
  link: 'They are one person',
  'keep-apart': 'They are two persons',
  undo: 'Take the decision back',
};

/** What follows, before anybody decides. */
function meaning(act: ReviewAct, review: PseudonymousReview): string {
  switch (act) {
    case 'link':
      return 'Everything known of the one becomes part of the other: stays, reassessments, placements. It can be undone here.';
    case 'keep-apart':
      return 'They stay two, whatever their records have in common, and nobody is asked again. It can be undone here.';
    case 'undo':
      return review.status === 'linked'
        ? 'The two become two persons again. What followed from taking them for one is withdrawn and decided anew.'
        : 'The review is open again, and somebody is asked once more.';
  }
}

/** Asks why, and for a link who stays; the answer of intake is shown as it is. */
export function DecideDialog({
  act,
  review,
  onClose,
}: {
  readonly act: ReviewAct | null;
  readonly review: PseudonymousReview;
  readonly onClose: () => void;
}) {
  return (
    <ActModal opened={act !== null} onClose={onClose} title={act ? TITLES[act] : ''}>
      {act ? <Form key={act} act={act} review={review} onClose={onClose} /> : null}
    </ActModal>
  );
}

function Form({
  act,
  review,
  onClose,
}: {
  readonly act: ReviewAct;
  readonly review: PseudonymousReview;
  readonly onClose: () => void;
}) {
  const [reason, setReason] = useState('');
  const [survivorId, setSurvivorId] = useState(
    [...review.persons.map(({ id }) => id)].sort()[0] ?? '',
  );
  const { worker } = useWorker();
  const client = useQueryClient();
  const decide = async () => {
    try {
      await post<PseudonymousReview>(`/v1/console/identity-reviews/${review.id}/${act}`, {
        ...{ by: worker?.name, reason: reason.trim() },
        ...(act === 'link' ? { survivorId } : {}),
      });
    } finally {
      // A refusal mostly means that somebody else decided: what is shown is old either way.
      void client.invalidateQueries({ queryKey: ['review', review.id] });
      void client.invalidateQueries({ queryKey: ['list', '/v1/console/identity-reviews'] });
    }
  };
  return (
    <ActForm submit={TITLES[act]} ready={isReason(reason)} onSubmit={decide} onDone={onClose}>
      <p>{meaning(act, review)}</p>
      {act === 'link' ? (
        <Radio.Group label="Who stays" value={survivorId} onChange={setSurvivorId}>
          {review.persons.map((person, at) => (
            <Radio
              key={person.id}
              value={person.id}
              mt={6}
              label={`Person ${'AB'[at]}, ${shortId(person.id)}, ${plural(person.stays.length, 'stay')}`}
            />
          ))}
        </Radio.Group>
      ) : null}
      <ReasonField
        description="Kept with the review and your user name. No names of persons."
        value={reason}
        onChange={setReason}
      />
    </ActForm>
  );
}
