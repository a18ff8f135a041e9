import { Session } from 'node:inspector/promises';

interface Coverage {
  readonly result: ReadonlyArray<{
    readonly url: string;
    readonly functions: ReadonlyArray<{
      readonly isBlockCoverage: boolean;
      readonly ranges: ReadonlyArray<{ readonly count: number }>;
    }>;
  }>;
}

const OURS = /\/((?:apps|libs)\/[^?]+\.ts)(\?|$)/;

/** The hand-written files of which functions are called while something is done, as V8 counts calls. */
export async function filesThatRun(done: () => Promise<unknown>): Promise<ReadonlySet<string>> {
  const session = new Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await session.post('Profiler.takePreciseCoverage');
    await done();
    const { result } = (await session.post('Profiler.takePreciseCoverage')) as Coverage;
    const called = result.filter(({ functions }) =>
      functions.some(({ ranges }) => ranges[0]!.count > 0),
    );
    return new Set(called.flatMap(({ url }) => OURS.exec(url)?.[1] ?? []));
  } finally {
    session.disconnect();
  }
}
