import { Tooltip } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { shortId } from '../format/labels.js';
import { Icon, type IconName } from './icons.js';

async function toClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Says "copied" for a moment after a copy that worked. */
function useCopy(): readonly ['idle' | 'copied' | 'refused', (text: string) => void] {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = (text: string) => {
    void toClipboard(text).then((worked) => {
      setState(worked ? 'copied' : 'refused');
      clearTimeout(timer.current);
      timer.current = setTimeout(() => setState('idle'), 1_500);
    });
  };
  return [state, copy];
}

const SAID = { idle: '', copied: 'Copied', refused: 'The browser refused to copy' } as const;

export function CopyIcon({ text, what }: { readonly text: string; readonly what: string }) {
  const [state, copy] = useCopy();
  return (
    <Tooltip
      label={SAID[state] || `Copy ${what}`}
      events={{ hover: true, focus: true, touch: true }}
    >
      <button
        type="button"
        className="copy-icon"
        aria-label={`Copy ${what}`}
        onClick={(event) => {
          event.stopPropagation();
          copy(text);
        }}
      >
        <Icon name={state === 'copied' ? 'check' : 'copy'} size={13} />
        <span role="status" className="visually-hidden">
          {SAID[state]}
        </span>
      </button>
    </Tooltip>
  );
}

export function CopyButton({
  text,
  icon,
  children,
}: {
  readonly text: string | (() => string);
  readonly icon: IconName;
  readonly children: string;
}) {
  const [state, copy] = useCopy();
  return (
    <button
      type="button"
      className="button"
      onClick={() => copy(typeof text === 'string' ? text : text())}
    >
      <Icon name={state === 'copied' ? 'check' : icon} size={14} />
      <span aria-live="polite">{SAID[state] || children}</span>
    </button>
  );
}

/** The end of an id, the whole id on hover and on copy. Ids are pseudonyms: there are no names here. */
export function Id({ value, what }: { readonly value: string; readonly what: string }) {
  return (
    <span className="id">
      <span className="mono" title={value}>
        {shortId(value)}
      </span>
      <CopyIcon text={value} what={what} />
    </span>
  );
}
