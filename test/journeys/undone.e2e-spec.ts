import { minutesAgo, Network, patient } from './network.js';

// Real: intake, assessment, scheduling, outcomes, their databases and the Postgres log.
let network: Network;
beforeEach(async () => {
  network = await Network.start();
});
afterEach(() => network.stop());

describe('a discharge that is taken back an hour later', () => {
  it('withdraws what it caused, frees the place, and places the next in line', async () => {
    const [first, second] = [patient(1), patient(2)];
    await network.openProgram(1);
    await network.discharged(first, minutesAgo(60));
    const firstId = await network.personId(first);
    await network.placed(firstId, 'confirmed');
    await network.discharged(second, minutesAgo(50));
    const secondId = await network.personId(second);
    await network.placed(secondId, 'waitlisted');

    await network.adt('A13', minutesAgo(0), first, network.visit(first, 'DETOX'));

    await network.placed(secondId, 'confirmed');
    await network.settled();
    expect(await network.placements(firstId)).toMatchObject([{ status: 'withdrawn' }]);
    expect(await network.reassessments(firstId)).toMatchObject([
      { status: 'withdrawn', trigger: { kind: 'detox-completed' } },
    ]);
    expect(await network.titles(firstId)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Detox at .* completed$/),
        expect.stringMatching(/^Placed in .* \(IOP, evening\), starts /),
        expect.stringMatching(/^Taken back: the end of a stay \(cancelled by source\)$/),
        expect.stringMatching(/^Reassessment withdrawn: /),
        expect.stringMatching(/^Place in .* given back: /),
      ]),
    );
  }, 90_000);
});

describe('two persons who turn out to be one', () => {
  it('keep the older of two places, and the other goes to the next in line', async () => {
    const [older, newer, next] = [patient(1), patient(2), patient(3)];
    await network.openProgram(2);
    await network.discharged(older, minutesAgo(60));
    const olderId = await network.personId(older);
    const kept = await network.placed(olderId, 'confirmed');
    // A residential stay: with a second detox the one person would have returned to use repeatedly.
    await network.discharged(newer, minutesAgo(50), 'RES');
    const newerId = await network.personId(newer);
    const given = await network.placed(newerId, 'confirmed');
    await network.discharged(next, minutesAgo(40));
    const nextId = await network.personId(next);
    await network.placed(nextId, 'waitlisted');

    await network.merge(newer, older, minutesAgo(0));

    await network.placed(nextId, 'confirmed');
    await network.settled();
    expect(await network.personId(older)).toBe(newerId);
    expect(await network.placed(newerId, 'confirmed')).toMatchObject({ id: kept.id });
    expect(await network.placements(newerId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: given.id, status: 'withdrawn' })]),
    );
    expect(await network.placements(olderId)).toEqual([]);
    const kinds = (await network.reassessments(newerId)).map(({ trigger }) => trigger.kind);
    expect(kinds.toSorted()).toEqual(['detox-completed', 'residential-step-down']);
    expect(await network.reassessments(olderId)).toEqual([]);
    const titles = await network.titles(newerId);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Two records turned out to be one person',
        expect.stringMatching(/^Detox at .* completed$/),
        expect.stringMatching(/^Residential stay at .* completed$/),
      ]),
    );
    expect(await network.titles(olderId)).toEqual(titles);
  }, 90_000);
});
