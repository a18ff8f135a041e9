import { useState } from 'react';
import { Link } from 'wouter';
import type { ArrivalAct, DeskPerson } from '../../../../../src/api/admission.js';
import { shortId } from '../../../format/labels.js';
import { calendarDay } from '../../../format/time.js';
import { post } from '../../../live/api.js';
import { Panel } from '../../../ui/page.js';
import { PersonCell } from '../../../ui/person-cell.js';
import { None } from '../../../ui/states.js';
import { Table, Th } from '../../../ui/table.js';
import { ActForm, ActModal } from '../act-modal.js';
import { useWorker } from '../worker.js';
import { NeedsList } from './needs-list.js';
import { deskPath, useReread } from './use-admission.js';

/** Who starts when, with what they need; who has come already stays below. */
export function PeoplePanel({
  programId,
  people,
}: {
  readonly programId: string;
  readonly people: readonly DeskPerson[];
}) {
  const { as } = useWorker();
  const [chosen, setChosen] = useState<{ person: DeskPerson; act: ArrivalAct } | null>(null);
  const hasActs = people.some(({ arrivalAct }) => arrivalAct !== null);
  const ordered = [
    ...people.filter(({ hasArrived }) => !hasArrived),
    ...people.filter(({ hasArrived }) => hasArrived),
  ];
  return (
    <Panel title="People with a place" id="people-title" flush>
      {ordered.length === 0 ? (
        <p className="panel-note quiet">Nobody has a place here now.</p>
      ) : (
        <Table caption="People with a place, who has not come first">
          <thead>
            <tr>
              <Th>Person</Th>
              <Th>Starts</Th>
              <Th>Needs</Th>
              <Th wide>Track</Th>
              <Th wide>State</Th>
              {hasActs ? <Th right>Act</Th> : null}
            </tr>
          </thead>
          <tbody>
            {ordered.map((person) => (
              <tr key={person.placementId}>
                <PersonCell personId={person.personId} />
                <td className="nowrap">
                  <Link href={`/placements/${person.placementId}`}>
                    {person.startsOn ? calendarDay(person.startsOn) : 'No date'}
                  </Link>
                </td>
                <td>
                  <NeedsList needs={person.needs} />
                </td>
                <td className="wide">{person.trackId ?? <None>No track</None>}</td>
                <td className="wide">{stateOf(person)}</td>
                {hasActs ? (
                  <td className="right">
                    {person.arrivalAct === null ? (
                      <None>None here</None>
                    ) : (
                      <button
                        type="button"
                        className="button small"
                        aria-label={`${ACT_TITLES[person.arrivalAct]}: ${shortId(person.personId)}`}
                        onClick={() => as(() => setChosen({ person, act: person.arrivalAct! }))}
                      >
                        {ACT_TITLES[person.arrivalAct]}
                      </button>
                    )}
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </Table>
      )}
      <ActModal
        title={chosen ? ACT_TITLES[chosen.act] : ''}
        opened={chosen !== null}
        onClose={() => setChosen(null)}
      >
        {chosen ? (
          <ArrivalForm programId={programId} {...chosen} onClose={() => setChosen(null)} />
        ) : null}
      </ActModal>
    </Panel>
  );
}

const ACT_TITLES: Readonly<Record<ArrivalAct, string>> = {
  arrived: 'Moved in',
  'not-arrived': 'Not moved in',
};

function ArrivalForm({
  programId,
  person,
  act,
  onClose,
}: {
  readonly programId: string;
  readonly person: DeskPerson;
  readonly act: ArrivalAct;
  readonly onClose: () => void;
}) {
  const { worker } = useWorker();
  const reread = useReread(programId);
  const send = async () => {
    const path = `${deskPath(programId)}/people/${person.placementId}/${act}`;
    const reason = act === 'arrived' ? 'seen-at-the-desk' : 'entered-wrongly';
    try {
      await post(path, { by: worker?.name, reason }, person.version ?? undefined);
    } finally {
      reread();
    }
  };
  return (
    <ActForm submit={ACT_TITLES[act]} ready onSubmit={send} onDone={onClose}>
      <p>
        {act === 'arrived'
          ? 'Nobody is asked any more whether the person came.'
          : 'It is taken back that the person came; nobody is sent away by it.'}
      </p>
    </ActForm>
  );
}

function stateOf({ heldSince, notStartedSince, hasArrived }: DeskPerson): string {
  if (heldSince !== null) return 'Kept';
  if (notStartedSince !== null) return 'Did not come';
  return hasArrived ? 'Came' : 'Expected';
}
