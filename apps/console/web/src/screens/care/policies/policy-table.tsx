import type { PolicyRow } from '@handrail/contracts';
import { count, words } from '../../../format/labels.js';
import { Badge } from '../../../ui/badges.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { inputTitle } from '../dimensions.js';
import { conditions } from './conditions.js';
import { hitKey } from './use-policies.js';

type HitsByRow = ReadonlyMap<string, number> | null;

export function PolicyTable({
  name,
  rows,
  today,
  total,
}: {
  readonly name: string;
  readonly rows: readonly PolicyRow[];
  readonly today: HitsByRow;
  readonly total: HitsByRow;
}) {
  // Limits and conditions are used by other rows and never speak themselves: nothing is counted.
  const counted = total === null || rows.some((row) => total.has(hitKey(name, row.id)));
  return (
    <Table caption={`Rows of ${words(name)}`} className="compact policy-rows">
      <thead>
        <tr>
          <Th>Row</Th>
          <Th>As written</Th>
          <Th wide>Source</Th>
          {counted ? (
            <>
              <Th wide right>
                24 h
              </Th>
              <Th right>In all</Th>
            </>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = hitKey(name, row.id);
          return (
            <tr key={row.id} id={row.id}>
              <th scope="row" className="mono">
                {row.id}
              </th>
              <td>
                <span className="pairs">
                  {conditions(row).map(([field, text]) => (
                    <span key={field}>
                      <span className="quiet">{inputTitle(field)}</span> {text}
                    </span>
                  ))}
                </span>
                <span className="only-narrow facts">{row.source}</span>
              </td>
              <td className="wide quiet">{row.source}</td>
              {counted ? <Hits today={today?.get(key)} total={total?.get(key)} /> : null}
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

/** How often a row spoke; one that never did is marked. */
function Hits({
  today,
  total,
}: {
  readonly today: number | undefined;
  readonly total: number | undefined;
}) {
  return (
    <>
      <td className="wide right nowrap num">
        <Count hits={today} />
      </td>
      <td className="right nowrap num">
        {total === 0 ? (
          <Badge tone="warn" icon="question">
            Never
          </Badge>
        ) : (
          <Count hits={total} />
        )}
        {total && today ? <span className="only-narrow facts">{count(today)} in 24 h</span> : null}
      </td>
    </>
  );
}

const Count = ({ hits }: { readonly hits: number | undefined }) =>
  hits === undefined ? <None>Not known</None> : count(hits);
