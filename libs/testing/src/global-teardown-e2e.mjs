// One for each set-up: the last of them stops the servers.
export { default } from './global-teardown.mjs';
