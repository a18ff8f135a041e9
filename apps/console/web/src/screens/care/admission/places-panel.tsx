import { useState } from 'react';
import type { CapacityRow } from '../../../../../src/api/capacity.js';
import { ApiError, post } from '../../../live/api.js';
import { useList } from '../../../live/queries.js';
import { Panel } from '../../../ui/page.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';
import { ListFrame } from '../../lists/list-frame.js';
import { PlacesDialog } from '../capacity/places-dialog.js';
import { CAPACITY_PATH, trackPath, useCapacityActs } from '../capacity/use-capacity-acts.js';
import { useWorker } from '../worker.js';

/** Places of each track. Whoever sits at the desk confirms the numbers, or says what they are. */
export function PlacesPanel({ programId }: { readonly programId: string }) {
  const rows = useList<CapacityRow>(CAPACITY_PATH, { programId });
  const acts = useCapacityActs();
  const confirming = useConfirming(acts.did);
  const open = acts.open?.dialog === 'places' ? acts.open.row : null;
  return (
    <Panel title="Places" id="places-title" flush>
      <ListFrame list={rows} what="tracks" icon="placements" filtered={false}>
        {(items) => (
          <Rows
            items={items}
            onConfirm={confirming.confirm}
            onChange={(row) => acts.ask('places', row)}
          />
        )}
      </ListFrame>
      <p role="status" className={confirming.error ? 'notice is-bad' : 'panel-note quiet'}>
        {confirming.error ?? acts.notice?.text}
      </p>
      <PlacesDialog row={open} onClose={acts.close} onDone={acts.did} />
    </Panel>
  );
}

function Rows({
  items,
  onConfirm,
  onChange,
}: {
  readonly items: readonly CapacityRow[];
  readonly onConfirm: (row: CapacityRow) => void;
  readonly onChange: (row: CapacityRow) => void;
}) {
  return (
    <Table caption="Places of each track">
      <thead>
        <tr>
          <Th>Track</Th>
          <Th right>Places</Th>
          <Th right>Taken</Th>
          <Th right>Free</Th>
          <Th right wide>
            Counted
          </Th>
          <Th right>Act</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((row) => (
          <tr key={row.trackId}>
            <th scope="row">{row.trackId}</th>
            <td className="right num">{row.capacity.value}</td>
            <td className="right num">{takenOf(row)}</td>
            <td className="right num">
              <strong>{row.free.value}</strong>
            </td>
            <td className="right wide nowrap">
              {row.capacity.asOf ? <Time at={row.capacity.asOf} ago /> : 'Never'}
            </td>
            <td className="right">
              <span className="row-acts">
                <button
                  type="button"
                  className="button small"
                  aria-label={`Confirm the places of ${row.trackId}`}
                  onClick={() => onConfirm(row)}
                >
                  Confirm
                </button>
                <button
                  type="button"
                  className="button small"
                  aria-label={`Change the places of ${row.trackId}`}
                  onClick={() => onChange(row)}
                >
                  Change
                </button>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const takenOf = ({ confirmed, takenElsewhere }: CapacityRow): number =>
  confirmed.value + takenElsewhere.value;

/** The numbers are right as they are: they count from now on, with who said so. */
function useConfirming(did: (text: string) => void) {
  const { as } = useWorker();
  const [error, setError] = useState<string | null>(null);
  const confirm = (row: CapacityRow) =>
    as(({ name }) => {
      const capacity = row.plannedCapacity ?? row.capacity.value;
      const body = { by: name, reason: 'counted', capacity, occupied: takenOf(row) };
      post<CapacityRow>(`${trackPath(row)}/places`, body, row.version)
        .then(() => {
          setError(null);
          did(`${row.trackId}: ${capacity} places, ${takenOf(row)} taken, confirmed now.`);
        })
        .catch((failed: unknown) =>
          setError(failed instanceof ApiError ? failed.message : 'It did not work.'),
        );
    });
  return { error, confirm };
}
