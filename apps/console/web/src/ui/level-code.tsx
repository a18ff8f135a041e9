import { RECOVERY_RESIDENCE } from '@handrail/domain';
import { levelTitle } from '../format/labels.js';

/** A level by its code; a recovery residence, which is no level of care, says so beside it. */
export function LevelCode({ level }: { readonly level: string }) {
  return (
    <>
      <strong title={levelTitle(level)}>{level}</strong>
      {level === RECOVERY_RESIDENCE ? <span className="facts">{levelTitle(level)}</span> : null}
    </>
  );
}
