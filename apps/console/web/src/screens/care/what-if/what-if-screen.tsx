import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { PolicySummaryAnswer, SimulationAnswer } from '@handrail/contracts';
import { post } from '../../../live/api.js';
import { CopyButton } from '../../../ui/copy.js';
import { PageHeader } from '../../../ui/page.js';
import { Empty, Failure, Loading } from '../../../ui/states.js';
import { useUrlState, type UrlState } from '../../../url/url-state.js';
import { usePolicies } from '../policies/use-policies.js';
import { CaseSimulator } from './case-simulator.js';
import { WhatIfResult } from './what-if-result.js';

const RANGES = [
  { value: '1d', label: 'The last day' },
  { value: '7d', label: 'The last 7 days' },
  { value: '30d', label: 'The last 30 days' },
  { value: '365d', label: 'The last year' },
];

/** Another version over what was decided: who would get another level, and what that does to demand. */
export function WhatIfScreen() {
  const policies = usePolicies();
  return (
    <>
      <PageHeader
        title="What if"
        lead="Runs a policy version over recorded determinations. Nothing is written and nobody is placed."
      >
        <CopyButton text={() => window.location.href} icon="link">
          Copy link
        </CopyButton>
      </PageHeader>
      {policies.isPending ? (
        <Loading what="the policies" />
      ) : policies.isError ? (
        <Failure error={policies.error} again={() => void policies.refetch()} />
      ) : policies.data.items.length === 0 ? (
        <Empty icon="scale" title="There is no policy to try" />
      ) : (
        <Comparison versions={policies.data.items} />
      )}
    </>
  );
}

function Comparison({ versions }: { readonly versions: readonly PolicySummaryAnswer[] }) {
  const [url, setUrl] = useUrlState();
  const version = url['version'] ?? versions[0]!.version;
  const against = url['against'] ?? 'recorded';
  const since = url['since'] ?? '30d';
  const ran = useQuery({
    queryKey: ['care-what-if', version, against, since],
    queryFn: () =>
      post<SimulationAnswer>(`/v1/console/care/policies/${encodeURIComponent(version)}/simulate`, {
        since,
        against,
        limit: 50,
      }),
    staleTime: Infinity,
    retry: false,
  });
  return (
    <>
      <Pickers
        versions={versions.map((version) => version.version)}
        picked={{ version, against, since }}
        onChange={setUrl}
      />
      {ran.isPending ? (
        <Loading what="what would have been decided" />
      ) : ran.isError ? (
        <Failure error={ran.error} again={() => void ran.refetch()} />
      ) : (
        <WhatIfResult of={ran.data} />
      )}
      <CaseSimulator version={version} against={against === 'recorded' ? null : against} />
    </>
  );
}

function Pickers({
  versions,
  picked,
  onChange,
}: {
  readonly versions: readonly string[];
  readonly picked: Readonly<Record<'version' | 'against' | 'since', string>>;
  readonly onChange: (changes: UrlState) => void;
}) {
  return (
    <div className="filters" role="group" aria-label="What to compare">
      <NativeSelect
        label="Try version"
        value={picked.version}
        onChange={(event) => onChange({ version: event.currentTarget.value })}
        data={[...versions]}
      />
      <NativeSelect
        label="Against"
        value={picked.against}
        onChange={(event) => onChange({ against: event.currentTarget.value })}
        data={[
          { value: 'recorded', label: 'What was decided' },
          ...versions.map((value) => ({ value, label: `Version ${value}` })),
        ]}
      />
      <NativeSelect
        label="Determinations of"
        value={picked.since}
        onChange={(event) => onChange({ since: event.currentTarget.value })}
        data={RANGES}
      />
    </div>
  );
}
