import type { ReactNode } from 'react';

/** Pretty JSON with a little colour; text, so that it can be selected and searched. */
export function JsonView({ value }: { readonly value: unknown }) {
  return (
    <pre className="json" tabIndex={0} aria-label="Payload as JSON">
      {render(value, 0)}
    </pre>
  );
}

function render(value: unknown, depth: number): ReactNode {
  if (Array.isArray(value))
    return block(
      '[',
      ']',
      value.map((entry) => render(entry, depth + 1)),
      depth,
    );
  if (typeof value === 'object' && value !== null)
    return block(
      '{',
      '}',
      Object.entries(value).map(([key, entry]) => (
        <span key={key}>
          <span className="json-key">{JSON.stringify(key)}</span>: {render(entry, depth + 1)}
        </span>
      )),
      depth,
    );
  const name = typeof value === 'string' ? 'json-text' : 'json-value';
  return <span className={name}>{JSON.stringify(value)}</span>;
}

function block(open: string, close: string, parts: readonly ReactNode[], depth: number): ReactNode {
  if (parts.length === 0) return open + close;
  const pad = '  '.repeat(depth + 1);
  return (
    <>
      {open}
      {parts.map((part, at) => (
        // The order of a payload never changes, so the place is the key.
        <span key={at}>
          {`\n${pad}`}
          {part}
          {at < parts.length - 1 ? ',' : ''}
        </span>
      ))}
      {`\n${'  '.repeat(depth)}${close}`}
    </>
  );
}
