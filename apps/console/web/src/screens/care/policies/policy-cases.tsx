import type { PolicyCase } from '@handrail/contracts';
import { plural } from '../../../format/labels.js';
import { Panel } from '../../../ui/page.js';
import { Table, Th } from '../../../ui/table.js';

/** Cases in plain words that the version was held to before it was loaded. */
export function PolicyCases({ cases }: { readonly cases: readonly PolicyCase[] }) {
  if (cases.length === 0) return null;
  return (
    <Panel title={plural(cases.length, 'written case')} id="cases-title" flush>
      <Table caption="Written cases" className="compact">
        <thead>
          <tr>
            <Th>Given</Th>
            <Th>When</Th>
            <Th>Then</Th>
            <Th wide>Source</Th>
          </tr>
        </thead>
        <tbody>
          {cases.map((example) => (
            <tr key={example.id}>
              <th scope="row">{example.given}</th>
              <td>{example.when}</td>
              <td>
                <strong>{example.then}</strong>
              </td>
              <td className="wide quiet">{example.source}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  );
}
