import { CommitUnknownError, isTransient, leavesCommitOpen } from './transient.js';

const ofServer = (code: string) => Object.assign(new Error('by the server'), { code });

describe('what became of a commit that failed', () => {
  it.each([
    ['serialization failure', '40001'],
    ['deadlock', '40P01'],
    ['statement ended by its timeout', '57014'],
    ['disk full', '53100'],
  ])('is known when the server decided it: %s', (_what, code) => {
    expect(isTransient(ofServer(code))).toBe(true);
    expect(leavesCommitOpen(ofServer(code))).toBe(false);
  });

  it.each([
    ['the server shut down', ofServer('57P01')],
    ['the server crashed', ofServer('57P02')],
    ['the connection failed', ofServer('08006')],
    ['the socket was reset', ofServer('ECONNRESET')],
    ['the connection ended', new Error('Connection terminated unexpectedly')],
    ['nobody answered', new Error('Query read timeout')],
  ])('is open when %s', (_what, error) => {
    expect(leavesCommitOpen(error)).toBe(true);
  });

  it('is known to be a failure of ours when it does not pass by itself', () => {
    expect(leavesCommitOpen(ofServer('23505'))).toBe(false);
    expect(leavesCommitOpen(new TypeError('x is not a function'))).toBe(false);
  });

  it('passes like anything transient, for work that recognises its repetition', () => {
    expect(isTransient(new CommitUnknownError(ofServer('57P01')))).toBe(true);
  });
});
