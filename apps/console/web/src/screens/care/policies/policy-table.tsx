import type { PolicyRow } from '../../../../../src/api/policies.js';
import { count, words } from '../../../format/labels.js';
import { Badge } from '../../../ui/badges.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { inputTitle } from '../dimensions.js';
import { conditions } from './conditions.js';
import { hitKey } from './use-policies.js';

type Hits = ReadonlyMap<string, number> | null;

export function PolicyTable({
  name,
  rows,
  today,
  total,
}: {
  readonly name: string;
  readonly rows: readonly PolicyRow[];
  readonly today: Hits;
  readonly total: Hits;
}) {
  return (
    <Table caption={`Rows of ${words(name)}`} className="compact policy-rows">
      <thead>
        <tr>
          <Th>Row</Th>
          <Th>As written</Th>
          <Th wide>Source</Th>
          <Th right>24 h</Th>
          <Th right>In all</Th>
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
              <td className="right nowrap num">
                <Count hits={today?.get(key)} />
              </td>
              <td className="right nowrap num">
                {total?.get(key) === 0 ? (
                  <Badge tone="warn" icon="question">
                    Never
                  </Badge>
                ) : (
                  <Count hits={total?.get(key)} />
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}

/** Not every row counts hits: limits are numbers that rules use, and never speak themselves. */
const Count = ({ hits }: { readonly hits: number | undefined }) =>
  hits === undefined ? <None>Not counted</None> : count(hits);
