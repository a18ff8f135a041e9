import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import {
  EMERGENCY_GROUPS,
  type EmergencyActName,
  type EmergencyItem,
} from '../../../../src/api/privacy.js';
import { plural, shortId, words } from '../../format/labels.js';
import { useList, useRereadOn } from '../../live/queries.js';
import { useMe } from '../../session/use-me.js';
import { Badge } from '../../ui/badges.js';
import { PageHeader } from '../../ui/page.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { useUrlState } from '../../url/url-state.js';
import { useWorker, WorkerControl } from '../care/worker.js';
import { ListFrame } from '../lists/list-frame.js';
import { emergencyLook } from './privacy-words.js';
import { ReviewDialog } from './review-dialog.js';

const PATH = '/v1/console/privacy/emergency-accesses';

/** Access without consent in emergencies: what is open, and what the privacy officer still has to look at. */
export function EmergencyScreen() {
  const [url] = useUrlState();
  const state = EMERGENCY_GROUPS.find((each) => each === url['state']);
  const list = useList<EmergencyItem>(PATH, { state });
  useRereadOn(['list', PATH], ({ type }) => type.includes('emergency-access'));
  const client = useQueryClient();
  const { as } = useWorker();
  const mayAct = useMe()?.scopes.includes('consent.admin') ?? false;
  const [target, setTarget] = useState<Acting | null>(null);
  return (
    <>
      <PageHeader
        title="Emergency access"
        lead="Another organisation was told of a person without consent, in a medical emergency (42 CFR 2.51)."
      >
        <WorkerControl />
      </PageHeader>
      <nav className="views" aria-label="States">
        {[undefined, ...EMERGENCY_GROUPS].map((each) => (
          <Link
            key={each ?? 'all'}
            href={each ? `/emergency-accesses?state=${each}` : '/emergency-accesses'}
            {...(each === state ? { 'aria-current': 'page' as const } : {})}
          >
            {each ? emergencyLook(each).title : 'All'}
          </Link>
        ))}
      </nav>
      <div className="panel">
        <ListFrame
          list={list}
          what="emergency accesses"
          icon="check-circle"
          filtered={state !== undefined}
        >
          {(items) => (
            <Rows
              items={items}
              onAct={mayAct ? (item, act) => as(() => setTarget({ item, act })) : null}
            />
          )}
        </ListFrame>
      </div>
      <ReviewDialog
        path={PATH}
        acting={target}
        onClose={() => setTarget(null)}
        onDone={() => void client.invalidateQueries({ queryKey: ['list', PATH] })}
      />
    </>
  );
}

/** What somebody is about to do with an access. */
interface Acting {
  readonly item: EmergencyItem;
  readonly act: EmergencyActName;
}

function Rows({
  items,
  onAct,
}: {
  readonly items: readonly EmergencyItem[];
  readonly onAct: ((item: EmergencyItem, act: EmergencyActName) => void) | null;
}) {
  return (
    <Table caption="Emergency accesses, newest first">
      <thead>
        <tr>
          <Th>Organisation</Th>
          <Th>State</Th>
          <Th wide>Emergency</Th>
          <Th wide>Told</Th>
          <Th sorted="descending" right>
            Opened
          </Th>
          {onAct ? <Th right>Act</Th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.id} item={item} onAct={onAct} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({
  item,
  onAct,
}: {
  readonly item: EmergencyItem;
  readonly onAct: ((item: EmergencyItem, act: EmergencyActName) => void) | null;
}) {
  const { tone, icon, title } = emergencyLook(item.state);
  const whose = `${item.organisation}, ${shortId(item.personId)}`;
  return (
    <tr data-access={item.id}>
      <th scope="row" className="grow">
        {item.organisation}
        <span className="facts">
          about <Link href={`/people/${item.personId}/privacy`}>{shortId(item.personId)}</Link>
        </span>
      </th>
      <td>
        <Badge tone={tone} icon={icon}>
          {title}
        </Badge>
        <span className="facts">
          {item.finding && item.reviewedBy
            ? `${words(item.finding).toLowerCase()}, by ${item.reviewedBy}`
            : null}
        </span>
      </td>
      <td className="wide">
        {words(item.reason)}
        <span className="facts">by {item.openedBy}</span>
      </td>
      <td className="wide">{plural(item.disclosures, 'disclosure')}</td>
      <td className="right nowrap">
        <Time at={item.openedAt} ago />
      </td>
      {onAct ? (
        <td className="right nowrap">
          {item.state === 'open' ? (
            <button
              type="button"
              className="button small"
              aria-label={`End now: ${whose}`}
              onClick={() => onAct(item, 'close')}
            >
              End now
            </button>
          ) : (
            <button
              type="button"
              className="button small"
              aria-label={`Review: ${whose}`}
              onClick={() => onAct(item, 'review')}
            >
              Review
            </button>
          )}
        </td>
      ) : null}
    </tr>
  );
}
