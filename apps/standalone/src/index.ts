export { startAll } from './compose.js';
export { readLocalSettings, type LocalSettings } from './local/local-settings.js';
export { Opened } from './local/opened.js';
