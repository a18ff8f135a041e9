import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { OUTCOMES, PUBLISHERS } from '../../../../src/api/names.js';
import { useEventTypes } from '../../live/queries.js';
import { OUTCOME_TITLES, SERVICE_TITLES, shortId, words } from '../../format/labels.js';
import { full } from '../../format/time.js';
import { usePreferences } from '../../prefs/preferences.js';
import { Icon } from '../../ui/icons.js';
import type { UrlState } from '../../url/url-state.js';
import { RANGES } from './ranges.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The filters, each in the address; what came by a link is shown as a tag that can be taken away. */
export function EventFilters({
  url,
  onChange,
}: {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
}) {
  const types = useEventTypes().filter(
    (type) => !url['service'] || type.service === url['service'],
  );
  const filtered = [
    'service',
    'type',
    'outcome',
    'personId',
    'correlationId',
    'range',
    'since',
    'until',
  ];
  return (
    <div className="filters" role="group" aria-label="Filters">
      <NativeSelect
        label="Service"
        value={url['service'] ?? ''}
        onChange={(event) => onChange({ service: event.currentTarget.value, type: undefined })}
        data={[
          { value: '', label: 'All services' },
          ...PUBLISHERS.map((value) => ({ value, label: SERVICE_TITLES[value] })),
        ]}
      />
      <NativeSelect
        label="Type"
        value={url['type'] ?? ''}
        onChange={(event) => onChange({ type: event.currentTarget.value })}
        data={[
          { value: '', label: 'All types' },
          ...types.map(({ type, name }) => ({ value: type, label: words(name) })),
        ]}
      />
      <NativeSelect
        label="Outcome"
        value={url['outcome'] ?? ''}
        onChange={(event) => onChange({ outcome: event.currentTarget.value })}
        data={[
          { value: '', label: 'All outcomes' },
          ...OUTCOMES.map((value) => ({ value, label: OUTCOME_TITLES[value] })),
        ]}
      />
      <NativeSelect
        label="Received"
        value={url['since'] ? 'fixed' : (url['range'] ?? '')}
        onChange={(event) =>
          onChange({ range: event.currentTarget.value, since: undefined, until: undefined })
        }
        data={[
          { value: '', label: 'Any time' },
          ...RANGES,
          ...(url['since'] ? [{ value: 'fixed', label: 'As linked' }] : []),
        ]}
      />
      <PersonFilter key={url['personId'] ?? ''} value={url['personId']} onChange={onChange} />
      <Tags url={url} onChange={onChange} />
      {filtered.some((name) => url[name]) ? (
        <button
          type="button"
          className="button quiet clear"
          onClick={() => onChange(Object.fromEntries(filtered.map((name) => [name, undefined])))}
        >
          Clear all
        </button>
      ) : null}
    </div>
  );
}

function PersonFilter({
  value,
  onChange,
}: {
  readonly value?: string;
  readonly onChange: (changes: UrlState) => void;
}) {
  const [text, setText] = useState(value ?? '');
  const wrong = text !== '' && !UUID.test(text.trim());
  const apply = () => {
    if (wrong || text.trim() === (value ?? '')) return;
    onChange({ personId: text.trim().toLowerCase() || undefined });
  };
  return (
    <form
      className="person-filter"
      onSubmit={(event) => {
        event.preventDefault();
        apply();
      }}
    >
      <label htmlFor="person-filter">Person</label>
      <input
        id="person-filter"
        className="mono"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={apply}
        placeholder="Anyone"
        aria-invalid={wrong}
        aria-describedby={wrong ? 'person-filter-wrong' : undefined}
        autoComplete="off"
        spellCheck={false}
      />
      {wrong ? (
        <span id="person-filter-wrong" className="field-wrong">
          A whole person id is needed
        </span>
      ) : null}
    </form>
  );
}

/** Conditions that have no field of their own. */
function Tags({
  url,
  onChange,
}: {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
}) {
  const { zone } = usePreferences();
  const tags: { name: string; text: string; clears: UrlState }[] = [];
  if (url['correlationId'])
    tags.push({
      name: 'message',
      text: `Message ${shortId(url['correlationId'])}`,
      clears: { correlationId: undefined },
    });
  if (url['since'])
    tags.push({
      name: 'time',
      text: `From ${full(url['since'], zone)}${url['until'] ? ` to ${full(url['until'], zone)}` : ''}`,
      clears: { since: undefined, until: undefined },
    });
  return tags.map((tag) => (
    <button
      key={tag.name}
      type="button"
      className="tag"
      aria-label={`Take away: ${tag.text}`}
      onClick={() => onChange(tag.clears)}
    >
      {tag.text}
      <Icon name="close" size={12} />
    </button>
  ));
}
