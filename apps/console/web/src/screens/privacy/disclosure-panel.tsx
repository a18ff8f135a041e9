import type { Disclosures } from '../../../../src/api/privacy.js';
import { plural } from '../../format/labels.js';
import { full } from '../../format/time.js';
import { usePreferences } from '../../prefs/preferences.js';
import { Icon } from '../../ui/icons.js';
import { Panel } from '../../ui/page.js';
import { Empty } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';

/** On paper nobody can point at a time: it is written out. */
function On({ at }: { readonly at: string }) {
  const { zone } = usePreferences();
  return (
    <time dateTime={at} className="num">
      {full(at, zone)}
    </time>
  );
}

/** Everything of a person that left the network in three years, in plain words, to be given to them on paper. */
export function DisclosurePanel({ disclosures }: { readonly disclosures: Disclosures }) {
  const { items, recipients, since } = disclosures;
  return (
    <Panel
      title={plural(items.length, 'disclosure')}
      id="disclosures-title"
      aside={
        <button type="button" className="button quiet no-print" onClick={() => window.print()}>
          <Icon name="copy" size={14} />
          Print
        </button>
      }
      flush
    >
      <p className="facts panel-note">
        What other organisations were told since <On at={since} />, as 42 CFR 2.24 and 2.25 ask for.
        Within the network people who treat the person see more; who did is in the audit.
      </p>
      {items.length === 0 ? (
        <Empty icon="check-circle" title="Nothing has left the network">
          No other organisation was told anything about this person.
        </Empty>
      ) : (
        <>
          <Table caption="Organisations that were told">
            <thead>
              <tr>
                <Th>Organisation</Th>
                <Th right>Times</Th>
                <Th>First</Th>
                <Th>Last</Th>
              </tr>
            </thead>
            <tbody>
              {recipients.map((each) => (
                <tr key={each.organisation}>
                  <th scope="row">{each.organisation}</th>
                  <td className="right num">{each.times}</td>
                  <td>
                    <On at={each.firstAt} />
                  </td>
                  <td>
                    <On at={each.lastAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </Table>
          <Table caption="Every disclosure, newest first">
            <thead>
              <tr>
                <Th sorted="descending">When</Th>
                <Th>What happened</Th>
              </tr>
            </thead>
            <tbody>
              {items.map((item, at) => (
                <tr key={`${item.at} ${at}`}>
                  <th scope="row">
                    <On at={item.at} />
                  </th>
                  <td>{item.text}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </>
      )}
    </Panel>
  );
}
