/**
 * How Node is started for a service, so that it keeps little of what it no longer uses. Left alone, V8 lets
 * its heap grow to four times what is in use before it cleans up, keeps 48 MB for what is new, and each
 * thread of the process has a pool of its own for the bytes of large messages. Measured by
 * `npm run bench:worst`: a hundred MB less for intake. One thread beside the
 * main one collects garbage: four of them would take the processors of a small machine from everybody who waits.
 */
export const MEMORY_FLAGS: readonly string[] = flagsWith({ heapGrowsByPercent: 30 });

/**
 * Those of a service by its name. Of intake strangers ask for the most memory, and it stays small under them. The
 * others may let their heap grow by sixty per cent before it is cleaned up: 15 MB more, and of what their engine
 * takes on the processor a sixth less (`npm run bench:core` with these flags).
 */
export const memoryFlagsOf = (service: string): readonly string[] =>
  service === 'intake' ? MEMORY_FLAGS : flagsWith({ heapGrowsByPercent: 60 });

/** The same for the allocator of glibc, which reads it from the environment only. */
export const MEMORY_ENVIRONMENT: Readonly<Record<string, string>> = { MALLOC_ARENA_MAX: '2' };

function flagsWith({ heapGrowsByPercent }: { readonly heapGrowsByPercent: number }): string[] {
  return [
    '--max-semi-space-size=4',
    `--heap-growing-percent=${heapGrowsByPercent}`,
    '--v8-pool-size=1',
  ];
}
