import type { ProcessGraph } from "../graph.ts";
import type { ProcessState } from "../state.ts";
import { layoutOf, type Row, wrapped } from "./layout.ts";
import { stepWords, type Words, wayWords } from "./words.ts";

// Drawn for a telephone of 360 pixels, its margins taken off; wider screens show the same a little larger.
const width = 320;
const indent = 12;
const between = 9;
const line = 17;
const gap = 16;

interface Box {
  row: Row;
  x: number;
  y: number;
  width: number;
  height: number;
  title: string[];
  kind: string;
  ports: { y: number; text: string; index: number }[];
  here: boolean;
}

/**
 * A process as a picture, from top to bottom; where the case `at` stands is marked. Whoever cannot see it gets the same
 * as a list. `id` makes its names unique on a page.
 */
export function Picture({
  graph,
  at,
  words,
  id = "process",
}: {
  graph: ProcessGraph;
  at?: ProcessState;
  words: Words;
  id?: string;
}) {
  const { say } = words;
  const { rows, lanes } = layoutOf(graph);
  // Where work goes on, not the blocks around it; a called process is its caller's step here.
  const tokens = at?.tokens ?? [];
  const here = new Set(
    tokens
      .filter(
        ({ id: of, at: place }) =>
          !tokens.some((one) => one.parent === of && one.at !== place && !one.at.includes("/")),
      )
      .map((token) => token.at),
  );
  const right = width - 6 - Math.max(1, lanes) * between;
  const boxes = boxesOf(rows, right, here, words);
  const last = boxes.at(-1);
  const height = last ? last.y + last.height + 4 : 0;
  const standing = boxes.filter((box) => box.here).map((box) => box.title.join(" "));
  return (
    <div class="process">
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`} focusable="false">
        <title id={`${id}-title`}>{say("process.picture.title")}</title>
        <desc id={`${id}-desc`}>
          {standing.length > 0
            ? say("process.picture.here", { steps: standing.join(", ") })
            : say("process.picture.steps", { count: rows.length })}
        </desc>
        {boxes.map((box, i) => (
          <Lines key={box.row.name} box={box} boxes={boxes} index={i} right={right} />
        ))}
        {boxes.map((box) => (
          <Drawn key={box.row.name} box={box} />
        ))}
      </svg>
      <details class="govuk-details">
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{say("process.picture.list")}</span>
        </summary>
        <ol class="process-list">
          {boxes.map(({ row, title, kind, here: marked }) => (
            <li key={row.name} id={`${id}-${row.name}`} {...(marked && { "aria-current": "step" as const })}>
              {marked ? <b>{title.join(" ")}</b> : title.join(" ")} <span class="quiet">({kind})</span>
              {marked && <span>: {say("process.picture.now")}</span>}
              {row.ways.length > 0 && (
                <ul>
                  {row.ways.map((way, i) => {
                    const target = way.row === null ? null : boxes[way.row]!;
                    return (
                      <li key={i}>
                        {wayWords(row.step, way, words)}:{" "}
                        {target ? (
                          <a href={`#${id}-${target.row.name}`}>{target.title.join(" ")}</a>
                        ) : (
                          say("process.way.done")
                        )}
                      </li>
                    );
                  })}
                </ul>
              )}
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}

