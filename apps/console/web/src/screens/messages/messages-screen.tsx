import { NativeSelect } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { DISPOSITIONS, type Message } from '../../../../src/messages/messages.view.js';
import { shortId, words } from '../../format/labels.js';
import { useList } from '../../live/queries.js';
import { DispositionBadge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState, type UrlState } from '../../url/url-state.js';
import { ListFrame } from '../lists/list-frame.js';
import { reasonWords } from './message-words.js';

const FILTERS = ['disposition', 'source', 'controlId', 'personId'] as const;

/** Every message that came, whatever became of it: refused and parked ones too. */
export function MessagesScreen() {
  const [url, setUrl] = useUrlState();
  const asked: UrlState = Object.fromEntries(FILTERS.map((name) => [name, url[name]]));
  const list = useList<Message>('/v1/console/messages', asked);
  return (
    <>
      <PageHeader
        title="Messages"
        lead="Everything that came, and what became of it. Open one to see where it stopped and why."
      />
      <div className="filters" role="group" aria-label="Filters">
        <NativeSelect
          label="Became"
          value={url['disposition'] ?? ''}
          onChange={(event) => setUrl({ disposition: event.currentTarget.value })}
          data={[
            { value: '', label: 'Anything' },
            ...DISPOSITIONS.map((value) => ({ value, label: words(value) })),
          ]}
        />
        <Typed
          label="Control id"
          value={url['controlId'] ?? ''}
          onChange={(controlId) => setUrl({ controlId })}
        />
        <Typed
          label="Source"
          value={url['source'] ?? ''}
          onChange={(source) => setUrl({ source })}
        />
        {url['personId'] ? (
          <button type="button" className="tag" onClick={() => setUrl({ personId: undefined })}>
            Person {shortId(url['personId'])}: show all
          </button>
        ) : null}
      </div>
      <div className="panel">
        <ListFrame
          list={list}
          what="messages"
          icon="feeds"
          filtered={FILTERS.some((name) => url[name])}
        >
          {(items) => <Rows items={items} />}
        </ListFrame>
      </div>
    </>
  );
}

/** Asks once somebody has finished typing, not with every letter. */
function Typed({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string | undefined) => void;
}) {
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const done = () => {
    if (text.trim() !== value) onChange(text.trim() || undefined);
  };
  return (
    <label className="text-filter">
      {label}
      <input
        className="input"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={done}
        onKeyDown={(event) => {
          if (event.key === 'Enter') done();
        }}
        placeholder="Any"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
      />
    </label>
  );
}

function Rows({ items }: { readonly items: readonly Message[] }) {
  return (
    <Table caption="Messages, newest first" className="messages">
      <thead>
        <tr>
          <Th sorted="descending">Received</Th>
          <Th>Message</Th>
          <Th>Became</Th>
          <Th wide>Wrong or odd</Th>
          <Th wide>Person</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((message) => (
          <tr key={message.id}>
            <td className="nowrap">
              <Time at={message.receivedAt} />
            </td>
            <th scope="row" className="grow">
              <Link href={`/messages/${message.id}`} className="row-link" data-row>
                {message.controlId ?? shortId(message.id)}
              </Link>
              <span className="facts">
                {message.type} from {message.source}
              </span>
            </th>
            <td>
              <DispositionBadge disposition={message.disposition} />
              <span className="facts">{reasonWords(message.reason)}</span>
            </td>
            <td className="wide">
              {message.problems[0] ? (
                <>
                  {message.problems[0].where} {message.problems[0].reason}
                  {message.problems.length > 1 ? (
                    <span className="facts">and {message.problems.length - 1} more</span>
                  ) : null}
                </>
              ) : (
                <None />
              )}
            </td>
            <td className="wide nowrap">
              {message.personId ? (
                <Link
                  href={`/people/${message.personId}`}
                  className="mono"
                  title={message.personId}
                >
                  {shortId(message.personId)}
                </Link>
              ) : (
                <None>Nobody</None>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
