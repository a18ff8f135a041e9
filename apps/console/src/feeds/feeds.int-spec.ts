import { eventually } from '@handrail/testing';
import type { FeedsView } from './feeds.view.js';
import type { Overview } from '../reads/overview/overview.view.js';
import { ConsoleUnderTest } from '../testing/console-under-test.js';
import { fakeCredentials, fakeFeed, fakeMllp } from '../testing/fake-feeds.js';

// Real: the console with its database. Intake is a stand-in that answers as intake does.
let subject: ConsoleUnderTest;
beforeAll(async () => {
  subject = await ConsoleUnderTest.start();
});
afterAll(() => subject.stop());
beforeEach(() => subject.fakes.intake.reset());

const PATH = '/v1/console/feeds';

describe('the feeds of intake', () => {
  it('are refused when intake says nothing, because no feed is another thing than no trouble', async () => {
    const refused = await subject.get(PATH);
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({
      type: 'urn:handrail:problem:intake-silent',
      detail: 'How its feeds stand is not known: its feeds page answered 404.',
    });
    const { body } = await subject.get<Overview>('/v1/console/overview');
    expect(body.feeds).toEqual({ known: false, total: 0, troubled: [] });
  });

  it('come from every page, with the listener, and the troubled ones on the overview', async () => {
    const pages = [[fakeFeed(1), fakeFeed(2, ['a03-drop'])], [fakeFeed(3, ['silence'])]];
    subject.fakes.intake.answers.set('/v1/mllp', fakeMllp());
    subject.fakes.intake.answers.set('/v1/credentials', fakeCredentials());
    subject.fakes.intake.more = ({ path, query }) => {
      if (path !== '/v1/feeds') return undefined;
      const page = query.get('cursor') === 'second' ? 1 : 0;
      return { status: 200, body: { items: pages[page], nextCursor: page ? null : 'second' } };
    };
    const { body } = await subject.get<FeedsView>(PATH);
    expect(body.feeds.map(({ source, state }) => [source, state])).toEqual([
      ['CAREAPP|HOSPITAL-1', 'receiving'],
      ['CAREAPP|HOSPITAL-2', 'alarm'],
      ['CAREAPP|HOSPITAL-3', 'silent'],
    ]);
    expect(body.cut).toBe(false);
    expect(body.mllp?.connections.map(({ openFrame }) => openFrame?.bytes)).toEqual([
      212,
      undefined,
    ]);
    expect(body.credentials?.map(({ name, end }) => `${name} ${end}`)).toEqual([
      'dns:adt.lakeside.test over',
      'dns:adt.harbour.test soon',
      'dns:hub.bay.test later',
      'uri:urn:quay null',
      'st-mary null',
    ]);
    const { body: overview } = await subject.get<Overview>('/v1/console/overview?tz=Asia/Tokyo');
    expect(overview.feeds).toMatchObject({
      ...{ known: true, total: 3 },
      troubled: [{ source: 'CAREAPP|HOSPITAL-3' }, { source: 'CAREAPP|HOSPITAL-2' }],
    });
  });

  it('are told even when the listener says nothing', async () => {
    subject.fakes.intake.answers.set('/v1/feeds', { items: [fakeFeed(1)], nextCursor: null });
    await eventually(
      async () => {
        const { body } = await subject.get<FeedsView>(PATH);
        expect(body).toMatchObject({ feeds: [{ source: 'CAREAPP|HOSPITAL-1' }], mllp: null });
        expect(body.credentials).toBeNull();
        return true;
      },
      { what: 'an answer of its own, not one that is shared' },
    );
  });
});
