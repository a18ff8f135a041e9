import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  ActResult,
  ParkedAct,
  ParkedGroup,
  ParkedHead,
} from '../../../../src/parked/parked.view.js';
import { SERVICE_TITLES, causeTitle, heldNoun, plural, shortId } from '../../format/labels.js';
import { post } from '../../live/api.js';
import { Icon } from '../../ui/icons.js';
import { NextButton } from '../../ui/next-button.js';
import { isReason, ReasonField } from '../../ui/reason-field.js';
import { RefusalNotice } from '../../ui/refusal-notice.js';
import { ActModal } from '../care/act-modal.js';
import { actText, confirmWord, failureText, needsTyping, resultText } from './act-text.js';

/** What an operator is about to do: to a whole group, or to one event of it. */
export interface Wish {
  readonly act: ParkedAct;
  readonly group: ParkedGroup;
  readonly item?: ParkedHead;
}

/** Says what it touches, in words and numbers, asks why, and reports what came of it. */
export function ActDialog({
  wish,
  cap,
  onClose,
}: {
  readonly wish: Wish | null;
  readonly cap: number;
  readonly onClose: () => void;
}) {
  return (
    <ActModal
      opened={wish !== null}
      onClose={onClose}
      title={
        wish
          ? `${wish.act === 'discard' ? 'Discard' : 'Retry'} parked ${heldNoun(wish.group.service)}s`
          : ''
      }
    >
      {wish ? <Form key={wishKey(wish)} wish={wish} cap={cap} onClose={onClose} /> : null}
    </ActModal>
  );
}

const wishKey = ({ act, group, item }: Wish): string =>
  `${act} ${group.service} ${group.cause} ${item?.id ?? ''}`;

function Form({
  wish: first,
  cap,
  onClose,
}: {
  readonly wish: Wish;
  readonly cap: number;
  readonly onClose: () => void;
}) {
  // What was read when the dialog opened is what is confirmed, even if the list moves meanwhile.
  const [wish] = useState(first);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState('');
  const client = useQueryClient();
  const noun = heldNoun(wish.group.service);
  const expected = wish.item ? 1 : wish.group.count;
  const touched = Math.min(expected, cap);
  const act = useMutation({
    mutationFn: () =>
      post<ActResult>(`/v1/console/parked/${wish.act}`, {
        service: wish.group.service,
        cause: wish.group.cause,
        expected,
        reason: reason.trim(),
        ...(wish.item ? { id: wish.item.id } : {}),
      }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['parked'] });
      void client.invalidateQueries({ queryKey: ['parked-acts'] });
    },
  });
  useEffect(() => {
    if (act.data?.failed.length === 0 && act.data.left === 0) {
      const timer = setTimeout(onClose, 1_600);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [act.data, onClose]);
  if (act.data) return <Result result={act.data} noun={noun} onClose={onClose} />;
  const typing = needsTyping(wish.act, touched);
  const ready = isReason(reason) && (!typing || typed.trim() === confirmWord(touched));
  return (
    <form
      className="act-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !act.isPending) act.mutate();
      }}
    >
      <What wish={wish} touched={touched} expected={expected} cap={cap} />
      <ReasonField
        description="Kept in the record of acts. No names or other personal data."
        value={reason}
        onChange={setReason}
      />
      {typing ? (
        <label className="typed">
          To go on, type <strong>{confirmWord(touched)}</strong>
          <input
            className="input"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
          />
        </label>
      ) : null}
      <RefusalNotice error={act.error} />
      <div className="act-buttons">
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
        <button
          type="submit"
          className={wish.act === 'discard' ? 'button danger solid' : 'button primary'}
          disabled={!ready}
          aria-disabled={act.isPending}
        >
          {act.isPending
            ? 'Working…'
            : `${wish.act === 'discard' ? 'Discard' : 'Retry'} ${plural(touched, noun)}`}
        </button>
      </div>
    </form>
  );
}

function What({
  wish,
  touched,
  expected,
  cap,
}: {
  readonly wish: Wish;
  readonly touched: number;
  readonly expected: number;
  readonly cap: number;
}) {
  const { act, group, item } = wish;
  return (
    <p>
      {actText(act, touched, heldNoun(group.service))}{' '}
      {item
        ? `It is ${heldNoun(group.service)} ${shortId(item.eventId || item.id)}.`
        : `They were parked by ${SERVICE_TITLES[group.service]} for: ${causeTitle(group.cause)}.`}
      {expected > touched ? ` The group has ${expected}; one act touches the oldest ${cap}.` : ''}
    </p>
  );
}

function Result({
  result,
  noun,
  onClose,
}: {
  readonly result: ActResult;
  readonly noun: string;
  readonly onClose: () => void;
}) {
  const failed = result.failed.length > 0;
  return (
    <div className="act-form" role="status">
      <p className={failed ? 'act-result is-bad' : 'act-result'}>
        <Icon name={failed ? 'alert' : 'check-circle'} />{' '}
        <strong>{resultText(result, noun)}</strong>
      </p>
      {failed ? (
        <>
          <p>{result.failed.length === 1 ? 'This was not settled:' : 'These were not settled:'}</p>
          <ul className="failures">
            {result.failed.slice(0, 10).map((failure) => (
              <li key={failure.id}>
                <span className="mono">{shortId(failure.id)}</span>{' '}
                {failureText(failure, causeTitle)}
              </li>
            ))}
          </ul>
        </>
      ) : null}
      <div className="act-buttons">
        <NextButton onClick={onClose}>{failed ? 'Close' : 'Done'}</NextButton>
      </div>
    </div>
  );
}
