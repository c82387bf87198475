import { type Moment, readDay, readMoment } from "../value/calendar.ts";
import { type Datum, Func, type Value } from "../value/datum.ts";
import { ExpressionFault, limits } from "./fault.ts";

/** What the names of an expression mean: answers, facts, decisions, parameters. */
export type Scope = Readonly<Record<string, Value | undefined>>;

/** One evaluation: how much it did so far, and whether texts that are days count as days. */
export interface Run {
  steps: number;
  calls: number;
  loose: boolean;
  /** What `now()` says; without it, the name `now` and the name `today` of the scope say it. */
  now?: Moment;
}

/** Names within names: the inner ones are looked at first. */
export class Env {
  readonly names: Readonly<Record<string, Datum | undefined>>;
  readonly up: Env | null;
  readonly run: Run;
  constructor(names: Readonly<Record<string, unknown>>, up: Env | null, run: Run) {
    this.names = names as Record<string, Datum | undefined>;
    this.up = up;
    this.run = run;
  }

  under(names: Readonly<Record<string, Datum | undefined>>): Env {
    return new Env(names, this, this.run);
  }

  /** The value of a name; `undefined` when nobody gave it. */
  find(name: string): Datum | undefined {
    for (let env: Env | null = this; env; env = env.up)
      if (Object.hasOwn(env.names, name)) return env.names[name] ?? null;
    return undefined;
  }

  /** The day or moment that counts: nobody here looks at a clock. */
  time(name: "now" | "today"): Datum {
    const { now } = this.run;
    if (now) return name === "now" ? now : now.day;
    const found = this.find(name) ?? null;
    if (typeof found !== "string") return found instanceof Func ? null : found;
    return name === "now" ? readMoment(found) : readDay(found);
  }

  /** Counts one step of a loop; an expression that takes too many is refused, whatever it would give. */
  step(): void {
    if (++this.run.steps > limits.steps) throw new ExpressionFault(`takes more than ${limits.steps} steps`, 0);
  }
}

export const envOf = (scope: Scope, loose = true): Env => new Env(scope, null, { steps: 0, calls: 0, loose });
