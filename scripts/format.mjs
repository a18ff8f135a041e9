// `npm run format`: writes every file in the style of .prettierrc.json; with `--check` it only names the
// files that are not in it. The program is compiled: it takes a second where Prettier itself takes 15.
process.argv.push('--config', '.prettierrc.json', '.');
await import(new URL('cli.js', import.meta.resolve('oxfmt')));
