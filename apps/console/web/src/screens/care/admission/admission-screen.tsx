import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ProgramChoice } from '../../../../../src/api/admission.js';
import { api } from '../../../live/api.js';
import { PageHeader } from '../../../ui/page.js';
import { Empty, Failure, Loading } from '../../../ui/states.js';
import { useUrlState } from '../../../url/url-state.js';
import { WorkerControl } from '../worker.js';
import { AttendancePanel } from './attendance-panel.js';
import { OffersPanel } from './offers-panel.js';
import { PeoplePanel } from './people-panel.js';
import { PlacesPanel } from './places-panel.js';
import { useAdmissionDesk } from './use-admission.js';

/** The admission desk of one program, which the address names. */
export function AdmissionScreen() {
  const [url, setUrl] = useUrlState();
  const program = url['program'];
  return (
    <>
      <PageHeader
        title="Admission desk"
        lead="Who is offered, who starts when and what they need, and who came."
      >
        <WorkerControl />
      </PageHeader>
      <ProgramChooser chosen={program} onChoose={(id) => setUrl({ program: id })} />
      {program ? (
        <Desk key={program} programId={program} />
      ) : (
        <Empty icon="placements" title="No program chosen">
          Choose the program whose desk this is. The address keeps it.
        </Empty>
      )}
    </>
  );
}

function ProgramChooser({
  chosen,
  onChoose,
}: {
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
}) {
  const { data } = useQuery({
    queryKey: ['desk-programs'],
    queryFn: () => api<{ items: readonly ProgramChoice[] }>('/v1/console/care/desks'),
    staleTime: 60_000,
  });
  const items = data?.items ?? [];
  const isListed = chosen === undefined || items.some(({ id }) => id === chosen);
  return (
    <div className="filters">
      <NativeSelect
        label="Program"
        value={chosen ?? ''}
        onChange={(event) => onChoose(event.currentTarget.value)}
        data={[
          { value: '', label: 'Choose a program' },
          ...(isListed ? [] : [{ value: chosen, label: chosen }]),
          ...items.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
    </div>
  );
}

function Desk({ programId }: { readonly programId: string }) {
  const desk = useAdmissionDesk(programId);
  if (desk.isPending) return <Loading what="the desk" />;
  if (!desk.data) return <Failure error={desk.error} again={() => void desk.refetch()} />;
  const { program, offers, people, cut } = desk.data;
  return (
    <>
      {cut ? <p className="notice">Only the first 200 people of each list are shown.</p> : null}
      <OffersPanel programId={programId} offers={offers} />
      <AttendancePanel program={program} people={people} />
      <PeoplePanel programId={programId} people={people} />
      <PlacesPanel programId={programId} />
    </>
  );
}
