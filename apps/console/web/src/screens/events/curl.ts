/** The same event on a command line. */
export const curlOf = (origin: string, eventId: string): string =>
  `curl -s '${origin}/v1/console/events/${eventId}'`;
