// `npm run generate` writes everything that follows from the sources; `npm run drift` (--check)
// writes nothing and fails with the difference.
import './typescript.mjs';

const { main } = await import('./generate/main.ts');
process.exit(await main(process.argv.slice(2)));
