import net, { type AddressInfo } from 'node:net';
import { freePort } from '@handrail/testing';
import { checkPorts } from './check-ports.js';
import { readLocalSettings } from './local-settings.js';

describe('ports', () => {
  it('that are in use are all named, each with the setting that moves it', async () => {
    const held = [net.createServer(), net.createServer()];
    for (const server of held)
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const [intake, mllp] = held.map((server) => String((server.address() as AddressInfo).port));
    const env = { HANDRAIL_INTAKE_PORT: intake, HANDRAIL_MLLP_PORT: mllp };
    try {
      await expect(checkPorts(readLocalSettings(env, undefined), ['intake'])).rejects.toThrow(
        `these ports are in use: ${intake} (intake, move it by HANDRAIL_INTAKE_PORT), ` +
          `${mllp} (MLLP, move it by HANDRAIL_MLLP_PORT)`,
      );
    } finally {
      for (const server of held) server.close();
    }
  });

  it('that are free are left free', async () => {
    const port = await freePort();
    const env = { HANDRAIL_OUTCOMES_PORT: String(port) };
    for (let twice = 0; twice < 2; twice += 1)
      await checkPorts(readLocalSettings(env, undefined), ['outcomes']);
  });
});
