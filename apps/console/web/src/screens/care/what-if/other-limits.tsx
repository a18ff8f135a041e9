import type { AskedBeyondAnswer, OtherLimitsAnswer } from '@handrail/contracts';
import { count, levelName, plural, words } from '../../../format/labels.js';
import { Panel } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';

/**
 * Who other limits would have asked for at all. It stands beside the changes of level: these people
 * have no determination that could come out otherwise, or one that would never have been made.
 */
export function OtherLimits({ of }: { readonly of: OtherLimitsAnswer }) {
  if (of.limits.length === 0) return null;
  const people = [
    ...of.more.people.map((person) => ({ ...person, more: true })),
    ...of.less.people.map((person) => ({ ...person, more: false })),
  ];
  const leftOut = of.more.peopleLeftOut + of.less.peopleLeftOut;
  return (
    <Panel
      title="Who would be asked for at all"
      id="asked-title"
      aside={leftOut > 0 ? `${plural(leftOut, 'more', 'more')} not shown` : null}
      flush
    >
      <p className="padded">
        {of.limits.map(({ limit, from, to }) => (
          <span key={limit} className="block">
            <span className="mono">{limit}</span> {count(from)} → <strong>{count(to)}</strong>
          </span>
        ))}
        <span className="block">
          Over the facts of {plural(of.persons, 'person', 'people')}: {beyond(of.more, 'more')};{' '}
          {beyond(of.less, 'fewer')}.
        </span>
      </p>
      {people.length > 0 ? <Asked people={people} /> : null}
    </Panel>
  );
}

/** `2 reassessments more (1 IOP, 1 for a person to decide)` */
function beyond(
  { count: all, byLevel, needsPerson, joins }: AskedBeyondAnswer,
  than: string,
): string {
  const parts = [
    ...byLevel.map((row) => `${count(row.count)} ${row.level}`),
    ...(needsPerson > 0 ? [`${count(needsPerson)} for a person to decide`] : []),
    ...(joins > 0 ? [`${count(joins)} joining another`] : []),
  ];
  const counted = `${plural(all, 'reassessment')} ${than}`;
  return parts.length > 0 ? `${counted} (${parts.join(', ')})` : counted;
}

type AskedPerson = AskedBeyondAnswer['people'][number] & { readonly more: boolean };

function Asked({ people }: { readonly people: readonly AskedPerson[] }) {
  return (
    <Table caption="People who would or would not be asked for">
      <thead>
        <tr>
          <Th>Person</Th>
          <Th>Would be</Th>
          <Th>Because</Th>
          <Th>Level</Th>
          <Th wide right>
            Happened
          </Th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={`${person.eventId} ${person.more}`}>
            <PersonCell personId={person.personId} />
            <td className="nowrap">{person.more ? 'Asked for' : 'Left alone'}</td>
            <td>{words(person.kind)}</td>
            <td>{levelName(person.level)}</td>
            <td className="wide right nowrap">
              <Time at={person.occurredAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
