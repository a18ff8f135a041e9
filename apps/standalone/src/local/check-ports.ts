import net from 'node:net';
import { LocalSettingsError, portVariable, type LocalSettings } from './local-settings.js';
import { type LocalServiceName } from './service-ports.js';

/** Says before anything starts which ports are taken, each with the setting that moves it. */
export async function checkPorts(
  settings: LocalSettings,
  names: readonly LocalServiceName[],
): Promise<void> {
  const wanted = names.map((name) => ({
    what: name,
    port: settings.ports[name],
    variable: portVariable(name),
  }));
  const mllp = { what: 'MLLP', port: settings.mllpPort, variable: 'HANDRAIL_MLLP_PORT' };
  const all: ReadonlyArray<{ what: string; port: number; variable: string }> = names.includes(
    'intake',
  )
    ? [...wanted, mllp]
    : wanted;
  const taken: string[] = [];
  for (const { what, port, variable } of all)
    if (await isTaken(port, settings.host)) taken.push(`${port} (${what}, move it by ${variable})`);
  if (taken.length > 0)
    throw new LocalSettingsError(
      `${taken.length === 1 ? 'this port is' : 'these ports are'} in use: ${taken.join(', ')}`,
    );
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else if (error.code === 'EACCES')
        reject(new LocalSettingsError(`port ${port} may not be opened by this user`));
      else reject(new LocalSettingsError(`cannot listen on ${host} (${error.code ?? 'unknown'})`));
    });
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
}
