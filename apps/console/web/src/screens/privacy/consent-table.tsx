import type { ConsentItem } from '../../../../src/api/privacy.js';
import { words } from '../../format/labels.js';
import { Badge } from '../../ui/badges.js';
import { Empty } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import {
  actWords,
  consentLook,
  factWords,
  kindWords,
  missingWords,
  recipientWords,
} from './privacy-words.js';

type OnAct = (consent: ConsentItem, act: 'revoke' | 'restore') => void;

/** Consents and denials of a person, newest first; the words of each stay sealed with intake. */
export function ConsentTable({
  items,
  onAct,
}: {
  readonly items: readonly ConsentItem[];
  readonly onAct: OnAct | null;
}) {
  if (items.length === 0)
    return (
      <Empty icon="person" title="No consent is on record">
        Nothing about this person leaves the network.
      </Empty>
    );
  return (
    <Table caption="Consents, newest first">
      <thead>
        <tr>
          <Th>Whom</Th>
          <Th>Now</Th>
          <Th wide>What and what for</Th>
          <Th wide>Until</Th>
          {onAct ? <Th right>Act</Th> : null}
        </tr>
      </thead>
      <tbody>
        {items.map((consent) => (
          <Row key={consent.id} consent={consent} onAct={onAct} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ consent, onAct }: { readonly consent: ConsentItem; readonly onAct: OnAct | null }) {
  const { tone, icon, title } = consentLook(consent);
  const whom = recipientWords(consent);
  const last = consent.acts.at(-1);
  return (
    <tr data-consent={consent.id}>
      <th scope="row" className="grow">
        {whom}
        <span className="facts">{kindWords(consent.kind)}</span>
      </th>
      <td>
        <Badge tone={tone} icon={icon}>
          {title}
        </Badge>
        {consent.missing.length > 0 && consent.decision === 'permit' ? (
          <span className="facts">lacks {missingWords(consent.missing)}</span>
        ) : null}
        {last ? (
          <span className="facts">
            {actWords(last.kind)} by {last.by} <Time at={last.at} ago />
          </span>
        ) : null}
      </td>
      <td className="wide">
        {factWords(consent.facts)}
        <span className="facts">
          for{' '}
          {consent.purposes.length > 0
            ? consent.purposes.map((each) => words(each).toLowerCase()).join(', ')
            : 'anything'}
          {consent.exceptions > 0 ? ', with exceptions' : ''}
        </span>
      </td>
      <td className="wide nowrap">
        {consent.endsAt === null ? 'it is revoked' : <Time at={consent.endsAt} />}
      </td>
      {onAct ? (
        <td className="right">
          <ActButton consent={consent} whom={whom} onAct={onAct} />
        </td>
      ) : null}
    </tr>
  );
}

function ActButton({
  consent,
  whom,
  onAct,
}: {
  readonly consent: ConsentItem;
  readonly whom: string;
  readonly onAct: OnAct;
}) {
  if (consent.status === 'active')
    return (
      <button
        type="button"
        className="button small"
        aria-label={`Revoke: ${whom}`}
        onClick={() => onAct(consent, 'revoke')}
      >
        Revoke
      </button>
    );
  if (consent.acts.at(-1)?.kind !== 'revoke') return null;
  return (
    <button
      type="button"
      className="button small"
      aria-label={`Take back the revocation: ${whom}`}
      onClick={() => onAct(consent, 'restore')}
    >
      Take back
    </button>
  );
}
