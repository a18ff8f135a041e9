import type { CandidateAnswer } from '@handrail/contracts';
import type { PlacementCase } from '../../../../src/api/placement-case.js';
import { plural } from '../../format/labels.js';
import { Badge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { canBeOffered, exclusionWords, partWords } from './exclusion-words.js';
import { nameOf, trackOf } from './program-names.js';

const keyOf = ({ programId, trackId }: CandidateAnswer): string => `${programId}/${trackId}`;

/** Programs are asked by ticking them; null where nobody can be offered now. */
export interface Choosing {
  readonly chosen: readonly string[];
  readonly toggle: (key: string) => void;
}

/** The tracks that would do, best first, with what made them so and how old each number is. */
export function Candidates({
  shown,
  choosing,
}: {
  readonly shown: PlacementCase;
  readonly choosing: Choosing | null;
}) {
  const fitting = shown.placement.candidates.filter(isFitting);
  return (
    <Panel
      title="Programs that would do"
      id="candidates-title"
      aside={plural(fitting.length, 'track')}
      flush
    >
      {fitting.length === 0 ? (
        <p className="padded quiet">
          {shown.placement.candidates.length > 0
            ? 'None. Below stands what speaks against each, and what would change it.'
            : 'Nothing is kept: no place was found before it ended, and who waits is weighed anew whenever somebody looks.'}
        </p>
      ) : (
        <Table caption="Programs that would do, best first" className="candidates">
          <thead>
            <tr>
              {choosing ? <Th>Offer</Th> : null}
              <Th>Program</Th>
              <Th right>Score</Th>
              <Th right>Free</Th>
              <Th wide>Numbers from</Th>
              <Th wide>Accepts</Th>
            </tr>
          </thead>
          <tbody>
            {fitting.map((candidate) => (
              <FittingRow
                key={keyOf(candidate)}
                candidate={candidate}
                shown={shown}
                choosing={choosing}
              />
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

const isFitting = ({ excludedBecause }: CandidateAnswer): boolean =>
  excludedBecause.every((code) => code === 'full');

function FittingRow({
  candidate,
  shown,
  choosing,
}: {
  readonly candidate: CandidateAnswer;
  readonly shown: PlacementCase;
  readonly choosing: Choosing | null;
}) {
  const { programId, trackId, score, parts } = candidate;
  const found = trackOf(shown, programId, trackId);
  return (
    <tr>
      {choosing ? <Tick candidate={candidate} shown={shown} choosing={choosing} /> : null}
      <td>
        {nameOf(shown, programId)} <span className="quiet">· {trackId}</span>
        <span className="facts">{partWords(parts).join(', ')}</span>
        <span className="only-narrow facts">
          <Age found={found} />
        </span>
      </td>
      <td className="right num">{score.toFixed(2)}</td>
      <td className="right num nowrap">
        {found ? `${found.track.free} of ${found.track.capacity}` : <None>Unknown</None>}
      </td>
      <td className="wide nowrap">
        <Age found={found} />
      </td>
      <td className="wide">
        <Odds shown={shown} programId={programId} />
      </td>
    </tr>
  );
}

function Age({ found }: { readonly found: ReturnType<typeof trackOf> }) {
  if (!found) return <None>Unknown</None>;
  const { asOf, askedAt } = found.track;
  return (
    <>
      {asOf ? <Time at={asOf} ago /> : <None>Never reported</None>}
      {askedAt ? (
        <span className="facts text-warn">
          asked for anew <Time at={askedAt} ago />
        </span>
      ) : null}
    </>
  );
}

/** How likely the program accepts, and of how many answers that is learned. */
function Odds({ shown, programId }: { readonly shown: PlacementCase; readonly programId: string }) {
  const program = shown.programs.find(({ id }) => id === programId);
  if (program?.acceptance === 'automatic') return <>At once</>;
  const own = shown.odds.filter((each) => each.programId === programId);
  const all = own.find(({ need }) => need === 'any');
  const flagged = own.filter((each) => each.flagged);
  return (
    <>
      {all ? (
        <>
          {Math.round(all.odds * 100)} %<span className="facts">of {plural(all.n, 'answer')}</span>
        </>
      ) : (
        <None>Not asked yet</None>
      )}
      {flagged.map(({ need, declined, n }) => (
        <span key={need} className="facts text-warn">
          declines {need} more than others: {declined} of {n}
        </span>
      ))}
    </>
  );
}

function Tick({
  candidate,
  shown,
  choosing,
}: {
  readonly candidate: CandidateAnswer;
  readonly shown: PlacementCase;
  readonly choosing: Choosing;
}) {
  const key = keyOf(candidate);
  const found = trackOf(shown, candidate.programId, candidate.trackId);
  const may = canBeOffered(candidate.excludedBecause) && (found?.track.free ?? 0) > 0;
  return (
    <td>
      {may ? (
        <input
          type="checkbox"
          aria-label={`Offer to ${nameOf(shown, candidate.programId)}, ${candidate.trackId}`}
          checked={choosing.chosen.includes(key)}
          onChange={() => choosing.toggle(key)}
        />
      ) : (
        <span className="none">{found?.track.free === 0 ? 'Full' : 'No'}</span>
      )}
    </td>
  );
}

const isOfLevel = ({ excludedBecause }: CandidateAnswer): boolean =>
  !excludedBecause.includes('level');

/** Every track that is no option, why, and what would change it. */
export function Exclusions({
  shown,
  choosing,
}: {
  readonly shown: PlacementCase;
  readonly choosing: Choosing | null;
}) {
  const excluded = shown.placement.candidates.filter((candidate) => !isFitting(candidate));
  const shownHere = excluded.filter(isOfLevel);
  const others = excluded.length - shownHere.length;
  return (
    <Panel
      title="Programs of the level that are no option"
      id="exclusions-title"
      aside={plural(shownHere.length, 'track')}
      flush
    >
      {shownHere.length === 0 ? (
        <p className="padded quiet">None.</p>
      ) : (
        <Table caption="Programs that are no option, and what would change it">
          <thead>
            <tr>
              {choosing ? <Th>Offer</Th> : null}
              <Th>Program</Th>
              <Th>Why not, and what would change it</Th>
            </tr>
          </thead>
          <tbody>
            {shownHere.map((candidate) => (
              <tr key={keyOf(candidate)}>
                {choosing ? <Tick candidate={candidate} shown={shown} choosing={choosing} /> : null}
                <td>
                  {nameOf(shown, candidate.programId)}{' '}
                  <span className="quiet">· {candidate.trackId}</span>
                </td>
                <td>
                  {candidate.excludedBecause.map((code) => (
                    <Why key={code} code={code} />
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      {others > 0 ? (
        <p className="padded quiet">{plural(others, 'track')} more give another level of care.</p>
      ) : null}
    </Panel>
  );
}

function Why({ code }: { readonly code: string }) {
  const { reason, change } = exclusionWords(code);
  return (
    <div className="why-not">
      <Badge tone="quiet" icon="close">
        {reason}
      </Badge>
      <span className="facts">{change}</span>
    </div>
  );
}
