import type { UseInfiniteQueryResult, InfiniteData } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { PageAnswer } from '@handrail/contracts';
import { Empty, Failure, Loading } from '../../ui/states.js';
import { Older } from '../../ui/table.js';
import type { IconName } from '../../ui/icons.js';

/** Loading, failed, empty or shown: the same for every list. */
export function ListFrame<T>({
  list,
  what,
  icon,
  filtered,
  children,
}: {
  readonly list: UseInfiniteQueryResult<InfiniteData<PageAnswer<T>>>;
  readonly what: string;
  readonly icon: IconName;
  readonly filtered: boolean;
  readonly children: (items: readonly T[]) => ReactNode;
}) {
  if (list.isPending) return <Loading what={what} />;
  if (list.isError && !list.data)
    return <Failure error={list.error} again={() => void list.refetch()} />;
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0)
    return (
      <Empty icon={icon} title={filtered ? `No ${what} match` : `No ${what} yet`}>
        {filtered ? 'Take a filter away to see more.' : null}
      </Empty>
    );
  return (
    <>
      {children(items)}
      <Older
        more={list.hasNextPage}
        busy={list.isFetchingNextPage}
        onClick={() => void list.fetchNextPage()}
        what={`${what} that match`}
      />
    </>
  );
}
