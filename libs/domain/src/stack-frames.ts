/** More of a stack than anybody looks at. */
const LONGEST = 4_000;
const FRAME = '    at ';

/**
 * Where an error came from, the innermost place first, as `file:line:column`. Its message is passed over, because it
 * may hold anything, also what looks like a place.
 */
export function stackFrames({ stack = '', message }: Error): string[] {
  const at = message === '' ? -1 : stack.indexOf(message);
  const behind = at < 0 ? 0 : at + message.length;
  return stack
    .slice(behind, behind + LONGEST)
    .split('\n')
    .filter((line) => line.startsWith(FRAME))
    .map(placeIn)
    .filter((place) => /:\d+:\d+$/.test(place));
}

/** `at name (file:line:column)` or `at file:line:column`. */
function placeIn(frame: string): string {
  const line = frame.endsWith(')') ? frame.slice(0, -1) : frame;
  const from = Math.max(line.lastIndexOf('('), line.lastIndexOf(' ')) + 1;
  return line.slice(from).replace('file://', '');
}
