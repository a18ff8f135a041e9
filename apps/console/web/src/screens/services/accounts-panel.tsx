import { useQuery } from '@tanstack/react-query';
import type { AccountRow, AccountsView } from '../../../../src/issuer/accounts.view.js';
import { api } from '../../live/api.js';
import { useMe } from '../../session/use-me.js';
import { Badge } from '../../ui/badges.js';
import { Panel } from '../../ui/page.js';
import { Failure, None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';

/** Who can sign in where the console is its own issuer, for whoever runs it; nothing where the network has one. */
export function AccountsPanel() {
  const isOperator = useMe()?.scopes.includes('ops.read') ?? false;
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts'],
    queryFn: () => api<AccountsView>('/v1/console/accounts'),
    enabled: isOperator,
  });
  if (error) return <Failure error={error} again={() => void refetch()} />;
  if (!data?.accounts) return null;
  return (
    <Panel title="Accounts of this machine" id="accounts-title" flush={data.accounts.length > 0}>
      {data.accounts.length > 0 ? (
        <Table caption="Who can sign in here, and in which roles">
          <thead>
            <tr>
              <Th>Account</Th>
              <Th>Roles</Th>
              <Th wide>Organisation</Th>
              <Th>Sign-in</Th>
            </tr>
          </thead>
          <tbody>
            {data.accounts.map((account) => (
              <Account key={account.name} account={account} />
            ))}
          </tbody>
        </Table>
      ) : (
        <None>Nobody</None>
      )}
    </Panel>
  );
}

function Account({
  account: { name, roles, organisation, lockedUntil },
}: {
  readonly account: AccountRow;
}) {
  return (
    <tr>
      <th scope="row" className="mono nowrap">
        {name}
      </th>
      <td>{roles.join(', ')}</td>
      <td className="wide">{organisation ?? <None>None</None>}</td>
      <td>
        {lockedUntil === null ? (
          'Open'
        ) : (
          <>
            <Badge tone="warn" icon="hourglass">
              Waits
            </Badge>
            <span className="facts">
              after wrong passwords, until <Time at={lockedUntil} />
            </span>
          </>
        )}
      </td>
    </tr>
  );
}
