import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaitingActed, WaitingActName } from '../../../../../src/api/waiting.js';
import { shortId } from '../../../format/labels.js';
import { useWayBack } from '../use-way-back.js';
import { useWorker } from '../worker.js';
import type { WaitTarget } from './acts-for.js';
import { ACT_TITLES } from './waiting-words.js';

const PATH = '/v1/console/care/waiting';

interface Done {
  readonly target: WaitTarget;
  readonly act: WaitingActName;
  readonly after: WaitingActed;
}

/** Who is acted about, what was done last, and the way back for who was taken off the list. */
export function useWaitingActs() {
  const { as } = useWorker();
  const client = useQueryClient();
  const [target, setTarget] = useState<WaitTarget | null>(null);
  const [done, setDone] = useState<Done | null>(null);
  const reread = () => void client.invalidateQueries({ queryKey: ['list', PATH] });
  const { error, goBack, forget } = useWayBack(() => {
    setDone(null);
    reread();
  });
  const putBack = ({ after: { placementId, version } }: Done) =>
    as(({ name }) => {
      const path = `${PATH}/${placementId}/return`;
      goBack({ path, body: { by: name, reason: 'mistake' }, version: version ?? 0 });
    });
  return {
    target,
    act: (next: WaitTarget) => as(() => setTarget(next)),
    // Closed after a refusal, what is listed may not be how it is.
    close: () => {
      setTarget(null);
      reread();
    },
    acted: (about: WaitTarget, act: WaitingActName, after: WaitingActed) => {
      setDone({ target: about, act, after });
      forget();
      reread();
    },
    notice: (
      <div role="status">
        {done ? (
          <p className="notice">
            {ACT_TITLES[done.act]}: noted for {shortId(done.target.item.personId)}.{' '}
            {done.act === 'remove' ? (
              <button type="button" className="button small" onClick={() => putBack(done)}>
                Put back on the list
              </button>
            ) : null}
          </p>
        ) : null}
        {error ? <p className="notice is-bad">{error}</p> : null}
      </div>
    ),
  };
}
