import type { CareContext } from '@handrail/contracts';
import { NativeSelect, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import { words } from '../../../format/labels.js';
import { inputTitle } from '../dimensions.js';
import { useThisDesk } from './desk-context.js';
import { state, stated, unstate } from './typed.js';

export type FactName = keyof CareContext;

/** One fact of the record: what holds, whether it was typed just now, and how it is stated anew. */
export function useFact(fact: FactName) {
  const desk = useThisDesk();
  const { latest, typed, waits } = desk;
  return {
    value: stated(latest, typed, fact),
    /** What is on record is never taken back to unknown: it holds until something else is stated. */
    isOnRecord: latest.context[fact] !== undefined,
    isFresh: fact in typed.context,
    waits,
    set: (to: unknown) => desk.type(state(latest, typed, fact, to)),
    unset: () => desk.type(unstate(typed, fact)),
  };
}

export const fieldTitle = (fact: FactName): string => words(inputTitle(fact));

const FRESH = 'Not recorded yet';
const NOT_KNOWN = { value: '', label: 'Not known' };

/** A fact that is one of some codes; a code on record that is not among them is offered, too. */
export function ChoiceField({
  fact,
  choices,
  wordsOf = words,
}: {
  readonly fact: FactName;
  readonly choices: readonly string[];
  readonly wordsOf?: (code: string) => string;
}) {
  const { value, isOnRecord, isFresh, waits, set, unset } = useFact(fact);
  const code = typeof value === 'string' ? value : '';
  const offered = code === '' || choices.includes(code) ? choices : [...choices, code];
  const isUnknownACode = choices.includes('unknown');
  return (
    <NativeSelect
      label={fieldTitle(fact)}
      description={isFresh ? FRESH : null}
      value={code === '' && isUnknownACode ? 'unknown' : code}
      onChange={({ currentTarget: { value: to } }) => (to === '' ? unset() : set(to))}
      data={[
        ...(isOnRecord || isUnknownACode ? [] : [NOT_KNOWN]),
        ...offered.map((each) => ({ value: each, label: wordsOf(each) })),
      ]}
      disabled={!waits}
    />
  );
}

/** A fact that holds, does not hold, or is not known. */
export function YesNoField({ fact }: { readonly fact: FactName }) {
  const { value, isOnRecord, isFresh, waits, set, unset } = useFact(fact);
  return (
    <NativeSelect
      label={fieldTitle(fact)}
      description={isFresh ? FRESH : null}
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={({ currentTarget: { value: to } }) => (to === '' ? unset() : set(to === 'true'))}
      data={[
        ...(isOnRecord ? [] : [NOT_KNOWN]),
        { value: 'true', label: 'Yes' },
        { value: 'false', label: 'No' },
      ]}
      disabled={!waits}
    />
  );
}

/**
 * A code that programs are searched by. It is offered from what programs serve: a region or payer that
 * nobody serves leaves no program to choose from, which is said before it is recorded.
 */
export function CodeField({
  fact,
  known,
}: {
  readonly fact: FactName;
  readonly known: readonly string[] | null;
}) {
  const { value, isFresh, waits, set, unset } = useFact(fact);
  const [text, setText] = useState<string | null>(null);
  const listId = useId();
  const code = typeof value === 'string' ? value : '';
  const isServed = code === '' || known === null || known.includes(code);
  return (
    <div>
      <TextInput
        size="xs"
        label={fieldTitle(fact)}
        description={isFresh ? FRESH : null}
        placeholder="Not known"
        // What is being written may be nothing for a moment, which the record never is.
        value={text ?? code}
        onChange={({ currentTarget: { value: to } }) => {
          setText(to);
          if (to.trim() === '') unset();
          else set(to.trim());
        }}
        onBlur={() => setText(null)}
        error={isServed ? null : 'No program serves it: check the spelling.'}
        list={listId}
        maxLength={200}
        disabled={!waits}
      />
      <datalist id={listId}>
        {(known ?? []).map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  );
}
