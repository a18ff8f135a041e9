// Jest runs a set-up once however many projects name it, and with the settings of the first: each project
// names one of its own, so that it is asked what its tests need.
export { default } from './global-setup.mjs';
