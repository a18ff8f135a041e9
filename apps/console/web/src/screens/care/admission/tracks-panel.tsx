import type { DeskTrack } from '../../../../../src/api/admission.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { Time } from '../../../ui/time.js';

/** Places of each track, with the age of the number the program said last. */
export function TracksPanel({ tracks }: { readonly tracks: readonly DeskTrack[] }) {
  return (
    <Table caption="Places of each track">
      <thead>
        <tr>
          <Th>Track</Th>
          <Th right>Places</Th>
          <Th right>Confirmed</Th>
          <Th wide>Offered</Th>
          <Th right>Free</Th>
          <Th right wide>
            Counted
          </Th>
        </tr>
      </thead>
      <tbody>
        {tracks.map((track) => (
          <tr key={track.id}>
            <th scope="row">{track.id}</th>
            <td className="right num">{track.capacity}</td>
            <td className="right num">{track.used}</td>
            <td className="wide num">{track.held}</td>
            <td className="right num">
              {track.free === null ? <None>Not known</None> : <strong>{track.free}</strong>}
            </td>
            <td className="right wide nowrap">
              {track.asOf ? <Time at={track.asOf} ago /> : <None>Never</None>}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
