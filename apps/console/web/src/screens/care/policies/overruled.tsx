import { useQuery } from '@tanstack/react-query';
import type { OverrideRatesAnswer } from '@handrail/contracts';
import { count, plural, words } from '../../../format/labels.js';
import { api } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { Empty, Failure, Loading } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';

/** Rules that people overrule: where the policy and the people who know the person disagree. */
export function Overruled() {
  const rates = useQuery({
    queryKey: ['care-overrides'],
    queryFn: () => api<OverrideRatesAnswer>('/v1/console/care/overrides?since=30d'),
    retry: false,
  });
  return (
    <Panel title="Overruled in the last 30 days" id="overruled-title" flush>
      {rates.isPending ? (
        <Loading what="what was overruled" />
      ) : rates.isError ? (
        <Failure error={rates.error} again={() => void rates.refetch()} />
      ) : rates.data.overrides === 0 ? (
        <Empty icon="check-circle" title="Nobody decided otherwise than the policy">
          {plural(rates.data.determinations, 'determination')} in that time.
        </Empty>
      ) : (
        <Rates of={rates.data} />
      )}
    </Panel>
  );
}

function Rates({ of }: { readonly of: OverrideRatesAnswer }) {
  const reasons = of.byReason.map(
    ({ reasonCode, count: times }) => `${words(reasonCode).toLowerCase()} ${count(times)}`,
  );
  return (
    <>
      <p className="padded">
        People decided otherwise {plural(of.overrides, 'time')} in{' '}
        {plural(of.determinations, 'determination')}. Reasons: {reasons.join(', ')}.
      </p>
      <Table caption="Rules that were overruled, most often first" className="compact">
        <thead>
          <tr>
            <Th>Rule overruled</Th>
            <Th right>Determinations</Th>
            <Th right>Overruled</Th>
            <Th right>Rate</Th>
          </tr>
        </thead>
        <tbody>
          {of.byRule
            .filter((rule) => rule.overrides > 0)
            .map((rule) => (
              <tr key={rule.rule}>
                <th scope="row" className="mono">
                  {rule.rule}
                </th>
                <td className="right num">{count(rule.determinations)}</td>
                <td className="right num">{count(rule.overrides)}</td>
                <td className="right nowrap num">{percent(rule.rate)}</td>
              </tr>
            ))}
        </tbody>
      </Table>
    </>
  );
}

const percent = (rate: number | null): string =>
  rate === null ? 'Not known' : `${count(rate * 100)} %`;
