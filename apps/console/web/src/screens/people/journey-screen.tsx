import { useQuery } from '@tanstack/react-query';
import { Link, Redirect } from 'wouter';
import type { Journey, PlaceNow } from '../../../../src/api/journey.js';
import { levelTitle, plural, shortId, words } from '../../format/labels.js';
import { calendarDay } from '../../format/time.js';
import { api } from '../../live/api.js';
import { useRereadOn } from '../../live/queries.js';
import { usePreferences } from '../../prefs/preferences.js';
import { useMe } from '../../session/use-me.js';
import { PlacementBadge, ReassessmentBadge } from '../../ui/badges.js';
import { CopyButton, Id } from '../../ui/copy.js';
import { Icon } from '../../ui/icons.js';
import { PageHeader, Panel } from '../../ui/page.js';
import { Empty, Failure, Loading, None } from '../../ui/states.js';
import { Time } from '../../ui/time.js';
import { link, readSearch, useUrlState } from '../../url/url-state.js';
import { Timeline } from './timeline.js';

/** What happened to one person, why, and what was decided on what grounds. */
export function JourneyScreen({ personId }: { readonly personId: string }) {
  const { zone } = usePreferences();
  const scopes = useMe()?.scopes ?? [];
  const seesPrivacy = scopes.includes('consent.admin') || scopes.includes('audit.read');
  const key = ['journey', personId];
  const journey = useQuery({
    queryKey: key,
    queryFn: () => api<Journey>(`/v1/console/persons/${encodeURIComponent(personId)}/journey`),
    retry: false,
  });
  useRereadOn(key, (row) => row.personId === personId);
  // The id of a person who was merged into another leads to the other's journey.
  if (journey.data && journey.data.personId !== personId)
    return <Redirect to={`/people/${journey.data.personId}`} replace />;
  const address = () =>
    window.location.origin +
    link(window.location.pathname, { ...readSearch(window.location.search), tz: zone });
  return (
    <>
      <PageHeader
        title={`Journey of ${shortId(personId)}`}
        lead={
          <>
            Person <Id value={personId} what="person id" />
          </>
        }
      >
        <CopyButton text={address} icon="link">
          Copy link
        </CopyButton>
        <Link href={link('/events', { personId })} className="button">
          Events
        </Link>
        {seesPrivacy ? (
          <Link href={`/people/${personId}/privacy`} className="button">
            Privacy
          </Link>
        ) : null}
      </PageHeader>
      {journey.isPending ? (
        <Loading what="the journey" />
      ) : journey.isError ? (
        <Failure error={journey.error} again={() => void journey.refetch()} />
      ) : (
        <Story journey={journey.data} />
      )}
    </>
  );
}

function Story({ journey }: { readonly journey: Journey }) {
  const [url, setUrl] = useUrlState();
  const oldestFirst = url['order'] === 'oldest';
  if (journey.items.length === 0)
    return (
      <Empty icon="people" title="Nothing is known about this person">
        {journey.complete
          ? 'No service has told of an event with this id.'
          : 'The outcomes service does not answer, and the console keeps no event of this person.'}
      </Empty>
    );
  return (
    <div className="journey">
      <Now journey={journey} />
      <Panel
        title={plural(journey.items.length, 'event')}
        id="timeline-title"
        aside={
          <button
            type="button"
            className="button quiet"
            onClick={() => setUrl({ order: oldestFirst ? undefined : 'oldest' }, { replace: true })}
          >
            <Icon name="sort" size={14} />
            {oldestFirst ? 'Oldest first' : 'Newest first'}
          </button>
        }
      >
        {journey.complete ? null : (
          <p className="notice" role="status">
            The outcomes service does not answer: only events the console itself keeps are shown.
          </p>
        )}
        <Timeline
          items={oldestFirst ? journey.items.toReversed() : journey.items}
          oldestFirst={oldestFirst}
        />
      </Panel>
    </div>
  );
}

function Place({ place }: { readonly place: PlaceNow }) {
  const { id, programId, trackId, status, startsOn } = place;
  return (
    <>
      <PlacementBadge status={status as 'confirmed'} />
      <Link href={`/placements/${id}`} className="block">
        {programId ?? 'No program yet'}
        {programId && trackId ? ` · ${trackId}` : ''}
      </Link>
      {startsOn ? <span className="block quiet">Starts {calendarDay(startsOn)}</span> : null}
    </>
  );
}

/** How it stands at this moment, before the long story. */
function Now({ journey }: { readonly journey: Journey }) {
  const { level, placement, housing, reassessment } = journey.now;
  const oldest = journey.items.at(-1);
  return (
    <aside className="panel now" aria-labelledby="now-title">
      <div className="panel-head">
        <h2 id="now-title">Now</h2>
      </div>
      <dl className="now-facts">
        <div>
          <dt>Level of care</dt>
          <dd>
            {level ? (
              <>
                <strong>{level}</strong> {levelTitle(level)}
              </>
            ) : (
              <None>No confirmed place</None>
            )}
          </dd>
        </div>
        <div>
          <dt>Placement</dt>
          <dd>{placement ? <Place place={placement} /> : <None />}</dd>
        </div>
        {housing ? (
          <div>
            <dt>Recovery residence</dt>
            <dd>
              <Place place={housing} />
            </dd>
          </div>
        ) : null}
        <div>
          <dt>Reassessment</dt>
          <dd>
            {reassessment ? (
              <>
                <ReassessmentBadge status={reassessment.status as 'open'} />
                <Link href={`/care/reassessments/${reassessment.id}`} className="block">
                  {words(reassessment.trigger ?? 'unknown trigger')}
                </Link>
                {reassessment.dueAt ? (
                  <span className="block quiet">
                    Due <Time at={reassessment.dueAt} ago />
                  </span>
                ) : null}
              </>
            ) : (
              <None>None open</None>
            )}
          </dd>
        </div>
        {oldest ? (
          <div>
            <dt>Known since</dt>
            <dd>
              <Time at={oldest.at} />
            </dd>
          </div>
        ) : null}
      </dl>
    </aside>
  );
}
