/** Who needs whom. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** Circles of a graph, each the shortest through its first member; no member is shown twice. */
export function circlesIn(graph: Graph): string[][] {
  const shown = new Set<string>();
  const circles: string[][] = [];
  for (const start of [...graph.keys()].sort()) {
    if (shown.has(start)) continue;
    const circle = wayBackTo(start, graph);
    if (!circle || circle.some((member) => shown.has(member))) continue;
    for (const member of circle) shown.add(member);
    circles.push(circle);
  }
  return circles;
}

function wayBackTo(start: string, graph: Graph): string[] | undefined {
  const cameFrom = new Map<string, string>();
  const waiting = [start];
  for (const member of waiting)
    for (const next of graph.get(member) ?? []) {
      if (next === start) return wayTo(member, cameFrom);
      if (cameFrom.has(next)) continue;
      cameFrom.set(next, member);
      waiting.push(next);
    }
  return undefined;
}

function wayTo(end: string, cameFrom: ReadonlyMap<string, string>): string[] {
  const way = [end];
  for (let member = cameFrom.get(end); member !== undefined; member = cameFrom.get(member))
    way.unshift(member);
  return way;
}
