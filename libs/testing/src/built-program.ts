import { fileURLToPath } from 'node:url';

/**
 * The built file of a program of this library, for processes that tests start, freeze and kill: it
 * starts in half the time its source needs. The set-up of the stage builds what changed.
 *
 * @param name below the sources of this library, without extension: `hop/hop-process`
 */
export const builtProgram = (name: string): string =>
  fileURLToPath(new URL(`../dist/src/${name}.js`, import.meta.url));
