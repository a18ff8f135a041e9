/** The last line of the demo: where it is to be seen, and in whose name a browser that was opened acts. */
export const whoActs = (address: string, account: string, isShown: boolean): string =>
  isShown
    ? `your browser shows it, signed in as ${account}: what is done there is kept under that name`
    : `open ${address} to watch it, signed in as ${account}: what is done there is kept under that name`;
