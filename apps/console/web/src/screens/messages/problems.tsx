import type { MessageProblem } from '../../../../src/messages/messages.view.js';
import { Empty, None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';

/** What was wrong or odd, where, and what would be accepted: enough to write to the sender. */
export function Problems({ problems }: { readonly problems: readonly MessageProblem[] }) {
  if (problems.length === 0)
    return <Empty icon="check-circle" title="Nothing in it was wrong or odd" />;
  return (
    <Table caption="What was wrong or odd">
      <thead>
        <tr>
          <Th>Where</Th>
          <Th>What</Th>
          <Th>Accepted would be</Th>
        </tr>
      </thead>
      <tbody>
        {problems.map(({ path, where, reason, accepted }) => (
          <tr key={`${path} ${reason}`}>
            <th scope="row" title={path} className="field-path">
              {where}
            </th>
            <td>{reason}</td>
            <td>{accepted || <None>Not said</None>}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
