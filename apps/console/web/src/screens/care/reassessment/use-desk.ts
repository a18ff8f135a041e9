import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { LastChange } from '@handrail/contracts';
import type { ReassessmentAct, ReassessmentWithEvents } from '../../../../../src/api/care.js';
import { ApiError, post } from '../../../live/api.js';
import { meanwhileOf, refusal } from '../refusal.js';
import { useWorker } from '../worker.js';
import { keepTyping, keptTyping } from './kept-typing.js';
import { NOTHING, draftOf, sameTyped, type Typed } from './typed.js';

const AUTOSAVE_MS = 700;

export const reassessmentKey = (id: string) => ['care-reassessment', id] as const;

/** Acts on one reassessment, each on the version that was seen last, and what came of the last one. */
function useActing(id: string, first: number) {
  const client = useQueryClient();
  const [seen, setSeen] = useState(first);
  const [busy, setBusy] = useState<ReassessmentAct | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [refused, setRefused] = useState<LastChange | null>(null);
  // Two acts of one dialog follow each other before the page is drawn again.
  const version = useRef(first);
  const underWay = useRef<Promise<unknown>>(Promise.resolve());

  const see = useCallback((next: number) => {
    version.current = Math.max(version.current, next);
    setSeen(version.current);
    setRefused(null);
  }, []);

  const send = useCallback(
    async (name: ReassessmentAct, body: object): Promise<ReassessmentWithEvents> => {
      setBusy(name);
      setError(null);
      const path = `/v1/console/care/reassessments/${id}/${name}`;
      try {
        const after = await post<ReassessmentWithEvents>(path, body, version.current);
        see(after.reassessment.version);
        client.setQueryData<ReassessmentWithEvents>(reassessmentKey(id), after);
        return after;
      } catch (failed) {
        if (failed instanceof ApiError && failed.status === 412) setRefused(meanwhileOf(failed));
        // Whatever refused it, what is shown may not be how it is.
        await client.invalidateQueries({ queryKey: reassessmentKey(id) });
        throw failed;
      } finally {
        setBusy(null);
      }
    },
    [client, id, see],
  );

  /** An act waits for the one before it, such as a draft being saved: it goes by the version that one makes. */
  const act = useCallback(
    (name: ReassessmentAct, body: object): Promise<ReassessmentWithEvents> => {
      const done = underWay.current.then(() => send(name, body));
      underWay.current = done.catch(() => undefined);
      return done;
    },
    [send],
  );

  /** An act whose refusal is shown on the page, not in a dialog. */
  const tryAct = useCallback(
    async (name: ReassessmentAct, body: object): Promise<ReassessmentWithEvents | null> => {
      try {
        return await act(name, body);
      } catch (failed) {
        setError(failed instanceof ApiError ? refusal(failed) : 'It did not work.');
        return null;
      }
    },
    [act],
  );
  return { seen, see, busy, error, refused, act, tryAct, forgive: () => setError(null) };
}

/** Saves what was typed as a draft once the typing rests. */
function useAutosave(
  on: boolean,
  typed: Typed,
  tryAct: (name: ReassessmentAct, body: object) => Promise<ReassessmentWithEvents | null>,
  onSaved: (typed: Typed) => void,
): void {
  const by = useWorker().worker?.name;
  const latest = useRef(onSaved);
  useEffect(() => {
    latest.current = onSaved;
  });
  useEffect(() => {
    if (!on) return;
    const timer = setTimeout(() => {
      const { ratings, context, note } = typed;
      void tryAct('draft', { by, ratings, context, note: note.trim() || null }).then((after) => {
        if (after) latest.current(typed);
      });
    }, AUTOSAVE_MS);
    return () => clearTimeout(timer);
  }, [on, typed, by, tryAct]);
}

/**
 * One person's work on one reassessment. It goes by the version that person has seen:
 *
 * - In peace: acts go out on the seen version, each answer is the new one. What is typed is saved as a
 *   draft shortly after, as long as this person holds the reassessment; otherwise it is kept in the tab.
 * - Told: a version appeared that is not from here, by the stream or because an act was refused. With
 *   nothing typed it is taken at once and told in a notice. With something typed nothing is taken, saved
 *   or sent until the person goes on: what was typed then lies over the new version.
 */
export function useDesk(answer: ReassessmentWithEvents) {
  const { worker } = useWorker();
  const latest = answer.reassessment;
  const acting = useActing(latest.id, latest.version);
  const { seen, see, busy, error, refused } = acting;
  const [typed, setTyped] = useState<Typed>(() => keptTyping(latest.id) ?? draftOf(latest));
  const [saved, setSaved] = useState<Typed>(() => draftOf(latest));
  const [notice, setNotice] = useState<LastChange | null>(null);

  const dirty = !sameTyped(typed, saved);
  const waits = latest.determination === undefined && latest.withdrawn === undefined;
  const mine = worker !== null && latest.claimedBy === worker.name;
  const newer = busy === null && latest.version > seen;

  const take = useCallback(
    (typing: Typed) => {
      setTyped(typing);
      setSaved(draftOf(latest));
      see(latest.version);
    },
    [latest, see],
  );
  useEffect(() => {
    if (!newer || dirty) return;
    setNotice(refused ?? latest.lastChange ?? null);
    take(draftOf(latest));
  }, [newer, dirty, latest, refused, take]);
  useEffect(() => keepTyping(latest.id, dirty ? typed : null), [latest.id, dirty, typed]);

  const saving = dirty && mine && waits && busy === null && !newer && error === null;
  useAutosave(saving, typed, acting.tryAct, setSaved);

  return {
    latest,
    events: answer.events,
    typed,
    dirty,
    saved: dirty ? null : (latest.draft?.savedAt ?? null),
    ...{ busy, error, waits, mine, notice },
    conflict: newer && dirty,
    /** Who did what, when the version that is not from here tells. */
    meanwhile: newer && dirty ? (refused ?? latest.lastChange ?? null) : null,
    act: acting.act,
    tryAct: acting.tryAct,
    type: (next: Typed) => {
      acting.forgive();
      setTyped(next);
    },
    /** Ratings were recorded: what was typed is on record now. */
    recorded: () => {
      setTyped(NOTHING);
      setSaved(NOTHING);
    },
    /** Goes on with the version somebody else made; what was typed lies over it. */
    goOn: () => take(typed),
    /** Takes the version somebody else made and gives up what was typed. */
    giveUp: () => take(draftOf(latest)),
    hush: () => setNotice(null),
  };
}

export type Desk = ReturnType<typeof useDesk>;
