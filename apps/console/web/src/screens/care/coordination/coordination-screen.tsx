import { Link } from 'wouter';
import { COORDINATION_LISTS, type CoordinationItem } from '../../../../../src/api/coordination.js';
import { levelTitle, shortId, words } from '../../../format/labels.js';
import { useList, useRereadOn } from '../../../live/queries.js';
import { LevelCode } from '../../../ui/level-code.js';
import { PageHeader } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { useUrlState } from '../../../url/url-state.js';
import { ListFrame } from '../../lists/list-frame.js';
import { WorkerControl } from '../worker.js';
import { AnswerDialog } from './answer-dialog.js';
import { LIST_TITLES, reviewWords } from './coordination-words.js';
import { EmptiedByList } from './emptied-by.js';
import { ReviewDialog } from './review-dialog.js';
import { useReviewing } from './use-reviewing.js';

const PATH = '/v1/console/care/coordination';

/** Placements that software could not settle: to look at, without a program, or not begun. */
export function CoordinationScreen() {
  const [url] = useUrlState();
  const list = COORDINATION_LISTS.find((each) => each === url['list']) ?? 'to-review';
  const rows = useList<CoordinationItem>(PATH, { list });
  useRereadOn(['list', PATH], (row) => row.service === 'scheduling');
  const reviewing = useReviewing();
  return (
    <>
      <PageHeader
        title="Coordination"
        lead="What cannot be settled without somebody who calls, asks or decides."
      >
        <WorkerControl />
      </PageHeader>
      <nav className="views" aria-label="Lists">
        {COORDINATION_LISTS.map((each) => (
          <Link
            key={each}
            href={each === 'to-review' ? '/care/coordination' : `/care/coordination?list=${each}`}
            {...(each === list ? { 'aria-current': 'page' as const } : {})}
          >
            {LIST_TITLES[each]}
          </Link>
        ))}
      </nav>
      {reviewing.notice}
      <div className="panel">
        <ListFrame list={rows} what="placements" icon="placements" filtered={false}>
          {(items) => (
            <Rows
              items={items}
              caption={LIST_TITLES[list]}
              onReview={reviewing.review}
              {...(list === 'to-ask' ? { onAnswer: reviewing.answer } : {})}
            />
          )}
        </ListFrame>
      </div>
      <ReviewDialog
        target={reviewing.target}
        onClose={reviewing.close}
        onDone={reviewing.reviewed}
      />
      <AnswerDialog
        target={reviewing.asked}
        onClose={reviewing.closeAnswer}
        onDone={reviewing.answered}
      />
    </>
  );
}

function Rows({
  items,
  caption,
  onReview,
  onAnswer,
}: {
  readonly items: readonly CoordinationItem[];
  readonly caption: string;
  readonly onReview: (item: CoordinationItem) => void;
  /** Where the person is to be asked. */
  readonly onAnswer?: (item: CoordinationItem) => void;
}) {
  return (
    <Table caption={`${caption}, newest request first`}>
      <thead>
        <tr>
          <Th>Person</Th>
          <Th>Why</Th>
          <Th wide>Level</Th>
          <Th wide>Placement</Th>
          <Th wide>Asked for care</Th>
          <Th right>Act</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id} data-placement={item.id}>
            <PersonCell personId={item.personId} />
            <td className="grow">
              <Why item={item} isAsked={onAnswer !== undefined} />
              <div className="only-narrow">
                <span className="facts">
                  <Link href={`/placements/${item.id}`}>{levelTitle(item.level)}</Link>,{' '}
                  {item.programName ?? words(item.status).toLowerCase()}
                </span>
                <Meanwhile item={item} />
              </div>
            </td>
            <td className="wide">
              <LevelCode level={item.level} />
            </td>
            <td className="wide">
              <Link href={`/placements/${item.id}`}>{item.programName ?? 'No program yet'}</Link>
              <span className="facts">{words(item.status)}</span>
              <Meanwhile item={item} />
            </td>
            <td className="wide nowrap">
              {item.requestedAt ? <Time at={item.requestedAt} ago /> : <None>Not known</None>}
            </td>
            <td className="right">
              {onAnswer ? (
                <button
                  type="button"
                  className="button small"
                  aria-label={`Answer: ${shortId(item.personId)}`}
                  onClick={() => onAnswer(item)}
                >
                  Answer
                </button>
              ) : item.needsReview === null ? (
                <None>None here</None>
              ) : (
                <button
                  type="button"
                  className="button small"
                  aria-label={`Reviewed: ${shortId(item.personId)}`}
                  onClick={() => onReview(item)}
                >
                  Reviewed
                </button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What is tried for somebody whose level no program gives, and what something is tried instead of. */
function Meanwhile({ item: { insteadOf, meanwhile } }: { readonly item: CoordinationItem }) {
  if (insteadOf !== null)
    return <span className="facts">Instead of {levelTitle(insteadOf).toLowerCase()}</span>;
  if (meanwhile === null) return null;
  const { placementId, level, status, programName } = meanwhile;
  return (
    <span className="facts">
      Meanwhile <Link href={`/placements/${placementId}`}>{programName ?? levelTitle(level)}</Link>,{' '}
      {words(status).toLowerCase()}
    </span>
  );
}

function Why({ item, isAsked }: { readonly item: CoordinationItem; readonly isAsked: boolean }) {
  if (isAsked)
    return (
      <>
        Was given a place and not asked yet
        {item.askPersonBy === null ? null : (
          <>
            , due <Time at={item.askPersonBy} ago />
          </>
        )}
      </>
    );
  if (item.emptiedBy.length > 0) return <EmptiedByList filters={item.emptiedBy} />;
  if (item.needsReview !== null) return <>{reviewWords(item.needsReview)}</>;
  if (item.notStartedSince !== null)
    return (
      <>
        Nobody came, noticed <Time at={item.notStartedSince} ago />
      </>
    );
  return <>No program would do</>;
}
