/**
 * Goes on after so many milliseconds, or as soon as nobody is there any more whom it would disturb: that is
 * looked at every `lookMs`. Where nobody is there from the start, at once.
 */
export function restBeside(
  isAnybodyThere: () => boolean,
  { ms, lookMs }: { readonly ms: number; readonly lookMs: number },
  goOn: () => void,
): void {
  if (ms <= 0 || !isAnybodyThere()) return goOn();
  const step = Math.min(ms, lookMs);
  setTimeout(() => restBeside(isAnybodyThere, { ms: ms - step, lookMs }, goOn), step);
}
