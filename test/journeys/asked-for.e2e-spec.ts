import { minutesAgo, Network, patient } from './network.js';

// Real: intake, assessment, scheduling, outcomes, their databases and the Postgres log.
let network: Network;
beforeAll(async () => {
  network = await Network.start();
  await network.openProgram(1);
});
afterAll(() => network.stop());

describe('care that is asked for (T0)', () => {
  it('leads to a place, and its withdrawal gives the place to the next who asked', async () => {
    const [first, second] = [patient(1), patient(2)];
    await network.rated(first, minutesAgo(62));
    const request = await network.askedForCare(first, minutesAgo(60));
    const firstId = await network.personId(first);
    await network.placed(firstId, 'confirmed');
    await network.rated(second, minutesAgo(50));
    await network.askedForCare(second, minutesAgo(48), { context: { injecting: true } });
    const secondId = await network.personId(second);
    const waiting = await network.placed(secondId, 'waitlisted');
    const line = await network.items<{ requestedAt: string }>('scheduling', '/v1/waitlist');
    expect(line).toMatchObject([
      { placementId: waiting.id, priorityClass: 3, requestedAt: minutesAgo(48).toISOString() },
    ]);

    await network.takenBack(request);

    await network.placed(secondId, 'confirmed');
    await network.settled();
    expect(await network.placements(firstId)).toMatchObject([{ status: 'withdrawn' }]);
    expect(await network.reassessments(firstId)).toMatchObject([
      { status: 'withdrawn', trigger: { kind: 'care-requested' } },
    ]);
    const titles = await network.titles(firstId);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Care asked for by the family',
        expect.stringMatching(/^Reassessment opened: care asked for, due within /),
        'Taken back: a request for care (cancelled by source)',
      ]),
    );
    expect(JSON.stringify(titles)).not.toContain('Rowan');
  }, 60_000);
});
