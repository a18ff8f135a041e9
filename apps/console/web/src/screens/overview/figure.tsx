import { Link } from 'wouter';

interface Note {
  readonly text: string;
  readonly to?: string;
  readonly tone?: 'bad' | 'warn';
}

/** One number with what qualifies it; the number leads to the rows it counts. */
export function Figure({
  title,
  value,
  to,
  tone,
  notes,
}: {
  readonly title: string;
  readonly value: string;
  readonly to: string;
  readonly tone?: 'bad' | 'warn';
  readonly notes: readonly Note[];
}) {
  return (
    <li className={tone ? `figure is-${tone}` : 'figure'}>
      <Link href={to} className="figure-main">
        <span className="figure-title">{title}</span>
        <strong className="figure-value num">{value}</strong>
      </Link>
      <p className="figure-notes">
        {notes.map((note) =>
          note.to ? (
            <Link
              key={note.text}
              href={note.to}
              className={note.tone ? `text-${note.tone}` : undefined}
            >
              {note.text}
            </Link>
          ) : (
            <span key={note.text} className={note.tone ? `text-${note.tone}` : undefined}>
              {note.text}
            </span>
          ),
        )}
      </p>
    </li>
  );
}
