import type { KeyboardEvent } from 'react';
import type { Dimension, Rating } from '@handrail/contracts';
import { DIMENSIONS } from '@handrail/domain';
import { RATINGS } from '../../../../../src/api/care.js';
import { Panel } from '../../../ui/page.js';
import { None } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { DIMENSION_TITLES } from '../dimensions.js';
import { useThisDesk } from './desk-context.js';
import { EvidenceList } from './evidence.js';
import { effective, missing, rate, rated } from './typed.js';

/** The six dimensions on one page: what is on record, what was before, on what grounds, and the choice. */
export function Dimensions() {
  const desk = useThisDesk();
  const ratings = effective(desk.latest, desk.typed);
  return (
    <Panel title="Six dimensions" id="dimensions-title" aside={<Completeness />} flush>
      {DIMENSIONS.map((dimension) => (
        <DimensionRow key={dimension} dimension={dimension} rating={ratings[dimension]} />
      ))}
    </Panel>
  );
}

function Completeness() {
  const desk = useThisDesk();
  const ratings = effective(desk.latest, desk.typed);
  const without = missing(ratings);
  return (
    <span className="completeness">
      <progress value={rated(ratings)} max={6} aria-label="Dimensions that are rated" />
      <span className="num">{rated(ratings)} of 6 rated</span>
      {without.length > 0 ? (
        <span className="text-warn">{without.join(', ')} needed for a level</span>
      ) : null}
    </span>
  );
}

function DimensionRow({
  dimension,
  rating,
}: {
  readonly dimension: Dimension;
  readonly rating: Rating;
}) {
  const desk = useThisDesk();
  const { latest, typed, waits } = desk;
  const choose = (to: Rating) => desk.type(rate(latest, typed, dimension, to));
  const evidence = (latest.evidence ?? []).filter((fact) => fact.item === dimension);
  const fresh = typed.ratings[dimension] !== undefined;
  const pressed = (event: KeyboardEvent) => {
    const to =
      event.key === 'u' ? 'unknown' : RATINGS.find((choice) => String(choice) === event.key);
    if (to === undefined || !waits || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(to);
    event.currentTarget.querySelector<HTMLElement>(`input[value="${to}"]`)?.focus();
  };
  return (
    <fieldset className={fresh ? 'dimension is-typed' : 'dimension'} onKeyDown={pressed}>
      <legend>
        <span className="mono">{dimension}</span> {DIMENSION_TITLES[dimension]}
        {fresh ? <span className="typed-mark"> not recorded yet</span> : null}
      </legend>
      <div className="scale">
        {RATINGS.map((choice) => (
          <label key={choice} className={`scale-${choice}`}>
            <input
              type="radio"
              name={dimension}
              value={choice}
              checked={choice === rating}
              onChange={() => choose(choice)}
              disabled={!waits}
              {...(choice === rating ? { 'data-row': true } : {})}
            />
            <span>{choice === 'unknown' ? 'Unknown' : choice}</span>
          </label>
        ))}
      </div>
      <Scores dimension={dimension} />
      {evidence.length > 0 ? <EvidenceList evidence={evidence} events={desk.events} /> : null}
    </fieldset>
  );
}

/** What is on record and what was before it, beside the choice. */
function Scores({ dimension }: { readonly dimension: Dimension }) {
  const { latest } = useThisDesk();
  const recorded = latest.ratings[dimension];
  const prior = (latest.evidence ?? [])
    .filter((fact) => fact.item === dimension && fact.standing === 'superseded')
    .sort((a, b) => (a.observedAt < b.observedAt ? 1 : -1))[0];
  const stale = latest.staleRatings.includes(dimension);
  return (
    <dl className="scores">
      <div>
        <dt>On record</dt>
        <dd>
          {recorded === 'unknown' ? <None>Unknown</None> : <strong>{recorded}</strong>}
          {latest.ratedAt && recorded !== 'unknown' ? (
            <span className="quiet">
              {' '}
              <Time at={latest.ratedAt} ago />
            </span>
          ) : null}
          {stale ? <span className="text-warn"> stale</span> : null}
        </dd>
      </div>
      <div>
        <dt>Before</dt>
        <dd>
          {prior ? (
            <>
              <strong>{String(prior.value)}</strong>{' '}
              <span className="quiet">
                <Time at={prior.observedAt} ago />
              </span>
            </>
          ) : (
            <None>None</None>
          )}
        </dd>
      </div>
    </dl>
  );
}
