/** Lines for the person at the terminal; logs of services are something else. */
export interface Say {
  line(text: string): void;
  problem(text: string): void;
}

export const sayToTerminal: Say = {
  line: (text) => void process.stdout.write(`${text}\n`),
  problem: (text) => void process.stderr.write(`handrail: ${text}\n`),
};
