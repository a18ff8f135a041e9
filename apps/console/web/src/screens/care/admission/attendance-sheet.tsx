import { useRef, useState } from 'react';
import {
  ATTENDANCES,
  type AttendanceMark,
  type DeskPerson,
} from '../../../../../src/api/admission.js';
import { plural, shortId } from '../../../format/labels.js';
import { ApiError, post } from '../../../live/api.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { useWorker } from '../worker.js';
import { newSheetId } from './sheet-id.js';
import type { DeskSession } from './session-time.js';
import { deskPath, useAttendance, useReread } from './use-admission.js';

const TITLES: Readonly<Record<AttendanceMark, string>> = {
  attended: 'Attended',
  excused: 'Excused',
  'no-show': 'Unexcused',
};

interface Sheet {
  readonly programId: string;
  readonly trackId: string;
  readonly session: DeskSession;
  readonly group: readonly DeskPerson[];
}

type Marks = Readonly<Record<string, AttendanceMark>>;

/** One session: what was recorded of it, what is marked now, and one button that records all of it. */
export function AttendanceSheet(sheet: Sheet) {
  const { group, session } = sheet;
  const known = useAttendance(sheet.programId, sheet.trackId, session.startsAt).data;
  const [marked, setMarked] = useState<Marks>({});
  const recording = useRecording(sheet, () => setMarked({}));
  if (group.length === 0) return <p className="quiet">Nobody has a place in this track then.</p>;
  const count = Object.keys(marked).length;
  return (
    <>
      <Table caption={`Who came, ${session.title}`}>
        <thead>
          <tr>
            <Th>Person</Th>
            <Th>Mark</Th>
            <Th wide right>
              Hours so far
            </Th>
          </tr>
        </thead>
        <tbody>
          {group.map(({ placementId, personId }) => (
            <tr key={placementId}>
              <th scope="row" className="mono">
                {shortId(personId)}
              </th>
              <td>
                <MarkChoice
                  name={placementId}
                  label={`Attendance of ${shortId(personId)}`}
                  mark={marked[placementId] ?? known?.session[placementId]}
                  onMark={(mark) => setMarked({ ...marked, [placementId]: mark })}
                />
              </td>
              <td className="wide right num">
                {known?.hours[placementId]?.attendedHours ?? <None>0</None>}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
      <div className="act-buttons">
        <button
          type="button"
          className="button"
          onClick={() =>
            setMarked(
              Object.fromEntries(
                group.map(({ placementId }) => [placementId, marked[placementId] ?? 'attended']),
              ),
            )
          }
        >
          Mark the rest attended
        </button>
        <button
          type="button"
          className="button primary"
          disabled={count === 0 || recording.busy}
          onClick={() => recording.record(marked)}
        >
          {count === 0 ? 'Record' : `Record ${plural(count, 'person', 'people')}`}
        </button>
      </div>
      <p role="status" className={recording.failed ? 'notice is-bad' : 'quiet'}>
        {recording.text}
      </p>
    </>
  );
}

function MarkChoice({
  name,
  label,
  mark,
  onMark,
}: {
  readonly name: string;
  readonly label: string;
  readonly mark: string | undefined;
  readonly onMark: (mark: AttendanceMark) => void;
}) {
  return (
    <div className="scale" role="radiogroup" aria-label={label}>
      {ATTENDANCES.map((each) => (
        <label key={each}>
          <input
            type="radio"
            name={name}
            value={each}
            checked={mark === each}
            onChange={() => onMark(each)}
          />
          <span>{TITLES[each]}</span>
        </label>
      ))}
    </div>
  );
}

/** Sends the sheet under an id of its own, so that sending it again counts once. */
function useRecording({ programId, trackId, session, group }: Sheet, onDone: () => void) {
  const { as } = useWorker();
  const reread = useReread(programId);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [text, setText] = useState('');
  const sent = useRef({ id: '', what: '' });
  const record = (marked: Marks) =>
    as(({ name }) => {
      const entries = group.flatMap(({ placementId, personId }) => {
        const attendance = marked[placementId];
        return attendance ? [{ placementId, personId, attendance }] : [];
      });
      const { startsAt: sessionStartsAt, endsAt: sessionEndsAt } = session;
      const path = `${deskPath(programId)}/tracks/${encodeURIComponent(trackId)}/attendance`;
      const what = JSON.stringify(entries);
      // The same marks again are the same sheet; other marks are another.
      if (sent.current.what !== what) sent.current = { id: newSheetId(), what };
      const { id } = sent.current;
      setBusy(true);
      post(path, { id, by: name, sessionStartsAt, sessionEndsAt, entries })
        .then(() => {
          setFailed(false);
          setText(`Recorded for ${plural(entries.length, 'person', 'people')}.`);
          sent.current = { id: '', what: '' };
          onDone();
          reread();
        })
        .catch((error: unknown) => {
          setFailed(true);
          setText(error instanceof ApiError ? error.message : 'It did not work.');
        })
        .finally(() => setBusy(false));
    });
  return { busy, failed, text, record };
}
