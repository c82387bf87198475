import { isCollection, LineCounter, type Node, parseDocument } from "yaml";
import type { Path } from "./editor/shape.ts";

/** What is wrong in a service's files: in which, on which line, in words. */
export interface Finding {
  file: string;
  line: number;
  says: string;
}

/** "form.yaml:12: ..." taken apart. */
export function findingsOf(faults: readonly string[]): Finding[] {
  return faults.map((fault) => {
    const told = /^(?:.*\/)?([a-z]+)\.yaml(?::(\d+))?: (.*)$/s.exec(fault);
    return told
      ? { file: told[1]!, line: Number(told[2] ?? 1), says: told[3]! }
      : { file: "service", line: 1, says: fault };
  });
}

/** Which findings of a file lie at a place or within it, and which of them at one of its own fields. */
export class Findings {
  readonly #all: readonly Finding[];
  readonly #document: ReturnType<typeof parseDocument>;
  readonly #lines = new LineCounter();

  constructor(text: string, all: readonly Finding[]) {
    this.#all = all;
    this.#document = parseDocument(text, { lineCounter: this.#lines });
  }
  /** The lines from which and to which a place reaches; the whole file for a place that is not there. */
  #reach(path: Path): [number, number] {
    const node = path.length === 0 ? this.#document.contents : (this.#document.getIn(path, true) as Node | undefined);
    if (!node?.range) return path.length === 0 ? [0, Number.POSITIVE_INFINITY] : [0, -1];
    const line = (offset: number) => this.#lines.linePos(offset).line;
    return [line(node.range[0]), line(Math.max(node.range[0], node.range[1] - 1))];
  }
  within(path: Path): Finding[] {
    const [from, to] = path.length === 0 ? [0, Number.POSITIVE_INFINITY] : this.#reach(path);
    return this.#all.filter(({ line }) => line >= from && line <= to);
  }
  /** What is said at each field of a place, by the field's path; a finding goes to the innermost place that has its line. */
  at(path: Path): Map<string, string> {
    const said = new Map<string, string>();
    const place = path.length === 0 ? this.#document.contents : (this.#document.getIn(path, true) as Node | undefined);
    if (!isCollection(place)) return said;
    for (const [key] of Object.entries((place.toJSON() as object) ?? {})) {
      const inner = [...path, key];
      for (const finding of this.within(inner)) said.set(inner.join("."), finding.says);
    }
    return said;
  }
}
