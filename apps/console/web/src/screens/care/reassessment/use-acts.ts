import { useScreenKeys } from '../../../keyboard/screen-keys.js';
import { useWorker } from '../worker.js';
import type { Desk } from './use-desk.js';

/** Which dialog is open. */
export type OpenDialog = 'sign' | 'override' | 'snooze' | 'hand-off' | 'request' | null;

/** Everything that can be done here, by button and by key. */
export function useActs(desk: Desk, open: (what: OpenDialog) => void) {
  const { as } = useWorker();
  const free = desk.waits && !desk.conflict && desk.busy === null;
  const held = desk.latest.claimedBy;
  const acts = {
    claim: {
      can: free && held === null,
      run: () => as(({ name }) => void desk.tryAct('claim', { by: name })),
    },
    sign: { can: free && desk.mine, run: () => as(() => open('sign')) },
    override: {
      can: !desk.conflict && desk.busy === null && (!desk.waits || desk.mine || held === null),
      run: () => as(() => open('override')),
    },
    request: { can: free && desk.mine, run: () => as(() => open('request')) },
    snooze: { can: free, run: () => as(() => open('snooze')) },
    handOff: { can: free && desk.mine, run: () => as(() => open('hand-off')) },
  };
  const key = (name: string, title: string, { can, run }: { can: boolean; run: () => void }) => ({
    key: name,
    title,
    act: () => {
      if (can) run();
    },
  });
  useScreenKeys([
    key('c', 'Claim', acts.claim),
    key('x', 'Sign', acts.sign),
    key('o', 'Decide otherwise', acts.override),
    key('i', 'Request information', acts.request),
    key('s', 'Snooze', acts.snooze),
    key('h', 'Hand off', acts.handOff),
    { key: '0–4 u', title: 'Rate the dimension you are at', act: () => undefined },
  ]);
  return acts;
}

export type Acts = ReturnType<typeof useActs>;
