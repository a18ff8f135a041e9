import type { MessageStep, StepState } from '../../../../src/messages/messages.view.js';
import { Icon, type IconName } from '../../ui/icons.js';
import { Time } from '../../ui/time.js';
import { STATE_TITLES, STEP_TITLES, stopOf, whyWords } from './message-words.js';

const ICONS: Readonly<Record<StepState, IconName>> = {
  done: 'check-circle',
  failed: 'down',
  waiting: 'hourglass',
  skipped: 'dot',
  unreached: 'dot',
  unknown: 'question',
};

/** The way of a message; the step where it stopped stands out by words, icon and colour. */
export function Steps({ steps }: { readonly steps: readonly MessageStep[] }) {
  const stop = stopOf(steps);
  return (
    <ol className="steps" aria-label="The way of this message">
      {steps.map((step) => (
        <li
          key={step.step}
          className={`step is-${step.state}`}
          aria-current={step === stop ? 'step' : undefined}
        >
          <span className="step-icon">
            <Icon name={ICONS[step.state]} size={18} />
          </span>
          <div className="step-body">
            <h3>{STEP_TITLES[step.step]}</h3>
            <p className="step-state">{STATE_TITLES[step.state]}</p>
            {step.state === 'unreached' ? null : <p className="facts">{whyWords(step)}</p>}
            {step.at ? (
              <p className="facts">
                <Time at={step.at} />
              </p>
            ) : null}
          </div>
        </li>
      ))}
    </ol>
  );
}
