import type { PlacementCase } from '../../../../src/api/placement-case.js';
import { plural } from '../../format/labels.js';
import { useScreenKeys } from '../../keyboard/screen-keys.js';
import type { PlaceDialogAct } from './place-dialog.js';

type Act = PlaceDialogAct | 'offers' | 'person-answer';

interface Tool {
  readonly act: Act;
  readonly title: string;
  readonly key: string;
  readonly can: boolean;
}

/** What can be done now, by button and by key; what cannot is not shown. */
function toolsFor({ placement }: PlacementCase, chosen: number): readonly Tool[] {
  const { status, level, support, heldSince, attended, arrivedAt, personAgreedAt, acts } =
    placement;
  const has = status === 'confirmed';
  const begun = attended || arrivedAt !== null;
  const waits = status === 'waitlisted' || status === 'offered';
  const isAsked = (status === 'offered' || (has && !begun)) && personAgreedAt === null;
  // Attendance says who came to sessions; of somewhere to live somebody does.
  const livesIn = support !== null || level === 'RES';
  const ending = acts.findLast(({ kind }) => kind === 'end' || kind === 'reinstate');
  return [
    {
      act: 'offers',
      title: `Offer to ${plural(chosen, 'program')}`,
      key: 'o',
      can: waits && chosen > 0,
    },
    { act: 'person-answer', title: "Person's answer", key: 'a', can: isAsked },
    { act: 'move', title: 'Move', key: 'm', can: has },
    { act: 'reschedule', title: 'First day', key: 'd', can: has && !begun },
    { act: 'arrived', title: 'Moved in', key: 'i', can: has && livesIn && !begun },
    {
      ...{ act: 'not-arrived', title: 'Not moved in', key: 'i' },
      can: has && livesIn && attended && arrivedAt === null,
    },
    { act: 'extend', title: 'Extend', key: 'x', can: has && !livesIn },
    { act: 'hold', title: 'Hold', key: 'h', can: has && heldSince === null },
    { act: 'release', title: 'Release', key: 'h', can: has && heldSince !== null },
    { act: 'end', title: 'End', key: 'e', can: has },
    {
      ...{ act: 'reinstate', title: 'Reinstate', key: 'r' },
      can: status === 'completed' && ending?.kind === 'end',
    },
  ];
}

export function PlacementToolbar({
  shown,
  chosen,
  onAct,
}: {
  readonly shown: PlacementCase;
  /** How many tracks are ticked. */
  readonly chosen: number;
  readonly onAct: (act: Act) => void;
}) {
  const tools = toolsFor(shown, chosen).filter(({ can }) => can);
  useScreenKeys(tools.map(({ key, title, act }) => ({ key, title, act: () => onAct(act) })));
  if (tools.length === 0) return null;
  return (
    <div className="toolbar-acts place-acts" role="group" aria-label="Acts">
      {tools.map(({ act, title, key }) => (
        <button
          key={act}
          type="button"
          className={act === 'offers' ? 'button primary' : 'button'}
          aria-keyshortcuts={key}
          onClick={() => onAct(act)}
        >
          {title}
        </button>
      ))}
    </div>
  );
}
