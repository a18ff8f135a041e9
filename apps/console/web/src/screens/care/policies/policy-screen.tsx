import { Link } from 'wouter';
import type { PolicyAnswer } from '@handrail/contracts';
import { count, plural, words } from '../../../format/labels.js';
import { PageHeader, Panel } from '../../../ui/page.js';
import { Failure, Loading } from '../../../ui/states.js';
import { Time } from '../../../ui/time.js';
import { link, useUrlState } from '../../../url/url-state.js';
import { PolicyCases } from './policy-cases.js';
import { PolicyStatus } from './policy-status.js';
import { PolicyTable } from './policy-table.js';
import { byRow, hitKey, useHits, usePolicy } from './use-policies.js';

/** One version: every row of its tables as written, where it comes from, and how often it spoke. */
export function PolicyScreen({ version }: { readonly version: string }) {
  const policy = usePolicy(version);
  return (
    <>
      <PageHeader title={`Policy ${version}`} lead={policy.data ? policy.data.title : undefined}>
        <Link href={link('/care/what-if', { version })} className="button">
          What if
        </Link>
      </PageHeader>
      {policy.isPending ? (
        <Loading what="the policy" />
      ) : policy.isError ? (
        <Failure error={policy.error} again={() => void policy.refetch()} />
      ) : (
        <Tables policy={policy.data} />
      )}
    </>
  );
}

function Tables({ policy }: { readonly policy: PolicyAnswer }) {
  const [url, setUrl] = useUrlState();
  const { day, ever } = useHits(policy.version);
  const [today, total] = [byRow(day.data), byRow(ever.data)];
  const onlyNever = url['rows'] === 'never-hit';
  const tables = Object.entries(policy.tables).map(([name, rows]) => ({
    name,
    rows: onlyNever ? rows.filter((row) => total?.get(hitKey(name, row.id)) === 0) : rows,
  }));
  const never = total ? [...total.values()].filter((hits) => hits === 0).length : null;
  return (
    <>
      <div className="panel">
        <dl className="care-facts in-row">
          <div>
            <dt>Status</dt>
            <dd>
              <PolicyStatus policy={policy} />
            </dd>
          </div>
          <div>
            <dt>In effect from</dt>
            <dd>
              <Time at={policy.effectiveFrom} />
            </dd>
          </div>
          <div>
            <dt>Determinations</dt>
            <dd className="num">
              {ever.data ? count(ever.data.determinations) : ever.isError ? 'Not known' : '…'}
              {day.data ? (
                <span className="facts">{count(day.data.determinations)} in 24 h</span>
              ) : null}
            </dd>
          </div>
          <div>
            <dt>Rows that never applied</dt>
            <dd>
              {never === null ? (
                'Not known'
              ) : (
                <button
                  type="button"
                  className="as-link"
                  aria-pressed={onlyNever}
                  onClick={() => setUrl({ rows: onlyNever ? undefined : 'never-hit' })}
                >
                  {onlyNever ? 'Show all rows' : plural(never, 'row')}
                </button>
              )}
            </dd>
          </div>
        </dl>
      </div>
      {ever.isError ? (
        <p className="notice" role="status">
          How often rows spoke cannot be read now.
        </p>
      ) : null}
      {tables
        .filter((table) => table.rows.length > 0)
        .map((table) => (
          <Panel key={table.name} title={words(table.name)} id={`table-${table.name}`} flush>
            <PolicyTable name={table.name} rows={table.rows} today={today} total={total} />
          </Panel>
        ))}
      {onlyNever ? null : <PolicyCases cases={policy.cases ?? []} />}
    </>
  );
}
