import { AsyncLocalStorage } from 'node:async_hooks';
import { setImmediate } from 'node:timers/promises';
import { mapEventIterator, ORPCError } from '@orpc/client';
import { type Router, ValidationError } from '@orpc/server';
import type { RPCHandlerOptions } from '@orpc/server/message-port';
import type { Contract } from '../../shared/contract.ts';
import { AppError, type ErrorDetails, errorCodeSchema } from '../../shared/schema/errors.ts';
import type { Said } from '../../shared/schema/saying.ts';
import { says } from '../../shared/words/says.ts';
import { indexFailure } from '../engine/index/index-failure.ts';
import type { Log } from '../engine/ports/ports.ts';
import { invalidInput } from './invalid-input.ts';
import { isLongInput } from './long-input.ts';

/** What the hosts carry: the engine's implementation of the contract. Handlers get no context from a host. */
export type EngineRouter = Router<Contract, Record<never, never>>;

type Interceptors = Required<Pick<RPCHandlerOptions<Record<never, never>>, 'interceptors' | 'clientInterceptors'>>;

/**
 * Gives both hosts the same errors: an {@link AppError} crosses as its code, message and details; input that does not fit
 * the contract as INVALID_INPUT with its fields; an index that cannot be written as that; anything else as INTERNAL, with the inside in the log only.
 *
 * Spread into the options of oRPC's RPCHandler. Errors that an event iterator ends with are covered too.
 */
export function rpcErrorInterceptors(log: Log): Interceptors {
  const reading = new AsyncLocalStorage<{ isCalled: boolean }>();
  return {
    clientInterceptors: [
      async (options) => {
        const request = reading.getStore();
        if (request) request.isCalled = true;
        const call = options.path.join('.');
        // It has just been parsed, and is checked next: tens of milliseconds each, where it is long.
        if (isLongInput(options.input)) await setImmediate();
        try {
          const output = await options.next();
          if (!isAsyncIterator(output)) return output;
          return mapEventIterator(output, {
            value: async (value) => value,
            error: async (error) => toRpcError(error, log, call),
          });
        } catch (error) {
          throw toRpcError(error, log, call);
        }
      },
    ],
    interceptors: [
      async (options) => {
        const request = { isCalled: false };
        try {
          return await reading.run(request, () => options.next());
        } catch (error) {
          // What the procedure threw is mapped already.
          if (error instanceof ORPCError) throw error;
          if (request.isCalled || error instanceof AppError) throw toRpcError(error, log, 'request');
          // Thrown while reading the request: whoever sent it knows no better, and could fill the log with it.
          const said = error instanceof SyntaxError ? says('requestNotJson') : says('requestUnreadable');
          throw rpcError('INVALID_INPUT', said, {}, error);
        }
      },
    ],
  };
}

/** The error that crosses to the page for whatever was thrown. */
function toRpcError(error: unknown, log: Log, call: string): ORPCError<string, unknown> {
  if (error instanceof AppError) return rpcError(error.code, error.said, error.details, error);
  if (error instanceof ORPCError) {
    if (error.code === 'BAD_REQUEST' && error.cause instanceof ValidationError) {
      return rpcError('INVALID_INPUT', invalidInput(error.cause.issues), { issues: issuesOf(error.cause) }, error);
    }
    if (errorCodeSchema.safeParse(error.code).success) return error;
  }
  const cause = error instanceof ORPCError ? error.cause : undefined;
  const failure = isOfSqlite(error) ? indexFailure(error) : null;
  if (failure) {
    log.error('The index cannot be written', { call, code: failure.code });
    return rpcError(failure.code, AppError.fromShape(failure).said, failure.details, error);
  }
  log.error('A call failed for an unforeseen reason', {
    call,
    error,
    // Never the cause as a whole: a validation error carries the input, which may hold a secret.
    ...(cause instanceof ValidationError ? { issues: issuesOf(cause) } : cause instanceof Error ? { cause } : {}),
  });
  return rpcError('INTERNAL', says('unforeseen'), {}, error);
}

/** The status is left to oRPC: with another one it would not count as an error of the contract. */
function isOfSqlite(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SQLITE_ERROR';
}

function rpcError(code: string, { english, saying }: Said, details: ErrorDetails, cause: unknown) {
  const data: ErrorDetails = saying ? { ...details, saying } : details;
  return new ORPCError<string, unknown>(code, { message: english, data, cause });
}

function issuesOf(error: ValidationError): { path: string; message: string }[] {
  return error.issues.map((issue) => ({
    path: (issue.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step)).join('.'),
    message: issue.message,
  }));
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'next' in value;
}
