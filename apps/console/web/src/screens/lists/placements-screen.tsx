import { NativeSelect } from '@mantine/core';
import { Link } from 'wouter';
import type { PlacementItem } from '../../../../src/api/lists.js';
import { PLACEMENT_STATUSES } from '../../../../src/api/names.js';
import { words } from '../../format/labels.js';
import { calendarDay, span, zoneName } from '../../format/time.js';
import { useList, useRereadOn } from '../../live/queries.js';
import { usePreferences } from '../../prefs/preferences.js';
import { PlacementBadge } from '../../ui/badges.js';
import { LevelCode } from '../../ui/level-code.js';
import { PageHeader } from '../../ui/page.js';
import { PersonCell } from '../../ui/person-cell.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState, type UrlState } from '../../url/url-state.js';
import { ListFrame } from './list-frame.js';
import { LEVEL_OPTIONS, TRIGGER_OPTIONS } from './options.js';

const PATH = '/v1/console/placements';

export function PlacementsScreen() {
  const [url, setUrl] = useUrlState();
  const { zone } = usePreferences();
  const today = url['confirmed'] === 'today';
  const asked: UrlState = {
    status: url['status'],
    trigger: url['trigger'],
    level: url['level'],
    confirmed: today ? 'today' : undefined,
    tz: today ? zoneName(zone) : undefined,
  };
  const list = useList<PlacementItem>(PATH, asked);
  useRereadOn(['list', PATH], (row) => row.service !== 'intake');
  return (
    <>
      <PageHeader title="Placements" />
      <div className="filters" role="group" aria-label="Filters">
        <NativeSelect
          label="Confirmed"
          value={today ? 'today' : ''}
          onChange={(event) => setUrl({ confirmed: event.currentTarget.value })}
          data={[
            { value: '', label: 'Any day or not at all' },
            { value: 'today', label: `Today (${zone === 'utc' ? 'UTC' : 'local day'})` },
          ]}
        />
        <NativeSelect
          label="Status"
          value={url['status'] ?? ''}
          onChange={(event) => setUrl({ status: event.currentTarget.value })}
          data={[
            { value: '', label: 'Any status' },
            ...PLACEMENT_STATUSES.map((value) => ({ value, label: words(value) })),
          ]}
        />
        <NativeSelect
          label="Trigger"
          value={url['trigger'] ?? ''}
          onChange={(event) => setUrl({ trigger: event.currentTarget.value })}
          data={TRIGGER_OPTIONS}
        />
        <NativeSelect
          label="Level"
          value={url['level'] ?? ''}
          onChange={(event) => setUrl({ level: event.currentTarget.value })}
          data={LEVEL_OPTIONS}
        />
      </div>
      <div className="panel">
        <ListFrame
          list={list}
          what="placements"
          icon="placements"
          filtered={['status', 'trigger', 'level', 'confirmed'].some((name) => url[name])}
        >
          {(items) => <Rows items={items} />}
        </ListFrame>
      </div>
    </>
  );
}

function Rows({ items }: { readonly items: readonly PlacementItem[] }) {
  return (
    <Table caption="Placements, last changed first">
      <thead>
        <tr>
          <Th>Person</Th>
          <Th>Level</Th>
          <Th>Status</Th>
          <Th wide>Program</Th>
          <Th wide>Starts</Th>
          <Th wide>Waited</Th>
          <Th wide>Trigger</Th>
          <Th sorted="descending" right>
            Changed
          </Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <PersonCell personId={item.personId} />
            <td>{item.level ? <LevelCode level={item.level} /> : <None />}</td>
            <td>
              <PlacementBadge status={item.status} />
              {item.reason ? <span className="facts">{words(item.reason)}</span> : null}
              <span className="only-narrow facts">
                <PlacementLink item={item} />
              </span>
            </td>
            <td className="wide">
              <PlacementLink item={item} />
              {item.trackId ? <span className="quiet"> · {item.trackId}</span> : null}
            </td>
            <td className="wide nowrap">
              {item.startsOn ? calendarDay(item.startsOn) : <None>No date</None>}
            </td>
            <td className="wide nowrap">
              <Waited item={item} />
            </td>
            <td className="wide">
              {item.trigger ? words(item.trigger) : <None>Unknown</None>}
              {item.messageId ? (
                <span className="facts">
                  <Link href={`/messages/${item.messageId}`}>The message</Link>
                </span>
              ) : null}
            </td>
            <td className="right nowrap">
              <Time at={item.changedAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** The way to the placement, under the name of its program. */
const PlacementLink = ({ item }: { readonly item: PlacementItem }) => (
  <Link href={`/placements/${item.id}`}>
    {item.programName ?? item.programId ?? 'No program yet'}
  </Link>
);

/** How long somebody waits, or waited until the place was confirmed. */
function Waited({ item }: { readonly item: PlacementItem }) {
  if (item.requestedAt === null) return <None>Not at all</None>;
  if (item.status === 'waitlisted' || item.status === 'offered')
    return (
      <>
        Asked <Time at={item.requestedAt} ago />
      </>
    );
  const until = item.confirmedAt ?? item.changedAt;
  return <>{span((Date.parse(until) - Date.parse(item.requestedAt)) / 1_000)}</>;
}
