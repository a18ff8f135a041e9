import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { AgedNumberAnswer } from '@handrail/contracts';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { count, plural } from '../../../format/labels.js';
import { useNow } from '../../../prefs/now.js';
import { Badge } from '../../../ui/badges.js';
import { LevelCode } from '../../../ui/level-code.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import type { UrlState } from '../../../url/url-state.js';
import { ageWords, blockWords, isDoubtful, stateOf, sureWords } from './capacity-words.js';
import type { BoardActs } from './use-capacity-acts.js';

interface Choosing {
  readonly url: UrlState;
  readonly onChange: (changes: UrlState) => void;
  readonly acts: BoardActs;
}

const keyOf = ({ programId, trackId }: CapacityRow): string => `${programId}/${trackId}`;

/** One row per track; what the columns leave out opens below. */
export function CapacityTable({
  rows,
  ...choosing
}: Choosing & { readonly rows: readonly CapacityRow[] }) {
  return (
    <Table caption="Tracks with their places, by program">
      <thead>
        <tr>
          <Th>Program</Th>
          <Th wide>Level</Th>
          <Th right>Free</Th>
          <Th wide right>
            Used
          </Th>
          <Th wide right>
            Held
          </Th>
          <Th wide right>
            Elsewhere
          </Th>
          <Th wide right>
            Blocked
          </Th>
          <Th wide right>
            Expected
          </Th>
          <Th wide>Last said</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={keyOf(row)}
            row={row}
            open={choosing.url['track'] === keyOf(row)}
            {...choosing}
          />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  row,
  open,
  onChange,
  acts,
}: Choosing & { readonly row: CapacityRow; readonly open: boolean }) {
  const now = useNow();
  const state = stateOf(row);
  const age = (
    <span className={isDoubtful(row.free) ? 'facts text-bad' : 'facts'}>
      {ageWords(row.free, now)}, {sureWords(row.free)}
    </span>
  );
  return (
    <>
      <tr className={open ? 'is-open' : undefined} data-track={keyOf(row)}>
        <th scope="row">
          <button
            type="button"
            className="row-link"
            data-row
            aria-expanded={open}
            onClick={() => onChange({ track: open ? undefined : keyOf(row) })}
          >
            {row.programName} <span className="quiet">· {row.trackId}</span>
          </button>
          <span className="facts">
            <Badge tone={state.tone} icon={state.icon}>
              {state.title}
            </Badge>
          </span>
          <span className="only-narrow">{age}</span>
        </th>
        <td className="wide">
          <LevelCode level={row.level} />
        </td>
        <td className="right num">
          <strong>{count(row.free.value)}</strong>
          <span className="facts">of {count(row.capacity.value)}</span>
        </td>
        <td className="wide right num">{count(row.confirmed.value)}</td>
        <td className="wide right num">{count(row.held.value)}</td>
        <td className="wide right num">{count(row.takenElsewhere.value)}</td>
        <td className={row.blocked.value > 0 ? 'wide right num text-bad' : 'wide right num'}>
          {count(row.blocked.value)}
        </td>
        <td className="wide right num">{count(row.expectedEnds)}</td>
        <td className="wide">{age}</td>
      </tr>
      {open ? (
        <tr className="is-open">
          <td colSpan={9}>
            <Details row={row} acts={acts} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

function Details({ row, acts }: { readonly row: CapacityRow; readonly acts: BoardActs }) {
  const name = `${row.programName}, ${row.trackId}`;
  return (
    <>
      <div className="track-acts">
        <button
          type="button"
          className="button small"
          onClick={() => acts.ask('block', row)}
          aria-label={`Block places: ${name}`}
        >
          Block places
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => acts.ask('places', row)}
          aria-label={`Change places: ${name}`}
        >
          Change places
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => acts.ask('close', row)}
          aria-label={`Closed days: ${name}`}
        >
          Closed days
        </button>
        <button
          type="button"
          className="button small"
          onClick={() => acts.ask('link', row)}
          aria-label={`Ask the program: ${name}`}
        >
          Ask the program
        </button>
        <Link href={`/care/capacity/${encodeURIComponent(row.programId)}`} className="button small">
          Edit the program
        </Link>
      </div>
      <dl className="feed-details">
        <Detail title="Places in all" number={row.capacity}>
          {row.plannedCapacity === null
            ? null
            : `, ${plural(row.plannedCapacity, 'place')} once enough are freed`}
        </Detail>
        <Detail title="Confirmed placements" number={row.confirmed} />
        <Detail title="Open offers" number={row.held} />
        <Detail title="Taken elsewhere" number={row.takenElsewhere} />
        <div>
          <dt>Ends expected within 7 days</dt>
          <dd>{count(row.expectedEnds)}</dd>
        </div>
        <div className="is-whole">
          <dt>Out of service</dt>
          <dd>
            {row.blocks.length === 0 ? <None>Nothing</None> : null}
            {row.blocks.map((block) => (
              <span key={block.id} className="block-line">
                {blockWords(block)},{' '}
                {block.until ? (
                  <>
                    until <Time at={block.until} />
                  </>
                ) : (
                  'until somebody ends it'
                )}
                , by {block.by}{' '}
                <button
                  type="button"
                  className="button small"
                  aria-label={`Back into service: ${blockWords(block)}, ${name}`}
                  onClick={() => acts.unblock(row, block.id)}
                >
                  Back into service
                </button>
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </>
  );
}

function Detail({
  title,
  number,
  children,
}: {
  readonly title: string;
  readonly number: AgedNumberAnswer;
  readonly children?: ReactNode;
}) {
  const now = useNow();
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {count(number.value)}
        {children}{' '}
        <span className="quiet">
          ({ageWords(number, now)}, {sureWords(number)})
        </span>
      </dd>
    </div>
  );
}
