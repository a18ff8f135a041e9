// What a file imports, read from its text. One reader for the rules about folders and for the packages
// a workspace names, so that both mean the same by an import.
import { parseSync } from 'oxc-parser';

const REQUIRED = /\brequire\(\s*(['"])([^'"]+)\1\s*\)/g;

/**
 * Every import, re-export and dynamic import with a literal name, in the order of their kinds. `typeOnly`
 * is what the compiler erases; `start` is where the statement begins in the text.
 */
export function importsIn(path, text) {
  const { module } = parseSync(path, text);
  const found = module.staticImports.map(({ moduleRequest, entries, start }) => ({
    specifier: moduleRequest.value,
    typeOnly: entries.length > 0 && entries.every(({ isType }) => isType),
    start,
  }));
  for (const { entries, start } of module.staticExports) {
    const from = entries.find(({ moduleRequest }) => moduleRequest);
    if (!from) continue;
    const typeOnly = entries.every(({ isType }) => isType);
    found.push({ specifier: from.moduleRequest.value, typeOnly, start });
  }
  for (const { moduleRequest, start } of module.dynamicImports) {
    const name = /^(['"])(.*)\1$/.exec(text.slice(moduleRequest.start, moduleRequest.end))?.[2];
    if (name !== undefined) found.push({ specifier: name, typeOnly: false, start });
  }
  for (const { 2: specifier, index } of text.matchAll(REQUIRED))
    found.push({ specifier, typeOnly: false, start: index });
  return found;
}
