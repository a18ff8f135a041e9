/**
 * How Node is started for a service, so that it keeps little of what it no longer uses. Left alone, V8 lets
 * its heap grow to four times what is in use before it cleans up, keeps 48 MB for what is new, and each
 * thread of the process has a pool of its own for the bytes of large messages. Measured by
 * `npm run bench:worst`: a hundred MB less for intake, and no more time on the processor. One thread beside the
 * main one collects garbage: four of them would take the processors of a small machine from everybody who waits.
 */
export const MEMORY_FLAGS: readonly string[] = [
  '--max-semi-space-size=4',
  '--heap-growing-percent=30',
  '--v8-pool-size=1',
];

/** The same for the allocator of glibc, which reads it from the environment only. */
export const MEMORY_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };
