import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DeskPerson, DeskProgram } from '../../../../../src/api/admission.js';
import { useNow } from '../../../prefs/now.js';
import { Panel } from '../../../ui/page.js';
import { AttendanceSheet } from './attendance-sheet.js';
import { sessionsOn, todayIn } from './session-time.js';

/** Who came to a session of a track, for everybody at once. */
export function AttendancePanel({
  program,
  people,
}: {
  readonly program: DeskProgram;
  readonly people: readonly DeskPerson[];
}) {
  const tracks = program.tracks.filter(({ hours }) => hours.length > 0);
  const today = todayIn(program.timeZone, useNow());
  const [trackId, setTrackId] = useState(tracks[0]?.id ?? '');
  const [day, setDay] = useState(today);
  const [from, setFrom] = useState('');
  const track = tracks.find(({ id }) => id === trackId);
  if (!track) return null;
  const sessions = sessionsOn(track.hours, day, program.timeZone);
  const session = sessions.find(({ startsAt }) => startsAt === from) ?? sessions[0];
  const group = people.filter(
    (person) => person.trackId === trackId && (person.startsOn === null || person.startsOn <= day),
  );
  return (
    <Panel title="Attendance" id="attendance-title">
      <div className="filters">
        <NativeSelect
          label="Track"
          value={trackId}
          onChange={(event) => setTrackId(event.currentTarget.value)}
          data={tracks.map(({ id }) => id)}
        />
        <TextInput
          type="date"
          size="xs"
          label="Day"
          max={today}
          value={day}
          onChange={({ currentTarget: { value } }) => value && setDay(value)}
        />
        {sessions.length > 1 ? (
          <NativeSelect
            label="Session"
            value={session?.startsAt ?? ''}
            onChange={(event) => setFrom(event.currentTarget.value)}
            data={sessions.map(({ startsAt, title }) => ({ value: startsAt, label: title }))}
          />
        ) : null}
      </div>
      {session ? (
        <AttendanceSheet
          key={`${trackId} ${session.startsAt}`}
          programId={program.id}
          trackId={trackId}
          session={session}
          group={group}
        />
      ) : (
        <p className="quiet">The track has no session on this day.</p>
      )}
    </Panel>
  );
}
