import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { CoordinationItem } from '../../../../../src/api/coordination.js';
import { shortId } from '../../../format/labels.js';
import { useWayBack } from '../use-way-back.js';
import { useWorker } from '../worker.js';

const PATH = '/v1/console/care/coordination';

/** Which placement is being looked at, or asked about, what was done last, and the way back. */
export function useReviewing() {
  const { as } = useWorker();
  const client = useQueryClient();
  const [target, setTarget] = useState<CoordinationItem | null>(null);
  const [asked, setAsked] = useState<CoordinationItem | null>(null);
  const [done, setDone] = useState<CoordinationItem | null>(null);
  const reread = () => void client.invalidateQueries({ queryKey: ['list', PATH] });
  const { error, goBack, forget } = useWayBack(() => {
    setDone(null);
    reread();
  });
  const putBack = ({ id, version }: CoordinationItem) =>
    as(({ name }) => {
      const path = `${PATH}/${id}/review-again`;
      goBack({ path, body: { by: name, reason: 'mistake' }, version });
    });
  return {
    target,
    review: (item: CoordinationItem) => as(() => setTarget(item)),
    // Closed after a refusal, what is listed may not be how it is.
    close: () => {
      setTarget(null);
      reread();
    },
    asked,
    answer: (item: CoordinationItem) => as(() => setAsked(item)),
    closeAnswer: () => {
      setAsked(null);
      reread();
    },
    answered: reread,
    reviewed: (after: CoordinationItem) => {
      setDone(after);
      forget();
      reread();
    },
    notice: (
      <div role="status">
        {done ? (
          <p className="notice">
            The placement of {shortId(done.personId)} is off the list.{' '}
            <button type="button" className="button small" onClick={() => putBack(done)}>
              Put it back
            </button>
          </p>
        ) : null}
        {error ? <p className="notice is-bad">{error}</p> : null}
      </div>
    ),
  };
}
