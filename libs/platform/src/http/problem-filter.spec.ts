import type { ArgumentsHost } from '@nestjs/common';
import { CommitUnknownError } from '@handrail/messaging';
import { createLogger } from '../log/logger.js';
import { ProblemFilter } from './problem-filter.js';

interface Written {
  status: number;
  headers: Record<string, string>;
  body: Record<string, unknown>;
}

/** What the filter answers to an error, without a server. */
function answerTo(error: unknown, { isStopping = false } = {}): Written {
  const written: Written = { status: 0, headers: {}, body: {} };
  const response = {
    headersSent: false,
    setHeader: (name: string, value: string) => (written.headers[name] = value),
    status: (status: number) => ((written.status = status), response),
    type: (type: string) => ((written.headers['content-type'] = type), response),
    send: (text: string) => (written.body = JSON.parse(text) as Record<string, unknown>),
  };
  const host = {
    switchToHttp: () => ({ getResponse: () => response, getRequest: () => ({ method: 'POST' }) }),
  } as unknown as ArgumentsHost;
  const log = createLogger({ level: 'silent', fields: {} });
  new ProblemFilter(log, () => isStopping).catch(error, host);
  return written;
}

const lost = new Error('Connection terminated unexpectedly');

describe('what a caller is told about a database that was lost', () => {
  it('says that it may have happened when the commit was not answered, and asks to look first', () => {
    for (const error of [
      new CommitUnknownError(lost),
      new Error('wrapped', { cause: new CommitUnknownError(lost) }),
    ]) {
      const { status, headers, body } = answerTo(error);
      expect(status).toBe(503);
      expect(body).toMatchObject({
        type: 'urn:handrail:problem:outcome-unknown',
        title: 'It may have happened',
        status: 503,
      });
      expect(body['detail']).toContain('before you repeat');
      expect(headers).toEqual({ 'content-type': 'application/problem+json' });
    }
  });

  it('says that nothing was changed when it was lost before, and asks to try again', () => {
    const { status, headers, body } = answerTo(lost);
    expect(status).toBe(503);
    expect(body['type']).toBe('urn:handrail:problem:unavailable');
    expect(body['detail']).toContain('Nothing was changed');
    expect(headers['retry-after']).toBe('2');
  });

  it('asks to try again when the service went meanwhile, whatever failed because of it', () => {
    const stopping = { isStopping: true };
    const { status, headers } = answerTo(new Error('Cannot use a pool after end'), stopping);
    expect([status, headers['retry-after']]).toEqual([503, '2']);
    expect(answerTo(new CommitUnknownError(lost), stopping).body).toMatchObject({
      type: 'urn:handrail:problem:outcome-unknown',
    });
  });

  it('says that nothing was changed when something else went wrong', () => {
    const { status, body } = answerTo(new Error('a fault of ours'));
    expect(status).toBe(500);
    expect(body['type']).toBe('urn:handrail:problem:internal');
    expect(JSON.stringify(body)).not.toContain('fault of ours');
  });
});
