import { DEMO_ACCOUNT, OneTimeCodes } from '@handrail/console';
import type { RunningService } from '@handrail/platform';
import type { LocalServiceName } from './local/service-ports.js';

export { DEMO_ACCOUNT };

/** An address that opens the console signed in, once and within ten minutes. */
export async function signedInAddress(
  running: ReadonlyMap<LocalServiceName, RunningService>,
  console: string,
): Promise<string> {
  const code = await running.get('console')!.app.get(OneTimeCodes).make(DEMO_ACCOUNT);
  return `${console}/v1/session/sign-in?code=${code}`;
}
