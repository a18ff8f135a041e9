import { Module } from '@nestjs/common';
import {
  eventually,
  openBlackHole,
  startTestServices,
  testServerUrl,
  type BlackHole,
  type TestServices,
} from '@handrail/testing';
import type { HealthRegistry } from './health-registry.js';
import type { ServiceDefinition } from './service-definition.js';
import { HEALTH } from './tokens.js';

@Module({})
class NothingModule {}

const definition: ServiceDefinition = {
  name: 'outcomes',
  title: 'A service that does nothing',
  defaultPort: 0,
  settings: {},
  migrations: [],
  consumes: [],
  stores: {},
  module: NothingModule,
};

// Real: a whole service without rules of its own, its database, and a network that can swallow packets.
describe('what a service says about its health', () => {
  let network: BlackHole;
  let services: TestServices;
  let health: HealthRegistry;

  beforeEach(async () => {
    const server = new URL(testServerUrl());
    network = await openBlackHole({
      server: { host: server.hostname, port: Number(server.port) },
    });
    server.host = `127.0.0.1:${network.port}`;
    services = await startTestServices([definition], { HANDRAIL_DATABASE_URL: server.href });
    health = services.service('outcomes').app.get<HealthRegistry>(HEALTH);
  });
  afterEach(async () => {
    await services.stop();
    await network.close();
  });

  const ask = async (path: string) => {
    const answer = await fetch(services.url('outcomes') + path);
    return { code: answer.status, body: (await answer.json()) as Record<string, unknown> };
  };

  it('is well: live, ready, nothing degraded', async () => {
    await eventually(async () => (await ask('/health/ready')).body['status'] === 'ready');
    expect(await ask('/health/live')).toEqual({ code: 200, body: { status: 'up', why: [] } });
    expect(await ask('/health/ready')).toEqual({
      code: 200,
      body: { status: 'ready', why: [], degraded: [] },
    });
    expect((await ask('/v1/status')).body).toMatchObject({ ready: true, why: [], degraded: [] });
  });

  it('keeps requests coming while something is degraded, and says what, everywhere', async () => {
    const reason = 'consumption of handrail.intake is paused: 20 persons are parked for it';
    await eventually(async () => (await ask('/health/ready')).body['status'] === 'ready');
    health.addDegradation('test', () => [reason]);
    await eventually(async () => (await ask('/health/ready')).body['status'] === 'degraded');
    const { code, body } = await ask('/health/ready');
    expect([code, body['why'], body['degraded']]).toEqual([200, [reason], [reason]]);
    expect((await ask('/health/live')).code).toBe(200);
    const { body: status } = await ask('/v1/status');
    expect(status).toMatchObject({ ready: true, why: [reason], degraded: [reason] });
    const metrics = await (await fetch(`${services.url('outcomes')}/metrics`)).text();
    expect(metrics).toMatch(/^handrail_degraded(\{[^}]*\})? 1$/m);
    expect((await ask('/v1/parked')).code).toBe(200);
  });

  it('asks to be replaced when a loop stands still', async () => {
    const reason = 'the relay has taken no step for 121 s';
    health.addLiveness('test', () => [reason]);
    expect(await ask('/health/live')).toEqual({
      code: 503,
      body: { status: 'stuck', why: [reason] },
    });
  });

  it('sends requests elsewhere, and stays alive, while its database answers nothing', async () => {
    await eventually(async () => (await ask('/health/ready')).body['status'] === 'ready');
    network.swallow();
    const { code, body } = await ask('/health/ready');
    expect([code, body['status']]).toEqual([503, 'not-ready']);
    expect(body['why']).toContain('database does not answer');
    expect((await ask('/health/live')).code).toBe(200);
    network.heal();
    await eventually(async () => (await ask('/health/ready')).code === 200, {
      withinMs: 50_000,
      what: 'readiness to return',
    });
  });
});
