import { isHousing, type ProgramLevel } from '@handrail/domain';
import { Link } from 'wouter';
import { WAITING_GROUPS, type WaitingItem } from '../../../../../src/api/waiting.js';
import { levelTitle, shortId } from '../../../format/labels.js';
import { useList, useRereadOn } from '../../../live/queries.js';
import { Badge } from '../../../ui/badges.js';
import { PageHeader } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { useUrlState } from '../../../url/url-state.js';
import { ListFrame } from '../../lists/list-frame.js';
import { WorkerControl } from '../worker.js';
import { ActDialog } from './act-dialog.js';
import type { WaitTarget } from './acts-for.js';
import { ClockList } from './clock-list.js';
import { ForecastErrors, LikelyDay } from './likely-place.js';
import { useWaitingActs } from './use-waiting-acts.js';
import { classWords, entryWords, GROUP_TITLES } from './waiting-words.js';

const PATH = '/v1/console/care/waiting';

/** The waiting list: who is next, what is owed to whom and by when, and what was done meanwhile. */
export function WaitingScreen() {
  const [url] = useUrlState();
  const group = WAITING_GROUPS.find((each) => each === url['group']) ?? 'full';
  const rows = useList<WaitingItem>(PATH, { group });
  useRereadOn(['list', PATH], (row) => row.service === 'scheduling');
  const acts = useWaitingActs();
  return (
    <>
      <PageHeader
        title="Waiting list"
        lead="Next in line first: class, then the time of the request. Nobody jumps it by hand."
      >
        <WorkerControl />
      </PageHeader>
      <nav className="views" aria-label="Groups">
        {WAITING_GROUPS.map((each) => (
          <Link
            key={each}
            href={each === 'full' ? '/care/waiting' : `/care/waiting?group=${each}`}
            {...(each === group ? { 'aria-current': 'page' as const } : {})}
          >
            {GROUP_TITLES[each]}
          </Link>
        ))}
      </nav>
      {acts.notice}
      <div className="panel">
        <ListFrame list={rows} what="people waiting" icon="hourglass" filtered={false}>
          {(items) => (
            <>
              <Rows items={items} caption={GROUP_TITLES[group]} onAct={acts.act} />
              <ForecastErrors items={items} />
            </>
          )}
        </ListFrame>
      </div>
      <ActDialog target={acts.target} onClose={acts.close} onDone={acts.acted} />
    </>
  );
}

interface OnAct {
  readonly onAct: (target: WaitTarget) => void;
}

function Rows({
  items,
  caption,
  onAct,
}: OnAct & { readonly items: readonly WaitingItem[]; readonly caption: string }) {
  return (
    <Table caption={`${caption}, next in line first`}>
      <thead>
        <tr>
          <Th>Person</Th>
          <Th>Class and level</Th>
          <Th wide>Owed</Th>
          <Th wide>Noted</Th>
          <Th right>Act</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.placementId} data-waiting={item.placementId}>
            <PersonCell personId={item.personId} />
            <td>
              <strong>{classWords(item.priorityClass)}</strong>
              <span className="facts">
                <span title={levelTitle(item.level)}>
                  {isHousing(item.level as ProgramLevel) ? levelTitle(item.level) : item.level}
                </span>
                , asked <Time at={item.requestedAt} ago />
                {item.classSince === item.requestedAt ? null : (
                  <>
                    , class <Time at={item.classSince} ago />
                  </>
                )}
              </span>
              <LikelyDay forecast={item.forecast} />
              {item.isPaused ? (
                <Badge tone="info" icon="pause">
                  Cannot come
                </Badge>
              ) : null}
              <div className="only-narrow">
                <ClockList clocks={item.clocks} />
              </div>
            </td>
            <td className="wide">
              <ClockList clocks={item.clocks} />
            </td>
            <td className="wide grow">
              <Entries item={item} onAct={onAct} />
            </td>
            <td className="right">
              <button
                type="button"
                className="button small"
                aria-label={`Act: ${shortId(item.personId)}`}
                onClick={() => onAct({ item, entry: null })}
              >
                Act
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Entries({ item, onAct }: OnAct & { readonly item: WaitingItem }) {
  if (item.entries.length === 0) return <None>Nothing yet</None>;
  return (
    <ul className="clocks" aria-label="What was noted">
      {item.entries.map((entry) => (
        <li key={entry.id}>
          <span>{entryWords(entry)}</span>
          <span className="facts">
            <Time at={entry.at} ago />
          </span>
          <button
            type="button"
            className="button small"
            aria-label={`Take back: ${entryWords(entry)} of ${shortId(item.personId)}`}
            onClick={() => onAct({ item, entry })}
          >
            Take back
          </button>
        </li>
      ))}
    </ul>
  );
}
