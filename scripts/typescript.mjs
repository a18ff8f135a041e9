// Lets Node run the TypeScript sources of the workspaces as they are, without a build that could be
// stale: `node --import ./scripts/typescript.mjs FILE.ts`. For tools only; services run from dist.
import { register } from 'node:module';

register('./typescript-hooks.mjs', import.meta.url);
