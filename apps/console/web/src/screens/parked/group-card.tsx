import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { ParkedAct, ParkedGroup, ParkedHead } from '../../../../src/parked/parked.view.js';
import {
  SERVICE_TITLES,
  causeTitle,
  count,
  heldNoun,
  plural,
  shortId,
  shortType,
  words,
} from '../../format/labels.js';
import { CopyIcon } from '../../ui/copy.js';
import { Icon } from '../../ui/icons.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { Time } from '../../ui/time.js';
import { link } from '../../url/url-state.js';

const SHOWN = 25;

type Ask = (act: ParkedAct, group: ParkedGroup, item?: ParkedHead) => void;

/** One cause in one service. Acts say how many events they touch before anybody presses them. */
export function GroupCard({
  group,
  cap,
  onAct,
}: {
  readonly group: ParkedGroup;
  readonly cap: number;
  readonly onAct: Ask;
}) {
  const [open, setOpen] = useState(false);
  const noun = heldNoun(group.service);
  const rows = useId();
  const touched = Math.min(group.count, cap);
  const name = `${causeTitle(group.cause)} in ${SERVICE_TITLES[group.service]}`;
  return (
    <li className="panel group">
      <div className="group-head">
        <div className="group-what">
          <h2>{causeTitle(group.cause)}</h2>
          <p className="facts">
            {SERVICE_TITLES[group.service]} · <span className="mono cause-code">{group.cause}</span>
          </p>
          <p className="facts">{group.types.map((type) => words(shortType(type))).join(', ')}</p>
        </div>
        <dl className="group-facts">
          <div>
            <dt>{noun === 'message' ? 'Messages' : 'Events'}</dt>
            <dd className="num">{count(group.count)}</dd>
          </div>
          <div>
            <dt>Persons</dt>
            <dd className="num">{group.persons === 0 ? 'Unknown' : count(group.persons)}</dd>
          </div>
          <div>
            <dt>Waiting behind</dt>
            <dd className="num">{group.waiting === 0 ? 'None' : count(group.waiting)}</dd>
          </div>
          <div>
            <dt>First</dt>
            <dd>
              <Time at={group.firstAt} ago />
            </dd>
          </div>
          <div>
            <dt>Last</dt>
            <dd>
              <Time at={group.lastAt} ago />
            </dd>
          </div>
        </dl>
        <div className="group-acts">
          <button
            type="button"
            className="button primary"
            aria-label={`Retry ${plural(touched, noun)}: ${name}`}
            onClick={() => onAct('retry', group)}
          >
            <Icon name="retry" size={14} />
            Retry {count(touched)}
          </button>
          <button
            type="button"
            className="button danger"
            aria-label={`Discard ${plural(touched, noun)}: ${name}`}
            onClick={() => onAct('discard', group)}
          >
            <Icon name="trash" size={14} />
            Discard {count(touched)}
          </button>
        </div>
      </div>
      <button
        type="button"
        className="expander"
        aria-expanded={open}
        aria-controls={rows}
        data-row
        onClick={() => setOpen(!open)}
      >
        <Icon name={open ? 'chevron-down' : 'chevron-right'} size={14} />
        {open ? `Hide the ${noun}s` : `Show ${plural(Math.min(SHOWN, group.count), noun)}`}
        <span className="visually-hidden">: {name}</span>
      </button>
      <div id={rows} hidden={!open}>
        {open ? <Heads group={group} onAct={onAct} /> : null}
      </div>
    </li>
  );
}

function Heads({ group, onAct }: { readonly group: ParkedGroup; readonly onAct: Ask }) {
  const noun = heldNoun(group.service);
  return (
    <>
      <Table caption={`Parked ${noun}s, ${causeTitle(group.cause)}, oldest first`}>
        <thead>
          <tr>
            <Th>Parked</Th>
            <Th>{noun === 'message' ? 'Message' : 'Event'}</Th>
            <Th wide>Person</Th>
            <Th wide right>
              Tries
            </Th>
            <Th wide right>
              Behind it
            </Th>
            <Th>Action</Th>
          </tr>
        </thead>
        <tbody>
          {group.items.slice(0, SHOWN).map((item) => (
            <Head key={item.id} item={item} group={group} onAct={onAct} />
          ))}
        </tbody>
      </Table>
      {group.count > SHOWN ? (
        <p className="quiet padded">
          The oldest {SHOWN} of {count(group.count)} are listed.
        </p>
      ) : null}
    </>
  );
}

function Head({
  item,
  group,
  onAct,
}: {
  readonly item: ParkedHead;
  readonly group: ParkedGroup;
  readonly onAct: Ask;
}) {
  const noun = heldNoun(group.service);
  const name = `${noun} ${shortId(item.eventId || item.id)}`;
  return (
    <tr>
      <td className="nowrap">
        <Time at={item.parkedAt} />
      </td>
      <td className="grow">
        {noun === 'message' ? (
          <Link href={`/messages/${item.id}`} className="row-link">
            {shortType(item.type)}
          </Link>
        ) : item.eventId ? (
          <Link href={link('/events', { event: item.eventId })} className="row-link">
            {words(shortType(item.type))}
          </Link>
        ) : (
          words(shortType(item.type))
        )}
        <span className="facts mono">
          {shortId(item.eventId || item.id)}
          <CopyIcon text={item.eventId || item.id} what={`id of ${name}`} />
        </span>
      </td>
      <td className="wide nowrap">
        {item.personId ? (
          <Link href={`/people/${item.personId}`} className="mono" title={item.personId}>
            {shortId(item.personId)}
          </Link>
        ) : (
          <None>Not readable</None>
        )}
      </td>
      <td className="wide right num">{item.attempts}</td>
      <td className="wide right num">{item.waiting === 0 ? 'None' : item.waiting}</td>
      <td className="nowrap">
        <button
          type="button"
          className="button small"
          aria-label={`Retry ${name}`}
          onClick={() => onAct('retry', group, item)}
        >
          Retry
        </button>{' '}
        <button
          type="button"
          className="button small danger"
          aria-label={`Discard ${name}`}
          onClick={() => onAct('discard', group, item)}
        >
          Discard
        </button>
      </td>
    </tr>
  );
}
