/** One kill: who, and at how many acknowledged events at the earliest. */
export interface PlannedKill {
  readonly victim: string;
  readonly at: number;
}

/**
 * Kills spread evenly over a load, each at a random place within its own share of it. Every victim comes
 * once, in random order, before any comes again, so that their counts differ by one at most.
 */
export function planKills(plan: {
  readonly victims: readonly string[];
  readonly kills: number;
  readonly events: number;
  readonly random: () => number;
}): PlannedKill[] {
  const { victims, kills, events, random } = plan;
  const round: string[] = [];
  return Array.from({ length: kills }, (_, n) => {
    if (round.length === 0) round.push(...victims);
    const victim = round.splice(Math.floor(random() * round.length), 1)[0]!;
    return { victim, at: Math.floor(((n + random()) / kills) * events) };
  });
}
