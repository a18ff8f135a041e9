import { beforeFirst, checkHead, checkRows, hashOf } from './audit-chain.js';
import type { AuditEntry } from './audit-entry.js';

/** A chain of so many rows in one shard, each as the database would have made it. */
function chainOf(length: number): AuditEntry[] {
  const rows: AuditEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const row = {
      ...{ shard: 3, seq, at: `2026-11-28T10:00:00.00000${seq % 10}Z`, actor: 'nurse-7' },
      ...{ client: 'console', organisation: null, act: 'GET /v1/persons/:id', object: 'é "x"\n' },
      ...{ subjects: [`p-${seq}`], purpose: null, outcome: 'done', requestId: `r-${seq}` },
      ...{ previous: rows.at(-1)?.hash ?? beforeFirst(3).hash, hash: '' },
    };
    rows.push({ ...row, hash: hashOf(row) });
  }
  return rows;
}

const check = (rows: readonly AuditEntry[]) => checkRows(beforeFirst(3), rows);

describe('the chain of the audit', () => {
  it('holds from the first row to the last, also in parts', () => {
    const rows = chainOf(7);
    const head = { shard: 3, seq: 7, hash: rows[6]!.hash };
    expect(check(rows)).toEqual(head);
    const middle = check(rows.slice(0, 4)) as ReturnType<typeof beforeFirst>;
    expect(checkRows(middle, rows.slice(4))).toEqual(head);
    expect(check([])).toEqual(beforeFirst(3));
  });

  it.each<[string, Partial<AuditEntry>]>([
    ['actor', { actor: 'nurse-8' }],
    ['client', { client: 'other' }],
    ['organisation', { organisation: 'bay-state' }],
    ['act', { act: 'GET /v1/persons' }],
    ['object', { object: null }],
    ['subjects', { subjects: [] }],
    ['purpose', { purpose: 'care' }],
    ['outcome', { outcome: 'not-allowed' }],
    ['time', { at: '2026-11-28T10:00:01.000000Z' }],
    ['request', { requestId: 'r-0' }],
  ])('names the row whose %s was changed', (_, change) => {
    const rows = chainOf(5);
    rows[2] = { ...rows[2]!, ...change };
    expect(check(rows)).toEqual({ shard: 3, seq: 3, why: 'changed' });
  });

  it('names the row after one whose hash was made anew', () => {
    const rows = chainOf(5);
    const changed = { ...rows[2]!, actor: 'nobody' };
    rows[2] = { ...changed, hash: hashOf(changed) };
    expect(check(rows)).toEqual({ shard: 3, seq: 4, why: 'not-linked' });
  });

  it('names the row that is missing', () => {
    const rows = chainOf(5);
    expect(check(rows.toSpliced(2, 1))).toEqual({ shard: 3, seq: 3, why: 'missing' });
    expect(check(rows.slice(1))).toEqual({ shard: 3, seq: 1, why: 'missing' });
  });

  it('whose tail was cut, or written anew, is not what a signed head says', () => {
    const rows = chainOf(5);
    const signed = { shard: 3, seq: 5, hash: rows[4]!.hash };
    expect(checkHead(signed, rows[4]!.hash)).toBeNull();
    expect(checkHead(signed, null)).toEqual({ shard: 3, seq: 5, why: 'cut' });
    expect(checkHead(signed, 'ff'.repeat(32))).toEqual({ shard: 3, seq: 5, why: 'replaced' });
  });
});
