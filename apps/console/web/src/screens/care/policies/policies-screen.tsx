import { Link } from 'wouter';
import type { PolicySummaryAnswer } from '@handrail/contracts';
import { plural } from '../../../format/labels.js';
import { PageHeader } from '../../../ui/page.js';
import { Empty, Failure, Loading } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { link } from '../../../url/url-state.js';
import { Overruled } from './overruled.js';
import { PolicyStatus } from './policy-status.js';
import { usePolicies } from './use-policies.js';

/** Every policy version: which one decides, who approved it, since when. */
export function PoliciesScreen() {
  const policies = usePolicies();
  return (
    <>
      <PageHeader
        title="Policies"
        lead="Decision tables that open reassessments and give levels of care. A version that was used never changes."
      />
      <div className="panel">
        {policies.isPending ? (
          <Loading what="the policies" />
        ) : policies.isError ? (
          <Failure error={policies.error} again={() => void policies.refetch()} />
        ) : policies.data.items.length === 0 ? (
          <Empty icon="scale" title="There is no policy" />
        ) : (
          <Rows items={policies.data.items} />
        )}
      </div>
      <Overruled />
    </>
  );
}

function Rows({ items }: { readonly items: readonly PolicySummaryAnswer[] }) {
  return (
    <Table caption="Policy versions, newest first">
      <thead>
        <tr>
          <Th>Version</Th>
          <Th>Status</Th>
          <Th>In effect from</Th>
          <Th wide right>
            Rows
          </Th>
          <Th wide>Compare</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((policy) => (
          <tr key={policy.version}>
            <th scope="row">
              <Link href={`/care/policies/${policy.version}`} className="row-link" data-row>
                {policy.version}
              </Link>
              <span className="facts">{policy.title}</span>
            </th>
            <td>
              <PolicyStatus policy={policy} />
            </td>
            <td>
              <Time at={policy.effectiveFrom} />
            </td>
            <td className="wide right num" title={plural(policy.rows, 'row')}>
              {policy.rows}
            </td>
            <td className="wide nowrap">
              <Link href={link('/care/what-if', { version: policy.version })}>
                What if {policy.version}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
