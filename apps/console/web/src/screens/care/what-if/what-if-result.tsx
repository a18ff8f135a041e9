import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { SimulationAnswer } from '@handrail/contracts';
import type { CapacityView } from '../../../../../src/api/policies.js';
import { count, levelName, levelTitle, plural } from '../../../format/labels.js';
import { api } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { Empty, None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { OtherLimits } from './other-limits.js';

export function WhatIfResult({ of }: { readonly of: SimulationAnswer }) {
  const { modeChanges } = of;
  return (
    <>
      <p className="summary" role="status">
        <strong>{plural(of.determinations, 'determination')}</strong> since <Time at={of.since} />,{' '}
        <strong>{count(of.changed)}</strong> would have come out otherwise.{' '}
        {count(modeChanges.toNeedsHuman)} more would have asked a person,{' '}
        {count(modeChanges.toAutomatic)} fewer.{' '}
        <span className="quiet">Worked out in {count(of.elapsedMs)} ms.</span>
      </p>
      <div className="halves">
        <Panel title="Changes of level" id="moves-title" flush>
          {of.moves.length === 0 ? (
            <Empty icon="check-circle" title="Nobody would get another level" />
          ) : (
            <Moves moves={of.moves} />
          )}
        </Panel>
        <Panel title="Demand against places" id="demand-title" flush>
          <Demand demand={of.demand} />
        </Panel>
      </div>
      {of.people.length > 0 ? <People of={of} /> : null}
      <OtherLimits of={of.reassessments} />
    </>
  );
}

function Moves({ moves }: { readonly moves: SimulationAnswer['moves'] }) {
  return (
    <Table caption="Changes of level, most first">
      <thead>
        <tr>
          <Th>From</Th>
          <Th>To</Th>
          <Th right>Determinations</Th>
        </tr>
      </thead>
      <tbody>
        {moves.map((move) => (
          <tr key={`${move.from} ${move.to}`}>
            <th scope="row">{levelName(move.from)}</th>
            <td>{levelName(move.to)}</td>
            <td className="right num">{count(move.count)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Demand per level beside the places there are; scheduling knows them, and how old the number is. */
function Demand({ demand }: { readonly demand: SimulationAnswer['demand'] }) {
  const capacity = useQuery({
    queryKey: ['care-capacity'],
    queryFn: () => api<CapacityView>('/v1/console/care/capacity'),
  });
  const placesOf = (level: string | null) =>
    capacity.data?.levels.find((each) => each.level === level);
  return (
    <Table caption="Demand per level before and after, and places">
      <thead>
        <tr>
          <Th>Level</Th>
          <Th right>Before</Th>
          <Th right>After</Th>
          <Th right>Change</Th>
          <Th right>Places free</Th>
        </tr>
      </thead>
      <tbody>
        {demand.map((row) => {
          const places = placesOf(row.level);
          return (
            <tr key={String(row.level)}>
              <th scope="row" title={row.level ? levelTitle(row.level) : undefined}>
                {levelName(row.level)}
              </th>
              <td className="right num">{count(row.before)}</td>
              <td className="right num">{count(row.after)}</td>
              <td className="right num">
                {row.change > 0 ? `+${count(row.change)}` : count(row.change)}
              </td>
              <td className="right num">
                {places && places.free !== null ? (
                  <>
                    {count(places.free)} of {count(places.places)}
                    {places.oldestAsOf ? (
                      <span className="facts">
                        <Time at={places.oldestAsOf} ago />
                      </span>
                    ) : null}
                  </>
                ) : (
                  <None>{places || capacity.data?.known === false ? 'Not known' : 'None'}</None>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

function People({ of }: { readonly of: SimulationAnswer }) {
  return (
    <Panel
      title="Who would get another level"
      id="people-title"
      aside={of.peopleLeftOut > 0 ? `${plural(of.peopleLeftOut, 'more', 'more')} not shown` : null}
      flush
    >
      <Table caption="People who would get another level">
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>Change</Th>
            <Th wide>Because</Th>
            <Th wide right>
              Decided
            </Th>
          </tr>
        </thead>
        <tbody>
          {of.people.map((person) => (
            <tr key={person.determinationId}>
              <PersonCell personId={person.personId} />
              <td className="nowrap">
                <Link href={`/care/reassessments/${person.reassessmentId}`} className="row-link">
                  {levelName(person.from)} → {levelName(person.to)}
                </Link>
              </td>
              <td className="wide">
                {person.because.length === 0 ? <None /> : null}
                {person.because.map((why) => (
                  <span key={`${why.rule} ${why.only}`} className="block">
                    <span className="mono">{why.rule}</span> {why.effect}{' '}
                    <span className="quiet">({why.only === 'after' ? 'new' : 'no longer'})</span>
                  </span>
                ))}
              </td>
              <td className="wide right nowrap">
                <Time at={person.determinedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
