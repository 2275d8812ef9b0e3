import { randomUUID } from 'node:crypto';
import { implement, ORPCError, type ImplementerInternalWithMiddlewares } from '@orpc/server';
import { contract, type Contract } from '#shared/contract/contract.ts';
import { ERRORS, HeadroomError, type ErrorCode } from '#shared/contract/errors.ts';
import type { Change, Meta } from '#shared/contract/common.ts';
import type { Day } from '#shared/domain/calendar.ts';
import type { Backend } from '../backend.ts';
import type { ExportFile } from '../importers/types.ts';
import { toChange } from '../store/change.ts';
import type { WriteOptions, WriteOutcome } from '../store/store.ts';
import type { Reader } from '../store/reader.ts';
import type { Writer } from '../store/writer.ts';
import { readSettings } from '../store/settings.ts';
import { asWorkspaceError } from '../store/sqlite.ts';
import { refuseForeignMoney } from './foreign-money.ts';
import { noteWork } from './running-work.ts';
import { untilWritten } from './write-aside.ts';

export type Door = 'window' | 'browser' | 'rest' | 'cli';

/** A file that was made for the user to keep. */
export interface HandedOver<Made> {
  readonly made: Made;
  /** From where the caller takes it; absent where it lies where the user said. */
  readonly download?: string;
}

/** Has a file made where the user says, or where the caller fetches it from; null where the user chose none. */
export type HandOver = <Made>(name: string, make: (file: string) => Made) => Promise<HandedOver<Made> | null>;

/** What a procedure knows of its request beside the input. */
export interface RequestContext {
  readonly backend: Backend;
  readonly door: Door;
  readonly actor: string;
  /** Whether paths on this machine may be named: the window and the command line act for the user, a web page does not. */
  readonly localFiles: boolean;
  /** Finds a file that came through this door before; absent behind doors without uploads. */
  readonly uploadedFile?: (uploadId: string) => ExportFile | undefined;
  /** Absent where files are named instead. */
  readonly handOver?: HandOver;
}

/** Named, because the compiler cannot write down a type of this length by itself. */
type Procedures = ImplementerInternalWithMiddlewares<Contract, RequestContext, RequestContext>;

/** The implementer all routers start from: it times and logs each operation and turns failures into the closed list. */
export const procedures: Procedures = implement(contract)
  .$context<RequestContext>()
  .$config({ initialInputValidationIndex: Number.POSITIVE_INFINITY })
  .use(async ({ context, next }) => {
    const { store } = context.backend;
    if (!store.dryRun) return next();
    const changes: Change[] = [];
    const stop = store.onCommit((write) => changes.push(...write.changes.map(toChange)));
    try {
      const answered = await next();
      return changes.length === 0 ? answered : { ...answered, output: asDryRun(answered.output, changes) };
    } finally {
      stop();
    }
  })
  .use(async ({ context, path, procedure, next }, input) => {
    const { log, clock } = context.backend;
    const started = clock.milliseconds();
    const note = (result: string, incident?: string) =>
      log({
        operation: path.join('.'),
        door: context.door,
        ms: Math.round(clock.milliseconds() - started),
        result,
        dryRun: context.backend.store.dryRun || isDryRun(input),
        incident,
      });
    try {
      const isRead = procedure['~orpc'].route.method === 'GET';
      if (!isRead) refuseForeignMoney(readerOf(context), path.join('.'), input);
      const work = isRead ? next() : untilWritten(context.backend).then(() => next());
      noteWork(context.backend, path.join('.'), input, Promise.resolve(work));
      const answer = await work;
      note('ok');
      return answer;
    } catch (error) {
      const failure = toOrpcError(asWorkspaceError(context.backend.store.file, error), (incident) =>
        context.backend.reportIncident(incident, error),
      );
      note(failure.code);
      throw failure;
    }
  });

/** What a write answers in a workspace that is a dry run as a whole: its changes stay in the copy, for the next requests to see. */
function asDryRun(output: unknown, changes: readonly Change[]): unknown {
  if (typeof output !== 'object' || output === null || !('data' in output)) return output;
  const { meta = {} } = output as { readonly meta?: Meta };
  return meta.dryRun === true ? output : { ...output, meta: { ...meta, dryRun: true, changes } };
}

