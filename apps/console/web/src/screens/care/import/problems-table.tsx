import { Panel } from '../../../ui/page.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import type { FileProblem } from './import-words.js';

/** What is wrong in a file, by line and field, with what would be accepted. */
export function ProblemsTable({ problems }: { readonly problems: readonly FileProblem[] }) {
  return (
    <Panel title="Nothing was changed: this is wrong in it" id="import-problems" flush>
      <div role="alert">
        <Table caption="What is wrong, by line and field">
          <thead>
            <tr>
              <Th right>Line</Th>
              <Th>Field</Th>
              <Th>What is wrong</Th>
              <Th>What is accepted</Th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ line, field, reason, accepted }, at) => (
              <tr key={`${line} ${field} ${at}`} data-problem={`${line ?? ''} ${field}`.trim()}>
                <td className="right num">{line ?? <None>No line</None>}</td>
                <th scope="row">{field}</th>
                <td>{reason}</td>
                <td>{accepted}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Panel>
  );
}
