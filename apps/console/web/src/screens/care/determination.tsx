import type { DeterminationData, TraceStep } from '@handrail/contracts';
import { levelTitle, words } from '../../format/labels.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';
import { inputTitle } from './dimensions.js';

const value = (of: unknown): string =>
  typeof of === 'string' ? of : of === null || of === undefined ? 'none' : JSON.stringify(of);

/** The level in words; without one it says that a person decides. */
export function LevelLine({
  level,
  asam,
}: {
  readonly level: string | null;
  readonly asam?: string | null;
}) {
  if (level === null) return <strong>No level yet: a person decides</strong>;
  return (
    <span className="level-line">
      <span className="level">{level}</span> <strong>{levelTitle(level)}</strong>
      {asam ? <span className="quiet"> ASAM {asam}</span> : null}
    </span>
  );
}

/** What else would do, what is needed beside the level, and what would change it. */
export function DeterminationFacts({ of }: { readonly of: DeterminationData }) {
  return (
    <dl className="care-facts">
      <div>
        <dt>Also acceptable</dt>
        <dd>
          {of.alternatives.length > 0 ? of.alternatives.map(levelTitle).join(', ') : <None />}
        </dd>
      </div>
      <div>
        <dt>Supports</dt>
        <dd>{of.supports.length > 0 ? of.supports.map(words).join(', ') : <None />}</dd>
      </div>
      {of.withdrawalSetting ? (
        <div>
          <dt>Withdrawal management</dt>
          <dd>{words(of.withdrawalSetting)}</dd>
        </div>
      ) : null}
      <div>
        <dt>Would change if</dt>
        <dd>
          {of.wouldChangeIf.length === 0 ? (
            <None>No single input would change it</None>
          ) : (
            <ul className="changes">
              {of.wouldChangeIf.map((change) => (
                <li key={`${change.input} ${value(change.to)}`}>
                  {inputTitle(change.input)} were <strong>{value(change.to)}</strong>:{' '}
                  {change.level ?? 'a person decides'}
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
      <div>
        <dt>Policy</dt>
        <dd>
          {of.policyVersion}
          {of.policyStatus === 'approved' ? '' : ` (${of.policyStatus})`},{' '}
          {of.mode === 'automatic' ? 'may decide by itself' : 'asks a person'}
        </dd>
      </div>
    </dl>
  );
}

/** Every rule that spoke, in order, with what it looked at and where it comes from. */
export function Trace({ steps }: { readonly steps: readonly TraceStep[] }) {
  return (
    <Table caption="Rules that spoke, in order" className="compact trace">
      <thead>
        <tr>
          <Th>Rule</Th>
          <Th>Looked at</Th>
          <Th>Effect</Th>
          <Th wide>Source</Th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, at) => (
          <tr key={`${step.rule} ${at}`}>
            <th scope="row" className="mono">
              {step.rule}
            </th>
            <td className="mono">
              {Object.entries(step.input)
                .map(([name, of]) => `${name} = ${value(of)}`)
                .join(', ') || <None />}
            </td>
            <td>
              {step.effect}
              <span className="only-narrow facts">{step.source}</span>
            </td>
            <td className="wide quiet">{step.source}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
