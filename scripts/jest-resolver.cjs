// TypeScript sources import each other as './x.js', the name the compiled file will have. Jest runs
// the sources, so a relative '.js' of ours is looked up as '.ts' first. Why no package: docs/adr/0021.
module.exports = (request, options) => {
  if (
    request.startsWith('.') &&
    request.endsWith('.js') &&
    !options.basedir.includes('node_modules')
  ) {
    for (const extension of ['.ts', '.tsx']) {
      try {
        return options.defaultResolver(request.slice(0, -3) + extension, options);
      } catch {
        // Not a TypeScript source: fall through to the file as named.
      }
    }
  }
  return options.defaultResolver(request, options);
};
