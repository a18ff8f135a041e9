import { useQuery } from '@tanstack/react-query';
import { Link, Redirect } from 'wouter';
import type { Found, RecentPerson, SearchResult } from '../../../../src/api/journey.js';
import { plural, shortId, words } from '../../format/labels.js';
import { api } from '../../live/api.js';
import { useRereadOn } from '../../live/queries.js';
import { OutcomeBadge } from '../../ui/badges.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { PersonCell } from '../../ui/person-cell.js';
import { Empty, Failure, Loading } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { link, useUrlState } from '../../url/url-state.js';

/** The way to a journey: by an id, or by who had events lately. */
export function PeopleScreen() {
  const [{ q }] = useUrlState();
  return (
    <>
      <PageHeader
        title="People"
        lead="Find a journey by the id of a person, an event, a source message, a reassessment or a placement, or by the control id of an HL7 message."
      />
      {q ? <Results q={q} /> : null}
      <Recent />
    </>
  );
}

const placeOf = (found: Found): string => {
  if (found.kind === 'event' && found.eventId) return link('/events', { event: found.eventId });
  if (found.kind === 'message' && found.messageId) return `/messages/${found.messageId}`;
  return found.personId ? `/people/${found.personId}` : '/people';
};

function Results({ q }: { readonly q: string }) {
  const search = useQuery({
    queryKey: ['search', q],
    queryFn: () => api<SearchResult>(`/v1/console/search?q=${encodeURIComponent(q)}`),
    staleTime: 0,
  });
  if (search.isPending) return <Loading what="what this is" />;
  if (search.isError) return <Failure error={search.error} again={() => void search.refetch()} />;
  const { items, unknown } = search.data;
  const [only] = items;
  if (items.length === 1 && only) return <Redirect to={placeOf(only)} replace />;
  return (
    <Panel title={`Results for “${q}”`} id="results-title">
      {items.length === 0 && unknown.length > 0 ? (
        <Empty icon="plug" title="Intake does not answer">
          The console knows nothing by this id, and cannot ask for messages now. It may well exist.{' '}
          <button type="button" className="button" onClick={() => void search.refetch()}>
            Try again
          </button>
        </Empty>
      ) : items.length === 0 ? (
        <Empty icon="search" title="Nothing has this id">
          Ids are compared whole, or by their last eight digits for people. Messages are found by
          their id and by the control id, event id or bundle id their sender gave them.
        </Empty>
      ) : (
        <ul className="results">
          {items.map((found) => (
            <li key={`${found.kind} ${found.personId} ${found.eventId} ${found.messageId}`}>
              <Link href={placeOf(found)} className="row-link">
                {found.label}
              </Link>
              <span className="facts">
                {words(found.kind)}
                {found.personId ? ` · person ${shortId(found.personId)}` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

function Recent() {
  const recent = useQuery({
    queryKey: ['recent-people'],
    queryFn: () => api<{ items: readonly RecentPerson[] }>('/v1/console/persons'),
  });
  useRereadOn(['recent-people'], (row) => row.personId !== null);
  return (
    <Panel title="People with the newest events" id="recent-title" flush>
      {recent.isPending ? (
        <Loading what="people" />
      ) : recent.isError ? (
        <Failure error={recent.error} again={() => void recent.refetch()} />
      ) : recent.data.items.length === 0 ? (
        <Empty icon="people" title="Nobody yet">
          People appear with their first event.
        </Empty>
      ) : (
        <Table caption="People with the newest events">
          <thead>
            <tr>
              <Th>Person</Th>
              <Th>Last event</Th>
              <Th wide>Outcome</Th>
              <Th wide right>
                Events
              </Th>
              <Th right>When</Th>
            </tr>
          </thead>
          <tbody>
            {recent.data.items.map((person) => (
              <tr key={person.personId}>
                <PersonCell personId={person.personId} />
                <td className="grow">{person.lastTitle}</td>
                <td className="wide nowrap">
                  <OutcomeBadge outcome={person.outcome} />
                </td>
                <td className="wide right num" title={plural(person.events, 'recent event')}>
                  {person.events}
                </td>
                <td className="right nowrap">
                  <Time at={person.lastAt} ago />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
