import { useState, type RefObject } from 'react';
import { useLocation } from 'wouter';
import { link, useUrlState } from '../url/url-state.js';
import { Icon } from '../ui/icons.js';

/** One box for every id: person, event, message, reassessment, placement, control id. */
export function SearchBox({ field }: { readonly field: RefObject<HTMLInputElement | null> }) {
  const [, navigate] = useLocation();
  const [{ q }] = useUrlState();
  const [text, setText] = useState(q ?? '');
  return (
    <form
      role="search"
      className="search"
      onSubmit={(event) => {
        event.preventDefault();
        const wanted = text.trim();
        if (wanted === '') return;
        navigate(link('/people', { q: wanted }));
        setText('');
        field.current?.blur();
      }}
    >
      <Icon name="search" size={15} />
      <input
        ref={field}
        type="search"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') event.currentTarget.blur();
        }}
        placeholder="Find a person or message by id"
        aria-label="Find a person, message or event by its id"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  );
}
