import type { Graph } from "../walls/rules.ts";

const box = { width: 132, height: 44, gapX: 24, gapY: 64 };
const margin = 28;
const base = 46;

/**
 * The map of rooms as an SVG picture: who stands on whom, the kernel under all.
 * A room stands one floor above the highest room it uses. A line that only
 * repeats a longer way round is drawn faintly.
 */
export function drawing(graph: Graph): string {
  const floors = floorsOf(graph);
  const widest = Math.max(...floors.map((floor) => floor.length));
  const width = 2 * margin + widest * box.width + (widest - 1) * box.gapX;
  const height = 2 * margin + floors.length * (box.height + box.gapY) + base;
  const places = new Map<string, { x: number; y: number }>();
  floors.forEach((floor, level) => {
    const row = floor.length * box.width + (floor.length - 1) * box.gapX;
    floor.forEach((name, n) => {
      const x = (width - row) / 2 + n * (box.width + box.gapX);
      places.set(name, { x, y: height - margin - base - (level + 1) * (box.height + box.gapY) + box.gapY / 2 });
    });
  });

  const lines = Object.entries(graph).flatMap(([from, uses]) =>
    uses.map((to) => line(places.get(from)!, places.get(to)!, isRoundabout(graph, from, to))),
  );
  const rooms = [...places].map(
    ([name, { x, y }]) =>
      `<g><rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="6"/>` +
      `<text x="${x + box.width / 2}" y="${y + box.height / 2 + 5}">${name}</text></g>`,
  );
  const told = Object.entries(graph)
    .map(([name, uses]) => (uses.length > 0 ? `${name} uses ${uses.join(", ")}` : `${name} uses no other`))
    .join("; ");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="t d">
<title id="t">The rooms of Pendopo and which others each may use</title>
<desc id="d">${told}. All stand on the kernel.</desc>
<style>
rect { fill: #fffaf0; stroke: #6b3f1d; stroke-width: 1.5 }
path { fill: none; stroke: #6b3f1d; stroke-width: 1.4 }
path.faint { stroke: #cdb79e; stroke-width: 1 }
text { font: 600 15px system-ui, sans-serif; fill: #2b1a0c; text-anchor: middle }
.base rect { fill: #6b3f1d } .base text { fill: #fffaf0 }
</style>
<rect width="${width}" height="${height}" style="fill:#fff;stroke:none"/>
<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" style="fill:#6b3f1d;stroke:none"/></marker></defs>
${lines.sort().join("\n")}
${rooms.join("\n")}
<g class="base"><rect x="${margin}" y="${height - margin - base}" width="${width - 2 * margin}" height="${base}" rx="6"/><text x="${width / 2}" y="${height - margin - base / 2 + 5}">kernel · act · ask · journal · policy · database · http</text></g>
</svg>
`;
}

function floorsOf(graph: Graph): string[][] {
  const levelOf = (name: string): number => Math.max(-1, ...(graph[name] ?? []).map(levelOf)) + 1;
  const floors: string[][] = [];
  for (const name of Object.keys(graph)) {
    const level = levelOf(name);
    floors[level] = [...(floors[level] ?? []), name];
  }
  // Each floor in the order of what it stands on, so that fewer lines cross.
  for (let level = 1; level < floors.length; level++) {
    const below = floors[level - 1]!;
    const middle = (name: string) => {
      const at = graph[name]!.map((used) => below.indexOf(used)).filter((n) => n >= 0);
      return at.reduce((sum, n) => sum + n, 0) / at.length;
    };
    floors[level]!.sort((a, b) => middle(a) - middle(b));
  }
  return floors;
}

/** True when another of the rooms it uses leads there too. */
function isRoundabout(graph: Graph, from: string, to: string): boolean {
  const leads = (name: string): boolean => graph[name]!.some((used) => used === to || leads(used));
  return graph[from]!.some((used) => used !== to && leads(used));
}

function line(from: { x: number; y: number }, to: { x: number; y: number }, faint: boolean): string {
  const x1 = from.x + box.width / 2;
  const y1 = from.y + box.height;
  const x2 = to.x + box.width / 2;
  const y2 = to.y - 2;
  const bend = (y2 - y1) / 2;
  const shape = `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}`;
  // Faint lines sort first and so lie below.
  return faint ? `<path class="faint" d="${shape}"/>` : `<path d="${shape}" marker-end="url(#a)"/>`;
}
