import type { OperatorAct } from '../../../../src/parked/parked.view.js';
import { SERVICE_TITLES, causeTitle, words } from '../../format/labels.js';
import { Empty } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

export function ActsTable({ acts }: { readonly acts: readonly OperatorAct[] }) {
  if (acts.length === 0)
    return <Empty icon="parked" title="Nobody has retried or discarded anything" />;
  return (
    <Table caption="What operators did, newest first">
      <thead>
        <tr>
          <Th sorted="descending">When</Th>
          <Th>Action</Th>
          <Th wide>Service</Th>
          <Th wide>Cause</Th>
          <Th>Reason</Th>
        </tr>
      </thead>
      <tbody>
        {acts.map((act) => (
          <tr key={act.id}>
            <td className="nowrap">
              <Time at={act.at} />
            </td>
            <td className="nowrap">
              {words(act.act)}{' '}
              <span className="num">
                {act.done === act.asked ? act.done : `${act.done} of ${act.asked}`}
              </span>
            </td>
            <td className="wide nowrap">{SERVICE_TITLES[act.service]}</td>
            <td className="wide">{causeTitle(act.cause)}</td>
            <td className="grow">{act.reason}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
