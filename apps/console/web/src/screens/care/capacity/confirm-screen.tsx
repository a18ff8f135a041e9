import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { PlacesQuestion } from '../../../../../src/api/capacity.js';
import { api, ApiError, post } from '../../../live/api.js';
import { PageHeader } from '../../../ui/page.js';
import { RefusalNotice } from '../../../ui/refusal-notice.js';
import { Failure, Loading } from '../../../ui/states.js';
import { useUrlState } from '../../../url/url-state.js';

const PATH = '/v1/console/care/capacity-question';

/** One question for whoever got the link, without anything else of the console around it. */
export function ConfirmScreen() {
  const [url] = useUrlState();
  const token = url['token'] ?? '';
  const question = useQuery({
    queryKey: ['capacity-question', token],
    queryFn: () => api<PlacesQuestion>(`${PATH}?token=${encodeURIComponent(token)}`),
    retry: false,
    staleTime: Infinity,
  });
  return (
    <main className="lone-page" id="main">
      {question.isPending ? (
        <Loading what="the question" />
      ) : question.isError ? (
        <>
          <PageHeader title="Confirm your places" />
          <Failure error={question.error} />
        </>
      ) : (
        <Question
          key={question.data.seen}
          token={token}
          question={question.data}
          again={() => void question.refetch()}
        />
      )}
    </main>
  );
}

function Question({
  token,
  question,
  again,
}: {
  readonly token: string;
  readonly question: PlacesQuestion;
  readonly again: () => void;
}) {
  const [state, setState] = useState<'asked' | 'busy' | 'done'>('asked');
  const [error, setError] = useState<unknown>(null);
  const answer = async () => {
    setState('busy');
    setError(null);
    try {
      await post(PATH, { token, seen: question.seen });
      setState('done');
    } catch (refused) {
      setError(refused);
      setState('asked');
      if (refused instanceof ApiError && refused.code === 'numbers-changed') again();
    }
  };
  if (state === 'done')
    return (
      <PageHeader title="Thank you" lead={`The places of ${question.programName} are confirmed.`} />
    );
  return (
    <>
      <PageHeader title={question.programName} lead="Are these your places right now?" />
      <ul className="plain-list">
        {question.tracks.map(({ trackId, capacity, occupied }) => (
          <li key={trackId}>
            {trackId}: <strong>{occupied}</strong> of <strong>{capacity}</strong> taken
          </li>
        ))}
      </ul>
      <RefusalNotice error={error} />
      <p>
        <button
          type="button"
          className="button primary"
          disabled={state === 'busy'}
          onClick={() => void answer()}
        >
          Yes, that is right
        </button>
      </p>
      <p className="quiet">If it is not, leave this page and call who sent you the link.</p>
    </>
  );
}
