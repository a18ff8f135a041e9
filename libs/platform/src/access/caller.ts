import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type { Principal } from './principal.js';

/** Who asks, with the token they asked with: a service that asks another does so in their name. */
export interface Caller {
  readonly principal: Principal;
  readonly token: string | null;
  /** Goes with everything that is asked for this request, so that its rows in every audit are found together. */
  readonly requestId: string;
}

/** Of requests that have somebody. */
const byRequest = new WeakMap<Request, Caller>();
const current = new AsyncLocalStorage<Caller>();

export function noteCaller(request: Request, caller: Caller): void {
  byRequest.set(request, caller);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const requestIds = new WeakMap<Request, string>();

/** The id of a request: the one a service that asks another hands on, or a new one. */
export function requestIdOf(request: Request): string {
  const given = request.headers['x-request-id'];
  const isUuid = typeof given === 'string' && UUID.test(given);
  const id = requestIds.get(request) ?? (isUuid ? given.toLowerCase() : randomUUID());
  requestIds.set(request, id);
  return id;
}

/** Whoever sent this request; undefined when nobody is known. */
export const callerOf = (request: Request): Caller | undefined => byRequest.get(request);

/** Whoever asked for what is being done now; undefined outside of requests, and where nobody is known. */
export const currentCaller = (): Caller | undefined => current.getStore();

/** Everything `work` does, it does for this caller. */
export const inNameOf = <T>(caller: Caller, work: () => T): T => current.run(caller, work);
