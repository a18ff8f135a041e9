import { useState } from 'react';
import type { OfferAnswer } from '@handrail/contracts';
import { ApiError } from '../../live/api.js';
import { useWorker } from '../care/worker.js';
import { answerOffer } from './answer-dialog.js';

/** Says that an offer was seen, at one press: nothing has to be filled in for that. */
export function useAcknowledge(onDone: (outcome: string) => void, onRefused: () => void) {
  const { as } = useWorker();
  const [refused, setRefused] = useState<string | null>(null);
  const run = (offer: OfferAnswer) =>
    as(({ name }) => {
      setRefused(null);
      answerOffer(offer.id, 'acknowledge', { by: name })
        .then(() => onDone(`${offer.programName} has seen the offer and has longer to answer.`))
        .catch((error: unknown) => {
          setRefused(
            error instanceof ApiError ? `${error.title}. ${error.detail}` : 'It did not work.',
          );
          onRefused();
        });
    });
  return { run, refused };
}
