import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transform } from '@swc/core';

// Module hooks that let Node run the TypeScript sources as they are, without a build: the name of a
// compiled file means its source, and `@handrail/<lib>` means the sources of that library. For tools and test set-up only;
// use them by `register(new URL('scripts/typescript-hooks.mjs', root))` from `node:module`. They are our own,
// because with @swc-node/register the same takes half as much time again: see docs/adr/0021.
const root = new URL('../', import.meta.url);

/** What is not at the index of its library, so that who needs it need not load the library. */
const PARTS = {
  '@handrail/testing/decider': 'libs/testing/src/decider/given.ts',
  '@handrail/platform/prompt-works': 'libs/platform/src/service/prompt-works.ts',
};

export async function resolve(specifier, context, next) {
  if (Object.hasOwn(PARTS, specifier))
    return { url: new URL(PARTS[specifier], root).href, format: 'module', shortCircuit: true };
  const own = /^@handrail\/([a-z-]+)$/.exec(specifier);
  if (own) {
    for (const folder of ['libs', 'apps']) {
      const source = new URL(`${folder}/${own[1]}/src/index.ts`, root);
      if (existsSync(source)) return { url: source.href, format: 'module', shortCircuit: true };
    }
  }
  if (/^\.{1,2}\//.test(specifier) && specifier.endsWith('.js')) {
    const source = new URL(`${specifier.slice(0, -3)}.ts`, context.parentURL);
    if (source.protocol === 'file:' && existsSync(source)) {
      return { url: source.href, format: 'module', shortCircuit: true };
    }
  }
  return next(specifier, context);
}

export async function load(url, context, next) {
  if (!/^file:.*\.ts(\?|$)/.test(url)) return next(url, context);
  const filename = fileURLToPath(url);
  const { code } = await transform(await readFile(filename, 'utf8'), {
    filename,
    cwd: fileURLToPath(root),
    configFile: fileURLToPath(new URL('.swcrc', root)),
    sourceMaps: 'inline',
    sourceFileName: pathToFileURL(filename).href,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
