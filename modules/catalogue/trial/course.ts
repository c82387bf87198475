import type { Calendar } from "../../../kernel/index.ts";
import { clocks, fresh, type ProcessState, step } from "../../process/index.ts";
import { parametersOn, type Scope } from "../../rules/index.ts";
import type { OnlineService } from "../definition/schema.ts";
import type { Happening } from "../definition/trials-file.ts";

type ProcessEvent = Parameters<typeof step>[2];

/** A case that lives only in a test: the engine, its timers and the legal clock, and no database. */
export class Course {
  readonly #service: OnlineService;
  readonly #scope: Scope;
  readonly #calendar: Calendar;
  #now: Date;
  #pausedAt: Date | null = null;
  #timers: { token: number; to: string; due: Date }[] = [];
  #items = new Map<number, string>();
  state: ProcessState = fresh;
  /** Steps at which something was done, waited for or decided. */
  readonly path: string[] = [];
  due: Date;

  constructor(service: OnlineService, scope: Scope, calendar: Calendar, day: string) {
    this.#service = service;
    this.#scope = scope;
    this.#calendar = calendar;
    // Handed in at nine.
    this.#now = new Date(calendar.moment(day, "00:00").getTime() + 9 * 3_600_000);
    this.due = calendar.deadline(this.#now, clocks.daysOn(service.standard.time.workingDays, scope));
    this.#step({ type: "start" });
  }

  /** Lets one thing happen. Throws a ProcessFault when nothing waits for it. */
  let(happening: Happening): void {
    if ("comes" in happening) this.#step({ type: "message", name: happening.comes });
    else if ("passes" in happening) this.#pass(happening.passes);
    else {
      const { at, chooses, item } = happening;
      const token = this.state.tokens.find(
        (one) => one.at === at && (item === undefined ? !this.#isBlock(one.id) : this.#items.get(one.id) === item),
      );
      this.#step({ type: "complete", token: token?.id ?? -1, outcome: chooses });
    }
  }

  /** Where the case stands, and whose share of several each place is. */
  get standing(): { at: string; item: string | null }[] {
    return this.state.tokens
      .filter(({ id }) => !this.#isBlock(id))
      .map(({ id, at }) => ({ at, item: this.#items.get(id) ?? null }));
  }

  /** Steps at which the case stands now, each once. */
  get at(): string[] {
    return [...new Set(this.state.tokens.map(({ at }) => at))];
  }

  /** A token whose parts run elsewhere is not itself at work. */
  #isBlock(id: number): boolean {
    return this.state.tokens.some(({ parent }) => parent === id);
  }

  #pass(time: { workingDays: number } | { days: number }): void {
    const until =
      "days" in time
        ? new Date(this.#now.getTime() + time.days * 86_400_000)
        : this.#calendar.deadline(this.#now, time.workingDays);
    for (;;) {
      const [next] = this.#timers.filter(({ due }) => due <= until).sort((a, b) => a.due.getTime() - b.due.getTime());
      if (!next || this.state.ended !== null) break;
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#now = next.due;
      this.#step({ type: "timer", token: next.token, to: next.to });
    }
    this.#now = until;
  }

  #step(event: ProcessEvent): void {
    // Answers and decisions stay those of the hand-in; what the law says of time is that of the day.
    const today = this.#calendar.today(this.#now);
    const scope = { ...this.#scope, ...parametersOn(this.#service.decisions, today), today };
    const { state, effects } = step(this.#service.process, this.state, event, scope);
    this.state = state;
    for (const effect of effects) {
      if (effect.effect === "leave") this.#timers = this.#timers.filter(({ token }) => token !== effect.token);
      if (effect.effect === "task" && effect.item !== null) this.#items.set(effect.token, effect.item);
      if (effect.effect === "timer") {
        const { workingDays, days, to } = effect.timer;
        const due =
          workingDays !== undefined
            ? this.#calendar.deadline(this.#now, workingDays)
            : new Date(this.#now.getTime() + (days ?? 0) * 86_400_000);
        this.#timers.push({ token: effect.token, to, due });
      }
      if ("step" in effect && effect.effect !== "leave" && this.path.at(-1) !== effect.step)
        this.path.push(effect.step);
    }
    if (clocks.pauseOf(this.#service.process, {}, state)) this.#pausedAt ??= this.#now;
    else if (this.#pausedAt) {
      this.due = this.#calendar.resume(this.due, this.#pausedAt, this.#now);
      this.#pausedAt = null;
    }
  }
}
