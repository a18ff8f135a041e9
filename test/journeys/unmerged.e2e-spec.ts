import { minutesAgo, Network, patient } from './network.js';

// Real: intake, assessment, scheduling, outcomes, their databases and the Postgres log.
let network: Network;
beforeEach(async () => {
  network = await Network.start();
});
afterEach(() => network.stop());

describe('a merge that is undone', () => {
  it('takes the wrong person’s place back, and gives the right one theirs anew', async () => {
    const [ana, old] = [patient(1), patient(2)];
    await network.openProgram(1);
    await network.discharged(old, minutesAgo(60));
    const oldId = await network.personId(old);
    await network.placed(oldId, 'confirmed');
    await network.adt('A01', minutesAgo(50), ana, network.visit(ana, 'RES'));
    const anaId = await network.personId(ana);
    await network.merge(ana, old, minutesAgo(0));
    const wrong = await network.placed(anaId, 'confirmed');

    await network.unmerge(anaId);

    const restoredId = await network.personId(old);
    expect([anaId, oldId]).not.toContain(restoredId);
    const right = await network.placed(restoredId, 'confirmed');
    await network.settled();
    expect(right.id).not.toBe(wrong.id);
    expect(await network.placements(anaId)).toMatchObject([{ id: wrong.id, status: 'withdrawn' }]);
    expect(await network.reassessments(anaId)).toMatchObject([{ status: 'withdrawn' }]);
    expect(await network.reassessments(restoredId)).toMatchObject([
      { status: 'determined', trigger: { kind: 'detox-completed' } },
    ]);
    expect(await network.titles(anaId)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Taken back: the end of a stay/)]),
    );
    expect(await network.titles(restoredId)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Detox at .* completed$/)]),
    );
  }, 90_000);

  it('attack 35: of two who both had a place, leaves each with one', async () => {
    const [ana, old] = [patient(1), patient(2)];
    await network.openProgram(2);
    await network.discharged(old, minutesAgo(60));
    await network.placed(await network.personId(old), 'confirmed');
    await network.discharged(ana, minutesAgo(50), 'RES');
    const anaId = await network.personId(ana);
    await network.placed(anaId, 'confirmed');
    await network.merge(ana, old, minutesAgo(0));
    await network.settled();
    await network.placed(anaId, 'confirmed');

    await network.unmerge(anaId);

    await network.placed(await network.personId(old), 'confirmed');
    await network.settled();
    await network.placed(anaId, 'confirmed');
  }, 90_000);
});
