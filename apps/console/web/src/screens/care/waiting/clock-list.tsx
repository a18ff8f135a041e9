import type { ClockAnswer } from '@handrail/contracts';
import { Badge } from '../../../ui/badges.js';
import { Time } from '../../../ui/time.js';
import { clockLook, clockWords } from './waiting-words.js';

/** Every clock of one person with its state, the first to run out first. */
export function ClockList({ clocks }: { readonly clocks: readonly ClockAnswer[] }) {
  return (
    <ul className="clocks" aria-label="What is owed">
      {clocks.map(({ clock, state, dueAt, metAt }) => {
        const { tone, icon, title } = clockLook(state);
        return (
          <li key={clock} data-clock={clock} data-state={state}>
            <Badge tone={tone} icon={icon}>
              {title}
            </Badge>
            <span>{clockWords(clock)}</span>
            <span className="facts">
              <When state={state} dueAt={dueAt} metAt={metAt} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function When({ state, dueAt, metAt }: Pick<ClockAnswer, 'state' | 'dueAt' | 'metAt'>) {
  if (state === 'replaced') return null;
  if (metAt !== null)
    return (
      <>
        done <Time at={metAt} ago />
      </>
    );
  if (dueAt === null) return <>no end while paused</>;
  return (
    <>
      {state === 'missed' ? 'was due' : 'due'} <Time at={dueAt} ago />
    </>
  );
}