/** The input is not checked yet when the log looks at it. */
function isDryRun(input: unknown): boolean {
  return (
    typeof input === 'object' &&
    input !== null &&
    'dryRun' in input &&
    (input.dryRun === true || input.dryRun === 'true')
  );
}

/** Expected failures keep their code and sentence; anything else becomes `internal` with an incident id and no detail. */
function toOrpcError(error: unknown, report: (incident: string) => void): ORPCError<string, unknown> {
  if (error instanceof HeadroomError) return withCode(error.code, error.message, error.details);
  if (error instanceof ORPCError) return fromOrpc(error as ORPCError<string, unknown>);
  const incident = randomUUID().slice(0, 8);
  report(incident);
  return withCode(
    'internal',
    `Something went wrong inside Headroom (incident ${incident}); nothing was changed. The log has the details.`,
    { incident },
  );
}

function fromOrpc(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  return error.code === 'BAD_REQUEST' ? invalidInput(error) : error;
}

function withCode(code: ErrorCode, message: string, details: unknown): ORPCError<string, unknown> {
  return new ORPCError(code, { status: ERRORS[code].status, message, data: details });
}

interface Issue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[];
}

function invalidInput(error: ORPCError<string, unknown>): ORPCError<string, unknown> {
  const issues = ((error.data as { issues?: Issue[] } | undefined)?.issues ?? []).map(
    ({ path = [], message }) => ({
      path: path.map((part) => String(typeof part === 'object' ? part.key : part)).join('.'),
      message,
    }),
  );
  const first = issues[0];
  const message =
    first === undefined
      ? 'The input is not valid.'
      : `${first.path === '' ? 'The input' : `"${first.path}"`}: ${first.message}.`;
  return withCode('invalid_input', message, { issues });
}

/** The day a request stands on: as asked, else as the workspace pins it, else today. */
export function asOfOf(context: RequestContext, asked: Day | undefined): Day {
  return asked ?? readSettings(context.backend.store.reader).asOf ?? context.backend.clock.today();
}

export function readerOf(context: RequestContext): Reader {
  return context.backend.store.reader;
}

interface WriteRequest extends Pick<WriteOptions, 'operation' | 'label' | 'undoable'> {
  readonly dryRun?: boolean | undefined;
  readonly reason?: string | null | undefined;
  readonly actor?: string | undefined;
}

/** Writes in the name of the request; `view` makes the answer once all that follows from the change is there. */
export function writeFor<Result>(
  context: RequestContext,
  request: WriteRequest,
  work: (writer: Writer) => Result,
): WriteOutcome<Result>;
export function writeFor<Result, View>(
  context: RequestContext,
  request: WriteRequest,
  work: (writer: Writer) => Result,
  view: (reader: Reader, result: Result) => View,
): WriteOutcome<View>;
export function writeFor(
  context: RequestContext,
  request: WriteRequest,
  work: (writer: Writer) => unknown,
  view: (reader: Reader, result: unknown) => unknown = (_reader, result) => result,
): WriteOutcome<unknown> {
  const { store, clock } = context.backend;
  const options = { ...request, actor: request.actor ?? context.actor, door: context.door, at: clock.now() };
  return store.write(options, work, view);
}

/** The answer of a write: its data and, for a dry run, what would change. */
export function answerOf<Data>(
  data: Data,
  dryRun: boolean | undefined,
  changes: WriteOutcome<unknown>['changes'],
): { data: Data; meta?: Meta } {
  return dryRun === true ? { data, meta: { dryRun: true, changes: [...changes] } } : { data };
}

/** A page of a list that is read whole, and how long it is; without a limit all of it. */
export function pageOf<Item>(
  all: readonly Item[],
  { limit = all.length, offset = 0 }: { limit?: number | undefined; offset?: number | undefined },
): { data: Item[]; meta: Meta } {
  return { data: all.slice(offset, offset + limit), meta: { total: all.length, limit, offset } };
}
