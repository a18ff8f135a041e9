import type { PlacementActAnswer } from '@handrail/contracts';
import { words } from '../../format/labels.js';
import { Panel } from '../../ui/page.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

/** Who did what with the placement, the oldest first. */
export function ActsSoFar({ acts }: { readonly acts: readonly PlacementActAnswer[] }) {
  return (
    <Panel title="What people did" id="acts-title" flush>
      {acts.length === 0 ? (
        <p className="padded quiet">Nobody has acted on it: software alone has found the place.</p>
      ) : (
        <Table caption="What people did, the oldest first">
          <thead>
            <tr>
              <Th>Act</Th>
              <Th>Reason</Th>
              <Th>By</Th>
              <Th right>When</Th>
            </tr>
          </thead>
          <tbody>
            {acts.map((act) => (
              <tr key={`${act.kind} ${act.at}`}>
                <td>{words(act.kind)}</td>
                <td>{words(act.reason)}</td>
                <td>{act.by}</td>
                <td className="right nowrap">
                  <Time at={act.at} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Panel>
  );
}
