import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { AdmissionDesk, TrackAttendance } from '../../../../../src/api/admission.js';
import { api } from '../../../live/api.js';
import { useRereadOn } from '../../../live/queries.js';

const REREAD_MS = 30_000;

export const deskPath = (programId: string): string =>
  `/v1/console/care/desks/${encodeURIComponent(programId)}`;

/** The desk of a program, read again whenever something happens to its placements. */
export function useAdmissionDesk(programId: string) {
  const key = ['admission-desk', programId];
  useRereadOn(key, (row) => row.service === 'scheduling');
  return useQuery({
    queryKey: key,
    queryFn: () => api<AdmissionDesk>(deskPath(programId)),
    refetchInterval: REREAD_MS,
    retry: false,
  });
}

/** What was recorded of a session, and the hours of everybody so far. */
export function useAttendance(programId: string, trackId: string, startsAt: string) {
  const path = `${deskPath(programId)}/tracks/${encodeURIComponent(trackId)}/attendance`;
  return useQuery({
    queryKey: ['attendance', programId, trackId, startsAt],
    queryFn: () => api<TrackAttendance>(`${path}?sessionStartsAt=${encodeURIComponent(startsAt)}`),
    retry: false,
  });
}

/** Reads what an act changed. */
export function useReread(programId: string): () => void {
  const client = useQueryClient();
  return () => {
    void client.invalidateQueries({ queryKey: ['admission-desk', programId] });
    void client.invalidateQueries({ queryKey: ['attendance', programId] });
  };
}
