import { catalogue, problemsOf } from '@handrail/contracts';
import { Pace } from '@handrail/platform';
import { dataProblems, INBOUND_NAMES } from './inbound-types.js';

/**
 * Compiles what events are checked against, those that come in and those that are published. Each is
 * compiled when it is first asked for otherwise, the first takes a tenth of a second, and meanwhile
 * everybody would wait.
 */
export async function prepareChecks(): Promise<void> {
  const pace = new Pace();
  await pace.map(INBOUND_NAMES, (name) => dataProblems(name, {}));
  const published = catalogue.filter(({ context }) => context === 'intake');
  await pace.map(published, (contract) => problemsOf(contract, {}));
}
