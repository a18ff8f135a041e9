import { NativeSelect, TextInput } from '@mantine/core';
import { PLACEABLE_LEVELS, REQUESTER_KINDS } from '@handrail/domain';
import { Link } from 'wouter';
import type { CareRequestTaken } from '../../../../../src/api/care-requests.js';
import { PageHeader, Panel } from '../../../ui/page.js';
import { RefusalNotice } from '../../../ui/refusal-notice.js';
import { missingIn } from './typed-request.js';
import { useRequest } from './use-request.js';

const ASKERS: Readonly<Record<(typeof REQUESTER_KINDS)[number], string>> = {
  self: 'The person',
  family: 'Family',
  court: 'A court',
  emergency: 'An emergency department',
  program: 'Another program',
  other: 'Somebody else',
};
const YES_OR_NO = [
  { value: '', label: 'Not known' },
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
];
const HOMES = ['stable', 'unstable', 'unsafe', 'homeless', 'recovery-residence'];

/** Somebody calls or comes: asks for care of a person as any source does. */
export function RequestScreen() {
  const { form, field, busy, error, taken, send } = useRequest();
  const missing = missingIn(form);
  return (
    <>
      <PageHeader
        title="Request care"
        lead="Opens a reassessment, or joins the one that is open. The clocks of the waiting list run from now."
      />
      <form
        className="act-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (missing === null && !busy) void send();
        }}
      >
        <Panel title="Who it is about" id="request-person">
          <div className="request-fields">
            <TextInput
              label="Number"
              description="An MRN, for example"
              maxLength={200}
              {...field('number')}
            />
            <TextInput
              label="Issued by"
              description="Its identifier system"
              maxLength={200}
              {...field('issuer')}
            />
            <TextInput label="Family name" maxLength={200} {...field('family')} />
            <TextInput label="Given name" maxLength={200} {...field('given')} />
            <TextInput label="Birth date" type="date" {...field('birthDate')} />
          </div>
        </Panel>
        <Panel title="Who asks" id="request-asker">
          <div className="request-fields">
            <NativeSelect
              label="Asked for by"
              data={REQUESTER_KINDS.map((value) => ({ value, label: ASKERS[value] }))}
              {...field('requestedBy')}
            />
            <TextInput
              label="Which"
              description="Court, department or program"
              maxLength={200}
              {...field('organisation')}
            />
            <NativeSelect
              label="Level asked for"
              description="Shown, and decides nothing"
              data={[{ value: '', label: 'None' }, ...PLACEABLE_LEVELS]}
              {...field('level')}
            />
          </div>
        </Panel>
        <Panel title="What bears on a place" id="request-facts">
          <div className="request-fields">
            <NativeSelect label="Pregnant" data={YES_OR_NO} {...field('pregnant')} />
            <NativeSelect label="Injecting" data={YES_OR_NO} {...field('injecting')} />
            <NativeSelect
              label="Housing"
              data={[
                { value: '', label: 'Not known' },
                ...HOMES.map((value) => ({ value, label: value.replace('-', ' ') })),
              ]}
              {...field('housing')}
            />
            <TextInput label="Region" maxLength={100} {...field('region')} />
          </div>
        </Panel>
        <RefusalNotice error={error} />
        <p role="status">{taken ? <Taken taken={taken} /> : missing}</p>
        <div className="act-buttons">
          <button type="submit" className="button primary" disabled={missing !== null || busy}>
            {busy ? 'Sending…' : 'Request care'}
          </button>
        </div>
      </form>
    </>
  );
}

const Taken = ({ taken: { messageId, status } }: { readonly taken: CareRequestTaken }) => (
  <>
    {status === 'duplicate' ? 'It was asked for already. ' : 'Care was asked for. '}
    <Link href={`/messages/${messageId}`}>See what became of it</Link>
  </>
);
