import { Link } from 'wouter';
import type { DeskPerson } from '../../../../../src/api/admission.js';
import { calendarDay } from '../../../format/time.js';
import { Panel } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { NeedsList } from './needs-list.js';

/** Who starts when, with what they need; who has come already stays below. */
export function PeoplePanel({ people }: { readonly people: readonly DeskPerson[] }) {
  const ordered = [
    ...people.filter(({ hasArrived }) => !hasArrived),
    ...people.filter(({ hasArrived }) => hasArrived),
  ];
  return (
    <Panel title="People with a place" id="people-title" flush>
      {ordered.length === 0 ? (
        <p className="panel-note quiet">Nobody has a place here now.</p>
      ) : (
        <Table caption="People with a place, who has not come first">
          <thead>
            <tr>
              <Th>Person</Th>
              <Th>Starts</Th>
              <Th>Needs</Th>
              <Th wide>Track</Th>
              <Th wide>State</Th>
            </tr>
          </thead>
          <tbody>
            {ordered.map((person) => (
              <tr key={person.placementId}>
                <PersonCell personId={person.personId} />
                <td className="nowrap">
                  <Link href={`/placements/${person.placementId}`}>
                    {person.startsOn ? calendarDay(person.startsOn) : 'No date'}
                  </Link>
                </td>
                <td>
                  <NeedsList needs={person.needs} />
                </td>
                <td className="wide">{person.trackId ?? <None>No track</None>}</td>
                <td className="wide">{stateOf(person)}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}

function stateOf({ heldSince, notStartedSince, hasArrived }: DeskPerson): string {
  if (heldSince !== null) return 'Kept';
  if (notStartedSince !== null) return 'Did not come';
  return hasArrived ? 'Came' : 'Expected';
}
