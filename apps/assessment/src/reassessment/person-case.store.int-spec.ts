import { inTransaction, type ConnectionSource } from '@handrail/messaging';
import { testDatabase, type TestDatabase } from '@handrail/testing';
import { DataSource } from 'typeorm';
import { migrations } from '../../migrations/index.js';
import {
  PERSON,
  rated,
  session,
  signal,
  stayEnds,
  stayStarts,
  story,
  takenBack,
  type Reported,
} from '../testing/case-story.js';
import type { PersonCase } from './domain/person-case.js';
import { PersonCaseStore } from './person-case.store.js';

// Real: PostgreSQL, the migrations, the store and the rules.
const week = (at: number): Reported[] => [
  stayStarts('withdrawal-management', { name: `detox ${at}`, from: at }),
  rated(at + 0.5, { d5: at % 2 === 0 ? 3 : 2 }),
  signal('overdose', at + 0.7),
  stayEnds('withdrawal-management', { name: `detox ${at}`, from: at, to: at + 1 }),
  session(at + 1.5, { attendance: 'attended' }),
  ...(at % 5 === 4 ? [takenBack(`overdose ${at - 3 + 0.7}`, at + 1.6)] : []),
];

describe('a case that grows', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  let source: ConnectionSource;
  const store = new PersonCaseStore();

  beforeAll(async () => {
    database = await testDatabase('cases');
    dataSource = new DataSource({ type: 'postgres', url: database.url, migrations });
    await dataSource.initialize();
    await dataSource.runMigrations();
    source = (dataSource.driver as unknown as { master: ConnectionSource }).master;
  });
  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  const loaded = async (): Promise<PersonCase> => {
    const cases = await inTransaction(source, (tx) => store.load(tx, [PERSON]));
    return cases.get(PERSON)!;
  };
  const changes = async (): Promise<number> => {
    const [row] = await dataSource.query<[{ count: number }]>(
      'SELECT count(*)::int AS count FROM person_case_change',
    );
    return row.count;
  };

  it('is what it was in memory, whichever part of it changed', async () => {
    const person = story();
    let remembered = store.initial(PERSON);
    let most = 0;
    for (let at = 0; at < 25; at += 1)
      for (const reported of week(at)) {
        const decided = person.when(reported).state;
        await inTransaction(source, (tx) =>
          store.save(tx, [{ key: PERSON, before: remembered, after: decided }]),
        );
        remembered = store.settled(decided);
        expect(await loaded()).toEqual(remembered);
        most = Math.max(most, await changes());
      }
    expect(most).toBeGreaterThan(20);
    expect(store.sizeOf(remembered)).toBeGreaterThan(50_000);
  });
});
