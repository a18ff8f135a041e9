import { useEffect, useRef, useState } from 'react';
import { plural } from '../../format/labels.js';

/** How often a screen reader hears of new rows: the count, never the rows. */
const EVERY_MS = 10_000;

export function Spoken({
  running,
  arrived,
  held,
}: {
  readonly running: boolean;
  readonly arrived: number;
  readonly held: number;
}) {
  const [text, setText] = useState('');
  const latest = useRef({ arrived, announced: 0 });
  useEffect(() => {
    latest.current.arrived = arrived;
    if (arrived < latest.current.announced) latest.current.announced = arrived;
  }, [arrived]);
  useEffect(() => {
    setText(running ? 'Live events run.' : 'Paused. New events are held.');
    latest.current.announced = latest.current.arrived;
    const timer = setInterval(() => {
      const fresh = latest.current.arrived - latest.current.announced;
      latest.current.announced = latest.current.arrived;
      if (fresh > 0) setText(`${plural(fresh, 'new event')}${running ? '' : ' held'}.`);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <p className="visually-hidden" role="status" data-held={held}>
      {text}
    </p>
  );
}
