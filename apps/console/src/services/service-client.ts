import type { AddressInfo } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { parseJson } from '@handrail/domain';
import { currentCaller, SERVICE_SETTINGS } from '@handrail/platform';
import type { Service } from '../api/names.js';
import type { ConsoleSettings } from '../console.settings.js';

export interface ServiceAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The body as it came, for answers that are no JSON. */
  readonly text: string;
  readonly type: string;
  readonly tookMs: number;
}

/** A service that did not answer at all; `message` is in plain words and safe to show. */
export class NoAnswer extends Error {
  constructor(
    message: string,
    /** False when the request surely reached nobody; else it may have been done without an answer. */
    readonly mayHaveArrived = false,
  ) {
    super(message);
  }
}

/**
 * Asks the other services over HTTP, with short timeouts: a console that hangs because a service
 * hangs is of no use at the moment it is needed. It asks in the name of whoever asks the console, with
 * their token: what they may not do, the console does not do for them.
 */
@Injectable()
export class ServiceClient {
  readonly #settings: ConsoleSettings;
  readonly #http: HttpAdapterHost;

  constructor(@Inject(SERVICE_SETTINGS) settings: ConsoleSettings, http: HttpAdapterHost) {
    this.#settings = settings;
    this.#http = http;
  }

  async get(service: Service, path: string, timeoutMs = 1_500): Promise<ServiceAnswer> {
    return this.#ask(service, path, { method: 'GET' }, timeoutMs);
  }

  async post(
    service: Service,
    path: string,
    body: object,
    timeoutMs = 5_000,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<ServiceAnswer> {
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
    return this.#ask(service, path, init, timeoutMs);
  }

  async put(service: Service, path: string, body: object, ifMatch: string): Promise<ServiceAnswer> {
    const headers = { 'content-type': 'application/json', 'if-match': ifMatch };
    return this.#ask(service, path, { method: 'PUT', headers, body: JSON.stringify(body) }, 5_000);
  }

  #address(service: Service): string {
    switch (service) {
      case 'intake':
        return this.#settings.INTAKE_URL;
      case 'assessment':
        return this.#settings.ASSESSMENT_URL;
      case 'scheduling':
        return this.#settings.SCHEDULING_URL;
      case 'outcomes':
        return this.#settings.OUTCOMES_URL;
      case 'console':
        return this.#own();
    }
  }

  /** The console asks itself as it asks others, at the port it really listens on. */
  #own(): string {
    const server = this.#http.httpAdapter.getHttpServer() as { address(): AddressInfo | null };
    const { address, port } = server.address() ?? { address: '127.0.0.1', port: 0 };
    const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  async #ask(
    service: Service,
    path: string,
    init: RequestInit,
    timeoutMs: number,
  ): Promise<ServiceAnswer> {
    const started = performance.now();
    try {
      const answer = await fetch(new URL(path, this.#address(service)), {
        ...init,
        headers: { accept: 'application/json', ...inTheirName(), ...init.headers },
        signal: AbortSignal.timeout(timeoutMs),
      });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const type = answer.headers.get('content-type') ?? '';
      const body = parsed(bytes);
      // What broke off is no answer: it would be shown as one that says nothing.
      if (answer.ok && type.includes('json') && body === undefined)
        throw new NoAnswer('its answer cannot be read', true);
      return {
        status: answer.status,
        body: body ?? null,
        text: new TextDecoder().decode(bytes),
        type,
        tookMs: Math.round(performance.now() - started),
      };
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      throw new NoAnswer(whySilent(error, timeoutMs), !reachedNobody(error));
    }
  }
}

function inTheirName(): Readonly<Record<string, string>> {
  const caller = currentCaller();
  if (!caller) return {};
  const { token, requestId } = caller;
  return {
    'x-request-id': requestId,
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
  };
}

/** Undefined for what is no JSON. */
function parsed(body: Uint8Array): unknown {
  const read = parseJson(body);
  return 'value' in read ? read.value : undefined;
}

function reachedNobody(error: unknown): boolean {
  const { cause } = (error ?? {}) as { cause?: { code?: unknown } };
  return ['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH'].some((code) => code === cause?.code);
}

/** The reason in words, without the address: it may hold credentials. */
function whySilent(error: unknown, timeoutMs: number): string {
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: { code?: unknown } };
  if (name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  if (cause?.code === 'ECONNREFUSED') return 'nothing listens at its address';
  if (cause?.code === 'ENOTFOUND') return 'its address cannot be found';
  if (cause?.code === 'ECONNRESET' || cause?.code === 'UND_ERR_SOCKET')
    return 'it closed the connection';
  return 'it cannot be reached';
}
