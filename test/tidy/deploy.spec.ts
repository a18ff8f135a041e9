import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MEMORY_ENVIRONMENT, MEMORY_FLAGS } from '@handrail/platform';
import { parse } from 'yaml';
import { expectNone, files, root, sourceFiles, workspacesIn } from './repository.js';

interface ComposeService {
  readonly command?: readonly string[] | string;
  readonly ports?: readonly string[];
  readonly image?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

const textOf = (path: string): string => files.find((file) => file.path === path)?.text ?? '';

const compose = parse(textOf('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, ComposeService>>;
};
const services = Object.entries(compose.services);
const tools = ['cli', 'standalone'];
const servicesInApps = workspacesIn('apps')
  .map((path) => basename(path))
  .filter((name) => !tools.includes(name));

describe('deployment files', () => {
  it('docker-compose.yml runs every service, each from its own entry', () => {
    for (const app of servicesInApps) {
      expect(compose.services[app]?.command).toEqual([`apps/${app}/dist/src/main.js`]);
    }
  });

  it('docker-compose.yml publishes ports on loopback only', () => {
    expectNone(
      'Every published port begins with 127.0.0.1.',
      'Passwords and tokens travel in the clear, and the issuer is of this machine: nobody else may reach them.',
      services.flatMap(([name, { ports = [] }]) =>
        ports.filter((port) => !port.startsWith('127.0.0.1:')).map((port) => `${name} ${port}`),
      ),
    );
  });

  it('docker-compose.yml lets nobody in who has not signed in', () => {
    for (const app of servicesInApps)
      expect(compose.services[app]?.environment).toMatchObject({
        HANDRAIL_ISSUER: expect.stringMatching(/^http:\/\/127\.0\.0\.1:.*\/issuer$/),
        HANDRAIL_ISSUER_KEYS_URL: expect.stringContaining('http://console:'),
      });
    expect(textOf('docker-compose.yml')).not.toContain('ALLOW_UNAUTHENTICATED');
  });

  it('every service answers to the names the others know it by', () => {
    for (const app of servicesInApps) {
      const hosts = compose.services[app]?.environment?.['HANDRAIL_ALLOWED_HOSTS']?.split(',');
      expect(hosts).toEqual(expect.arrayContaining(servicesInApps));
    }
  });

  it('every image name is a setting', () => {
    expectNone(
      'Every image in docker-compose.yml is ${NAME:-default}.',
      'A closed network has a registry of its own.',
      services
        .filter(([, { image }]) => !/^\$\{[A-Z_]+:-[^}]+\}$/.test(image ?? ''))
        .map(([name, { image }]) => `${name} ${image}`),
    );
  });

  it('the Dockerfile copies the manifest of every workspace before it installs', () => {
    const dockerfile = textOf('deploy/images/Dockerfile');
    expectNone(
      'The Dockerfile copies every package.json before npm ci.',
      'npm ci refuses a lockfile with a workspace that is not there.',
      [...workspacesIn('apps'), ...workspacesIn('libs')].filter(
        (path) => !dockerfile.includes(`COPY ${path}/package.json ./${path}/`),
      ),
    );
  });

  it('the Dockerfile starts services with the flags that keep their memory small', () => {
    const dockerfile = textOf('deploy/images/Dockerfile');
    const environment = Object.entries(MEMORY_ENVIRONMENT).map(
      ([name, value]) => `${name}=${value}`,
    );
    expectNone(
      'The Dockerfile has every flag and setting of memory-flags.ts.',
      'A service takes a hundred MB more without them.',
      [...MEMORY_FLAGS.map((flag) => `"${flag}"`), ...environment].filter(
        (each) => !dockerfile.includes(each),
      ),
    );
  });

  it('the dashboard and the alerts use metrics that the services have', () => {
    const code = sourceFiles.filter(({ path }) => /^(apps|libs)\//.test(path));
    const used = ['deploy/grafana/dashboards/handrail.json', 'deploy/prometheus/alerts.yml']
      .flatMap((path) => [...textOf(path).matchAll(/\bhandrail_[a-z_]+/g)].map(([name]) => name))
      .map((name) => name.replace(/_(bucket|sum|count)$/, ''));
    expectNone(
      'A metric in a dashboard or alert is registered somewhere in the code.',
      'A panel over a metric nobody has is an empty panel, and an alert over it never fires.',
      [...new Set(used)].filter((name) => !code.some(({ text }) => text.includes(`'${name}'`))),
    );
  });

  it('what people wait for has an alert and a panel', () => {
    const gauges = sourceFiles
      .filter(({ path }) => /^apps\/.*-gauges\.ts$/.test(path))
      .flatMap(({ text }) => [...text.matchAll(/'(handrail_[a-z_]+)'/g)].map(([, name]) => name!))
      .concat('handrail_intake_feed_alarms', 'handrail_intake_feeds_all_refused')
      .concat('handrail_intake_mllp_open_frame_seconds', 'handrail_parked');
    expect(gauges.length).toBeGreaterThanOrEqual(8);
    // How many offers are open is a panel only: it is no trouble.
    const noTrouble = new Set(['handrail_scheduling_offers_open']);
    const [panels, alerts] = [
      textOf('deploy/grafana/dashboards/handrail.json'),
      textOf('deploy/prometheus/alerts.yml'),
    ];
    expectNone(
      'A gauge of what people wait for is on the dashboard and in an alert.',
      'A number nobody is called for is a person nobody looks at.',
      gauges.filter(
        (name) => !panels.includes(name) || !(alerts.includes(name) || noTrouble.has(name)),
      ),
    );
  });

  it('every alert is named by the runbook it leads to', () => {
    const { groups } = parse(textOf('deploy/prometheus/alerts.yml')) as {
      groups: Array<{ rules: Array<{ alert: string; annotations: { runbook?: string } }> }>;
    };
    expectNone(
      'The page an alert names says `AlertName` under how it shows.',
      'Whoever is called reads the page by the name they were called with.',
      groups
        .flatMap(({ rules }) => rules)
        .filter(
          ({ alert, annotations: { runbook = '' } }) => !textOf(runbook).includes(`\`${alert}\``),
        )
        .map(({ alert, annotations }) => `${alert} in ${annotations.runbook}`),
    );
  });

  it('every runbook is listed on the page of signs', () => {
    const pages = files.filter(({ path }) => /^docs\/runbooks\/(?!README)/.test(path));
    const signs = textOf('docs/runbooks/README.md');
    expect(pages.length).toBeGreaterThan(0);
    expectNone(
      'docs/runbooks/README.md links every page beside it.',
      'A page nobody finds helps nobody.',
      pages.map(({ path }) => basename(path)).filter((name) => !signs.includes(`(${name})`)),
    );
  });

  it('every alert names a runbook that is there', () => {
    const named = [...textOf('deploy/prometheus/alerts.yml').matchAll(/runbook: (\S+)/g)];
    expect(named.length).toBeGreaterThan(0);
    const missing = named.map(([, path]) => path ?? '').filter((p) => !existsSync(join(root, p)));
    expect(missing).toEqual([]);
  });
});
