import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { MessageDetail, MessageText } from '../../../../src/messages/messages.view.js';
import { post } from '../../live/api.js';
import { Panel } from '../../ui/page.js';
import { PurposeForm } from '../../ui/purpose-form.js';
import { Time } from '../../ui/time.js';
import { readable } from './message-words.js';

/** The bytes as they came. They name people: who reads them says what for, and that is kept. */
export function RawPanel({ message }: { readonly message: MessageDetail }) {
  const client = useQueryClient();
  const raw = useMutation({
    mutationFn: (reader: { readonly by: string; readonly purpose: string }) =>
      post<MessageText>(`/v1/console/messages/${message.id}/raw`, reader),
    onSettled: () => void client.invalidateQueries({ queryKey: ['message', message.id] }),
    // What was read is gone with the page; no cache holds it.
    gcTime: 0,
  });
  return (
    <Panel title="The message as it came" id="raw-title">
      {raw.data ? (
        <>
          <pre className="json raw" tabIndex={0} aria-label="The message as it came">
            {readable(raw.data.contentType, raw.data.text)}
          </pre>
          <button type="button" className="button" onClick={() => raw.reset()}>
            Hide it again
          </button>
        </>
      ) : (
        <PurposeForm
          label="Show the message"
          busy={raw.isPending}
          error={raw.error}
          onRead={(reader) => raw.mutate(reader)}
        />
      )}
      {message.readings.length > 0 ? (
        <>
          <h3 className="readings-title">Who has read it</h3>
          <ul className="readings">
            {message.readings.map(({ at, by, purpose }) => (
              <li key={`${at} ${by}`}>
                <Time at={at} /> {by ?? 'somebody unnamed'}: {purpose ?? 'no purpose given'}
              </li>
            ))}
          </ul>
        </>
      ) : (
        <p className="quiet">Nobody has read it yet.</p>
      )}
    </Panel>
  );
}
