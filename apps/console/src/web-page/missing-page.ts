/** Shown when the page was not built: says what to do instead of a bare 404. */
export const MISSING_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Handrail console: the page is not built</title>
    <style nonce="__CSP_NONCE__">
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; }
      code { background: #eef1f4; padding: 0.1em 0.4em; border-radius: 4px; }
    </style>
  </head>
  <body>
    <h1>The console runs, its page is not built</h1>
    <p>Build it with <code>npm run build</code> in the folder of the project, then start again.</p>
    <p>The API answers meanwhile: <a href="/openapi.json">openapi.json</a>.</p>
  </body>
</html>
`;
