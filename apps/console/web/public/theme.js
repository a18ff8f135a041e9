/* global window */
// Sets the colours before the first paint, so that a dark page never flashes white.
(function () {
  var wish = 'auto';
  try {
    wish = window.localStorage.getItem('handrail-theme') || 'auto';
  } catch {
    // Storage may be closed to this page: the system's wish is followed then.
  }
  var dark =
    wish === 'dark' ||
    (wish !== 'light' && window.matchMedia('(prefers-color-scheme: dark)').matches);
  window.document.documentElement.setAttribute(
    'data-mantine-color-scheme',
    dark ? 'dark' : 'light',
  );
})();
