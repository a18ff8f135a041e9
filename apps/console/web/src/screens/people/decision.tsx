import type { JourneyDecision } from '../../../../src/api/journey.js';
import { levelTitle, plural, words } from '../../format/labels.js';
import { None } from '../../ui/states.js';
import { Table, Th } from '../../ui/table.js';

const inputText = (input: Readonly<Record<string, unknown>>): string =>
  Object.entries(input)
    .map(([name, value]) => `${name} = ${String(value)}`)
    .join(', ');

const DIMENSIONS: readonly (readonly [string, string])[] = [
  ['d1', 'Intoxication, withdrawal'],
  ['d2', 'Biomedical'],
  ['d3', 'Emotional, cognitive'],
  ['d4', 'Readiness'],
  ['d5', 'Relapse potential'],
  ['d6', 'Recovery environment'],
];

/** On what grounds a level was decided: every rule that spoke, and what would have changed it. */
export function Decision({ decision }: { readonly decision: JourneyDecision }) {
  return (
    <details className="decision">
      <summary>
        <span className="level">{decision.level ?? 'Open'}</span>
        <span>
          {decision.level ? levelTitle(decision.level) : 'A person decides'} ·{' '}
          {plural(decision.trace.length, 'rule')} spoke
        </span>
      </summary>
      <dl className="decision-facts">
        <div>
          <dt>Decided by</dt>
          <dd>
            {decision.decidedBy === 'clinician'
              ? 'A clinician'
              : `Policy ${decision.policyVersion}`}
            {decision.policyStatus === 'approved' ? '' : ` (${decision.policyStatus})`},{' '}
            {decision.mode === 'automatic' ? 'automatic' : 'needs a person'}
          </dd>
        </div>
        <div>
          <dt>Also acceptable</dt>
          <dd>{decision.alternatives.length > 0 ? decision.alternatives.join(', ') : <None />}</dd>
        </div>
        <div>
          <dt>Supports</dt>
          <dd>
            {decision.supports.length > 0 ? decision.supports.map(words).join(', ') : <None />}
          </dd>
        </div>
      </dl>
      {decision.ratings ? (
        <dl className="ratings" aria-label="Risk ratings">
          {DIMENSIONS.map(([name, title]) => {
            const value = decision.ratings?.[name];
            return (
              <div key={name}>
                <dt>
                  <abbr title={title}>{name}</abbr>
                </dt>
                <dd className={`risk risk-${typeof value === 'number' ? value : 'unknown'}`}>
                  {typeof value === 'number' ? value : 'unknown'}
                </dd>
              </div>
            );
          })}
        </dl>
      ) : null}
      <Table caption="Rules that spoke, in order" className="compact">
        <thead>
          <tr>
            <Th>Rule</Th>
            <Th>Input</Th>
            <Th>Effect</Th>
            <Th wide>Source</Th>
          </tr>
        </thead>
        <tbody>
          {decision.trace.map((step, at) => (
            <tr key={`${step.rule} ${at}`}>
              <th scope="row" className="mono nowrap">
                {step.rule}
              </th>
              <td className="mono">{inputText(step.input) || <None />}</td>
              <td>{step.effect}</td>
              <td className="wide quiet">{step.source}</td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="would-change">
        <strong>Would change if</strong>{' '}
        {decision.wouldChangeIf.length === 0
          ? 'no single input changed.'
          : `${decision.wouldChangeIf
              .map(
                (change) =>
                  `${change.input} were ${String(change.to)} (${change.level ?? 'a person decides'})`,
              )
              .join('; ')}.`}
      </p>
    </details>
  );
}