function boxesOf(rows: readonly Row[], right: number, here: ReadonlySet<string>, words: Words): Box[] {
  let y = 4;
  return rows.map((row, index): Box => {
    const x = 7 + row.depth * indent;
    const most = Math.floor((right - x - 20) / 7.1);
    const { title, kind } = stepWords(row.step, words);
    const lines = wrapped(title, most);
    const top = y + 24 + lines.length * line;
    // A single way straight down needs no words.
    const shown = row.ways.length === 1 && row.ways[0]!.row === index + 1 ? [] : row.ways;
    const ports = shown.map((way, i) => {
      const done = way.row === null ? words.say("process.way.done") : "";
      const said = way.by === "next" && done ? "" : wayWords(row.step, way, words);
      const text = [said, done].filter(Boolean).join(": ") + (way.row === index + 1 ? " ↓" : "");
      return { y: top + 12 + i * line, text: short(text, most + 2), index: row.ways.indexOf(way) };
    });
    const height = top - y + (ports.length > 0 ? ports.length * line + 6 : 2);
    const box = { row, x, y, width: right - x, height, title: lines, kind, ports, here: here.has(row.name) };
    y += height + gap;
    return box;
  });
}
const short = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most - 1)}…` : text);

function Drawn({ box }: { box: Box }) {
  const { x, y, width: wide, height, title, kind, ports, here, row } = box;
  const look = "end" in row.step ? " end" : "do" in row.step || "choose" in row.step ? " quiet" : "";
  return (
    <g class={`box${look}${here ? " here" : ""}`}>
      <rect x={x} y={y} width={wide} height={height} rx={"end" in row.step ? 14 : 4} />
      {here && <circle cx={x} cy={y + height / 2} r={6} />}
      <text class="kind" x={x + 9} y={y + 16}>
        {kind}
      </text>
      {title.map((text, i) => (
        <text key={i} class="title" x={x + 9} y={y + 33 + i * line}>
          {text}
        </text>
      ))}
      {ports.map(({ y: at, text }) => (
        <text key={at} class="way" x={x + wide - 9} y={at} text-anchor="end">
          {text}
        </text>
      ))}
    </g>
  );
}

/** The ways out of a box: straight down to the one below, or past the others on a line of their own. */
function Lines({ box, boxes, index, right }: { box: Box; boxes: readonly Box[]; index: number; right: number }) {
  const below = boxes[index + 1];
  const inner = below && below.row.depth > box.row.depth;
  const down = box.row.ways.some(({ row }) => row === index + 1) || inner;
  const lastInside = boxes.findLastIndex((_, i) => i > index && inside(boxes, index, i));
  return (
    <g class="ways">
      {lastInside > index && (
        <path
          class="bracket"
          d={`M${box.x + 4} ${box.y + box.height} V${boxes[lastInside]!.y + boxes[lastInside]!.height}`}
        />
      )}
      {down && below && (
        <Arrow
          points={[
            [below.x + 22, box.y + box.height],
            [below.x + 22, below.y],
          ]}
        />
      )}
      {box.row.ways.map((way, i) => {
        if (way.lane === null || way.row === null) return null;
        const target = boxes[way.row]!;
        const from = box.ports.find((port) => port.index === i)?.y ?? box.y + 20;
        const x = right + (way.lane + 1) * between - 2;
        const to = target.y + 11;
        return (
          <Arrow
            key={i}
            aside={way.by !== "next" && way.by !== "outcome" && way.by !== "when"}
            points={[
              [right, from - 4],
              [x, from - 4],
              [x, to],
              [right, to],
            ]}
          />
        );
      })}
    </g>
  );
}

/** Whether a row lies in the block that a row above it is. */
function inside(boxes: readonly Box[], block: number, row: number): boolean {
  for (let i = block + 1; i <= row; i += 1) if (boxes[i]!.row.depth <= boxes[block]!.row.depth) return false;
  return true;
}

function Arrow({ points, aside = false }: { points: readonly (readonly [number, number])[]; aside?: boolean }) {
  const [[fromX], [x, y]] = [points.at(-2)!, points.at(-1)!];
  const head =
    fromX === x
      ? `M${x - 4} ${y - 6} L${x} ${y} L${x + 4} ${y - 6}`
      : `M${x + 6} ${y - 4} L${x} ${y} L${x + 6} ${y + 4}`;
  return (
    <path class={aside ? "aside" : undefined} d={`M${points.map(([px, py]) => `${px} ${py}`).join(" L")} ${head}`} />
  );
}
