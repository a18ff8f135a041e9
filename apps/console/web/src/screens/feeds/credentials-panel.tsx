import type { CredentialRow } from '../../../../src/feeds/feeds.view.js';
import { Badge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

const KINDS: Readonly<Record<CredentialRow['kind'], string>> = {
  listener: 'Our MLLP listener',
  authority: 'Authority of senders',
  sender: 'Sender by certificate',
  client: 'Client of the issuer',
};

/** Who may send, as whom, and until when: what runs out first is first. */
export function CredentialsPanel({
  credentials,
}: {
  credentials: readonly CredentialRow[] | null;
}) {
  return (
    <Panel
      title="Who may send"
      id="credentials-title"
      aside={<span>what runs out first is first</span>}
      flush={credentials !== null && credentials.length > 0}
    >
      {credentials === null ? (
        <None>Intake does not say who may send</None>
      ) : credentials.length > 0 ? (
        <Credentials credentials={credentials} />
      ) : (
        <None>No table says who may speak as whom: whoever gets in speaks as anybody</None>
      )}
    </Panel>
  );
}

function Credentials({ credentials }: { readonly credentials: readonly CredentialRow[] }) {
  return (
    <Table caption="Who may send, what runs out first before the others">
      <thead>
        <tr>
          <Th>Who</Th>
          <Th wide>What</Th>
          <Th wide>Speaks as</Th>
          <Th>Runs out</Th>
        </tr>
      </thead>
      <tbody>
        {credentials.map((credential) => (
          <tr key={`${credential.kind} ${credential.name}`}>
            <th scope="row">
              <span className="mono">{credential.name}</span>
              <span className="only-narrow facts">
                {KINDS[credential.kind]}
                {credential.speaks.length > 0 ? `, as ${credential.speaks.join(', ')}` : ''}
              </span>
            </th>
            <td className="wide">{KINDS[credential.kind]}</td>
            <td className="wide mono">{credential.speaks.join(', ') || <None>Nobody</None>}</td>
            <td>
              <End credential={credential} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Of a client the issuer knows, of a sender its certificate once it has come. */
function End({ credential: { kind, expiresAt, end } }: { readonly credential: CredentialRow }) {
  if (expiresAt === null || end === null)
    return <None>{kind === 'client' ? 'The issuer knows' : 'Not seen since intake started'}</None>;
  return (
    <>
      {end === 'over' ? (
        <Badge tone="bad" icon="hourglass">
          Has run out
        </Badge>
      ) : null}
      {end === 'soon' ? (
        <Badge tone="warn" icon="hourglass">
          Soon
        </Badge>
      ) : null}
      <span className={end === 'later' ? undefined : 'facts'}>
        <Time at={expiresAt} />
      </span>
    </>
  );
}
