import { disclosureNotice } from '@handrail/domain';
import { eventually } from '@handrail/testing';
import { randomUUID } from 'node:crypto';
import { OFFERED_FACTS } from '../consent/domain/consent-report.js';
import type { OutsideOfferView } from '../reads/offers/outside-offer.dto.js';
import { NETWORK, OutsideScheduling } from '../testing/outside-scheduling.js';

jest.setTimeout(120_000);

// Real: the scheduling service behind an issuer of tokens, its database, the Postgres log.
describe('an offer to a program of another organisation', () => {
  let outside: OutsideScheduling;
  beforeAll(async () => {
    outside = await OutsideScheduling.start({
      HANDRAIL_NETWORK_ORGANISATIONS: `${NETWORK},harbour-health`,
    });
  });
  afterAll(() => outside?.stop());

  it('attack 34: ends when the day of the consent is over, with nobody saying anything', async () => {
    const { personId, programId, placement } = await outside.somebodyFor('birch', {
      acceptance: 'by-offer',
    });
    const endsAt = new Date(Date.now() + 2_500).toISOString();
    await outside.consents(personId, { endsAt });
    const offered = await outside.turns(personId, { status: 'offered', programId });
    const inbox = await outside.read<{ items: OutsideOfferView[] }>(
      `/v1/offers?status=open`,
      'birch',
    );
    expect(inbox.body.items.map((offer) => offer.placementId)).toEqual([offered.id]);
    const others = await outside.read<{ items: OutsideOfferView[] }>(
      `/v1/offers?status=open`,
      'cedar',
    );
    expect(others.body.items).toEqual([]);
    const held = await outside.turns(personId, { status: 'waitlisted', waitReason: 'consent' });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(endsAt));
    expect(held.requestedAt).toBe(placement.requestedAt);
    const ended = await outside.turns(personId, { status: 'declined', endReason: 'no-consent' });
    expect(ended.id).toBe(offered.id);
    const [track] = (await outside.scheduling.program(programId)).tracks;
    expect([track!.held, track!.used]).toEqual([0, 0]);
    await outside.consents(personId);
    await outside.turns(personId, { status: 'offered', programId });
  });

  it('is answered by whom the offer names, who is shown that offer alone, by a consent to what an offer tells', async () => {
    const { personId, programId, placement } = await outside.somebodyFor('birch', {
      acceptance: 'by-offer',
    });
    const elsewhere = await outside.scheduling.addProgram(1, {
      ...{ organisation: 'cedar', regions: [randomUUID()], acceptance: 'by-offer' },
    });
    await outside.consents(personId, { recipients: ['birch', 'cedar'], facts: OFFERED_FACTS });
    await outside.turns(personId, { status: 'offered', programId });
    const { etag } = await outside.read(`/v1/placements/${placement.id}`, NETWORK);
    const tracks = [{ programId: elsewhere, trackId: 'evening' }];
    const asked = await outside.scheduling.call(`/v1/placements/${placement.id}/offers`, {
      ...{ method: 'POST', body: { by: 'coordinator-1', reason: 'nearer', tracks } },
      headers: { ...(await outside.as(NETWORK)), 'if-match': etag! },
    });
    expect(asked.status).toBe(200);
    const [listed, ...others] = (
      await outside.read<{ items: OutsideOfferView[] }>('/v1/offers?status=open', 'cedar')
    ).body.items;
    expect(others).toEqual([]);
    const answer = async (offerId: string, act: string, organisation: string) => {
      const response = await fetch(`${outside.scheduling.url}/v1/offers/${offerId}/${act}`, {
        ...{ method: 'POST', body: '{}' },
        headers: {
          'content-type': 'application/json',
          ...(await outside.as(organisation, 'admission-desk')),
        },
      });
      const notice = response.headers.get('handrail-disclosure-notice');
      return [response.status, await response.json(), notice] as const;
    };
    expect((await answer(placement.id, 'accept', 'cedar'))[0]).toBe(404);
    const seen = await answer(listed!.id, 'acknowledge', 'cedar');
    expect(seen).toEqual([
      200,
      {
        ...{ id: listed!.id, placementId: placement.id, personId, level: placement.level },
        ...{ programId: elsewhere, programName: listed!.programName, trackId: 'evening' },
        ...{ startsOn: listed!.startsOn, status: 'acknowledged', reason: null, endedAt: null },
        ...{ madeAt: listed!.madeAt, expiresAt: expect.any(String) },
        acknowledgedAt: expect.any(String),
      },
      disclosureNotice.text,
    ]);
    expect(Object.keys(listed!).toSorted()).toEqual(Object.keys(seen[1] as object).toSorted());
    const [status, accepted] = await answer(placement.id, 'accept', 'birch');
    expect([status, accepted]).toMatchObject([200, { programId, status: 'accepted' }]);
    expect(
      (await outside.ledger(placement.id)).map(
        ({ channel, organisation, facts }) => `${channel} ${organisation} ${facts.join()}`,
      ),
    ).toEqual(
      [
        ...['offer birch', 'offer cedar', 'offer-list cedar', 'offer-answer cedar'],
        'offer-answer birch',
      ].map((telling) => `${telling} ${OFFERED_FACTS.join()}`),
    );
  });

  it('attack 7: is answered within the network by the desk that runs the program, and not there for another', async () => {
    const region = randomUUID();
    const programId = await outside.scheduling.addProgram(1, {
      ...{ acceptance: 'by-offer', runBy: 'harbour-health', regions: [region] },
    });
    const [decided] = await outside.scheduling.decide({ context: { region } });
    const { personId } = decided!;
    const placement = await outside.turns(personId, { status: 'offered', programId });
    const { id } = placement;
    const listed = async (organisation: string, role?: string) =>
      (
        await outside.read<{ items: OutsideOfferView[] }>(
          `/v1/offers?programId=${programId}`,
          organisation,
          role,
        )
      ).body.items.map((offer) => offer.id);
    const act = async (path: string, organisation: string, more: object = {}) => {
      const answer = await outside.scheduling.call<{ type: string }>(path, {
        ...{ method: 'POST', body: { reason: 'other' } },
        headers: { ...(await outside.as(organisation, 'admission-desk')), ...more },
      });
      return [answer.status, JSON.stringify(answer.body)];
    };
    expect(await listed(NETWORK, 'admission-desk')).toEqual([]);
    expect(await listed('harbour-health', 'admission-desk')).toEqual([id]);
    // Who places people, and who only reads, work for the whole network.
    expect(await listed(NETWORK, 'coordinator')).toEqual([id]);
    expect(await listed(NETWORK, 'nurse')).toEqual([id]);
    for (const answer of ['acknowledge', 'accept', 'decline'])
      expect(await act(`/v1/offers/${id}/${answer}`, NETWORK)).toEqual(
        await act(`/v1/offers/${randomUUID()}/${answer}`, NETWORK),
      );
    const version = { 'if-match': '"1"' };
    for (const arrival of ['arrived', 'not-arrived']) {
      const foreign = await act(`/v1/placements/${placement.id}/${arrival}`, NETWORK, version);
      const unknown = await act(`/v1/placements/${randomUUID()}/${arrival}`, NETWORK, version);
      expect([foreign[0], foreign]).toEqual([404, unknown]);
    }
    expect((await outside.turns(personId, { programId })).status).toBe('offered');
    const accept = `/v1/offers/${id}/accept`;
    const accepted = await outside.scheduling.call(accept, {
      ...{
        method: 'POST',
        body: {},
        headers: await outside.as('harbour-health', 'admission-desk'),
      },
    });
    expect(accepted.status).toBe(200);
    await outside.turns(personId, { status: 'confirmed', programId });
  });

  it('is nothing to a program that is asked no more, or was left long ago, by a consent that names who treats; and is not given back without one', async () => {
    const byClass = { recipients: [], classes: ['treating-providers'] };
    const asked = await outside.somebodyFor('birch', { acceptance: 'by-offer' });
    await outside.consents(asked.personId, byClass);
    await outside.turns(asked.personId, { status: 'offered' });
    expect((await outside.task(asked.placement.id, 'birch')).status).toBe(200);
    const declined = await outside.scheduling.call(`/v1/offers/${asked.placement.id}/decline`, {
      ...{ method: 'POST', body: { reason: 'other' } },
      headers: await outside.as('birch', 'admission-desk'),
    });
    expect(declined.body).toMatchObject({ status: 'declined', reason: 'other' });
    expect((await outside.task(asked.placement.id, 'birch')).status).toBe(404);

    const had = await outside.somebodyFor('birch');
    const consentId = await outside.consents(had.personId, byClass);
    await outside.turns(had.personId, { status: 'confirmed' });
    const path = `/v1/placements/${had.placement.id}`;
    const byHand = async (act: string, reason: string) =>
      await outside.scheduling.call<{ type: string }>(`${path}/${act}`, {
        ...{ method: 'POST', body: { by: 'coordinator-1', reason } },
        headers: {
          ...(await outside.as(NETWORK)),
          'if-match': (await outside.read(path, NETWORK)).etag!,
        },
      });
    expect((await byHand('end', 'discharged')).status).toBe(200);
    expect((await byHand('reinstate', 'family-asked')).status).toBe(200);
    const tellings = (await outside.ledger(had.placement.id)).map(({ channel }) => channel);
    expect(tellings).toEqual(['place', 'place']);
    expect((await byHand('end', 'discharged')).status).toBe(200);
    expect((await outside.task(had.placement.id, 'birch')).status).toBe(200);
    await outside.scheduling.dataSource.query(
      `UPDATE placement SET left_at = left_at - interval '31 days' WHERE id = $1`,
      [had.placement.id],
    );
    expect((await outside.task(had.placement.id, 'birch')).status).toBe(404);

    await outside.revokes(had.personId, consentId);
    const reports = 'SELECT FROM person_consent WHERE person_id = $1';
    await eventually(
      async () => (await outside.scheduling.dataSource.query(reports, [had.personId])).length === 2,
    );
    const again = await byHand('reinstate', 'family-asked');
    expect([again.status, again.body.type]).toEqual([409, 'urn:handrail:problem:no-consent']);
  });
});
