import type { MllpIncidentAnswer } from '@handrail/contracts';
import type { MllpConnectionRow, MllpView } from '../../../../src/feeds/feeds.view.js';
import { count, plural, words } from '../../format/labels.js';
import { Badge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

const SECURITY: Readonly<Record<string, string>> = {
  plain: 'not encrypted',
  tls: 'TLS',
  'mutual-tls': 'mutual TLS',
};

/** The listener as it stands: what is connected, which frame does not end, what was cut off. */
export function MllpPanels({ mllp }: { readonly mllp: MllpView | null }) {
  if (!mllp)
    return (
      <Panel title="MLLP" id="mllp-title">
        <None>Intake does not say how its listener stands</None>
      </Panel>
    );
  const where = mllp.port
    ? `port ${mllp.port}, ${SECURITY[mllp.security] ?? mllp.security}`
    : 'the process that answered does not listen';
  return (
    <>
      <Panel
        title="MLLP connections"
        id="mllp-title"
        aside={<span>{where}</span>}
        flush={mllp.connections.length > 0}
      >
        {mllp.connections.length > 0 ? (
          <Connections connections={mllp.connections} />
        ) : (
          <None>Nobody is connected</None>
        )}
      </Panel>
      <Panel
        title="Cut off or refused"
        id="incidents-title"
        aside={<span>the last hundred, without content</span>}
        flush={mllp.incidents.length > 0}
      >
        {mllp.incidents.length > 0 ? (
          <Incidents incidents={mllp.incidents} />
        ) : (
          <None>Nothing since intake started</None>
        )}
      </Panel>
    </>
  );
}

function Connections({ connections }: { readonly connections: readonly MllpConnectionRow[] }) {
  return (
    <Table caption="MLLP connections, the longest open frame first">
      <thead>
        <tr>
          <Th>Sender</Th>
          <Th>Frame</Th>
          <Th wide>Connected</Th>
          <Th wide right>
            Whole frames
          </Th>
          <Th wide right>
            Not acknowledged
          </Th>
        </tr>
      </thead>
      <tbody>
        {connections.map((connection, at) => (
          <tr key={`${connection.remote} ${connection.openedAt} ${at}`}>
            <th scope="row" className="mono">
              {connection.remote}
            </th>
            <td>
              {connection.openFrame ? (
                <>
                  <Badge tone="warn" icon="hourglass">
                    Does not end
                  </Badge>
                  <span className="facts">
                    {plural(connection.openFrame.bytes, 'byte')}, begun{' '}
                    <Time at={connection.openFrame.since} ago />
                  </span>
                  <Peek hex={connection.openFrame.peek} />
                </>
              ) : (
                <None>None open</None>
              )}
            </td>
            <td className="wide nowrap">
              {connection.openedAt ? <Time at={connection.openedAt} ago /> : <None>Not known</None>}
            </td>
            <td className="wide right num">{count(connection.frames)}</td>
            <td className="wide right num">
              {count(connection.waiting)}
              {connection.isPaused ? <span className="facts">reading pauses</span> : null}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Incidents({ incidents }: { readonly incidents: readonly MllpIncidentAnswer[] }) {
  return (
    <Table caption="Connections that were cut or refused, newest first">
      <thead>
        <tr>
          <Th sorted="descending">Time</Th>
          <Th>What</Th>
          <Th wide>Sender</Th>
          <Th wide right>
            Bytes
          </Th>
        </tr>
      </thead>
      <tbody>
        {incidents.map((incident, at) => (
          <tr key={`${incident.at} ${incident.remote} ${at}`}>
            <td className="nowrap">
              <Time at={incident.at} />
            </td>
            <td>
              {words(incident.reason)}
              <span className="only-narrow facts mono">{incident.remote}</span>
              {incident.peek ? <Peek hex={incident.peek} /> : null}
            </td>
            <td className="wide mono">{incident.remote}</td>
            <td className="wide right num">{count(incident.bytes)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Letters and digits outside names of segments are masked before they leave intake. */
function Peek({ hex }: { readonly hex: string }) {
  return (
    <details className="peek">
      <summary>Bytes, masked</summary>
      <code className="mono">{hex}</code>
    </details>
  );
}
