import type { Calendar } from "../../../kernel/index.ts";
import type { Answers, FormField } from "../../forms/index.ts";
import { clocks, type Effect, fresh, hearing, ProcessFault, type ProcessState, step } from "../../process/index.ts";
import { parametersOn, type Scope } from "../../rules/index.ts";
import { awaitedIn, heldAtTheDoor, isGranting, lastDayOf, overAt } from "../definition/later.ts";
import type { OnlineService } from "../definition/schema.ts";
import type { Happening } from "../definition/trials-file.ts";

type ProcessEvent = Parameters<typeof step>[2];

/** A case that lives only in a test: the engine, its timers and the legal clock, and no database. */
export class Course {
  readonly #service: OnlineService;
  #scope: Scope;
  readonly #calendar: Calendar;
  #now: Date;
  #pausedAt: Date | null = null;
  #timers: { token: number; to: string; due: Date }[] = [];
  /** What is still to be brought, until when. */
  #awaited: { field: FormField; due: Date }[];
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
    this.#awaited = awaitedIn(service, scope as unknown as Answers, scope).map((field) => ({
      field,
      due: overAt(calendar, lastDayOf(calendar, this.#now, field.later!, scope)),
    }));
    this.#start();
  }

  /** Answers were mended, and the decisions with them: what follows reads these. */
  reads(scope: Scope): void {
    this.#scope = scope;
  }

  /** Lets one thing happen. Throws a ProcessFault when nothing waits for it. */
  let(happening: Happening): void {
    if ("comes" in happening) this.#step({ type: "message", name: happening.comes });
    else if ("signal" in happening) this.#hear(happening.signal);
    else if ("brings" in happening) this.#bring(happening.brings);
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

  /** The questions whose files are still to be brought. */
  get awaits(): string[] {
    return this.#awaited.map(({ field }) => field.id);
  }

  /** Steps at which the case stands now, each once. */
  get at(): string[] {
    return [...new Set(this.state.tokens.map(({ at }) => at))];
  }

  /** A token whose parts run elsewhere is not itself at work. */
  #isBlock(id: number): boolean {
    return this.state.tokens.some(({ parent }) => parent === id);
  }

  /** The engine lets a signal pass that nobody hears; a test that sends one has not come to where it thinks it is. */
  #hear(signal: string): void {
    if (!hearing.listens(this.#service.process, {}, this.state, { signal }))
      throw new ProcessFault(`Nobody listens to the signal "${signal}"`);
    this.#step({ type: "signal", name: signal });
  }

  /** What the rules alone would grant waits at the door until all is there. */
  #start(): void {
    const first = step(this.#service.process, fresh, { type: "start" }, this.#read);
    this.#take(this.#awaited.length > 0 && this.#grants(first) ? heldAtTheDoor : first);
  }

  #bring(id: string): void {
    if (!this.awaits.includes(id) || this.state.ended !== null)
      throw new ProcessFault(`Nothing is awaited for "${id}"`);
    this.#awaited = this.#awaited.filter(({ field }) => field.id !== id);
    this.#scope = { ...this.#scope, [id]: { file: `${id}.pdf` } };
    if (this.state.tokens.length > 0) this.#take({ state: this.state, effects: [] });
    else if (this.#awaited.length === 0) this.#start();
  }

  /** It did not come: the case goes where the form says; where it says nothing, an officer has been told. */
  #isOver(id: string): void {
    const { late } = this.#awaited.find(({ field }) => field.id === id)!.field.later!;
    if (!late) return;
    this.#awaited = [];
    this.#timers = [];
    const from = { ...this.#service.process, start: late };
    this.#take(step(from, { ...this.state, tokens: [] }, { type: "start" }, this.#read));
  }

  #pass(time: { workingDays: number } | { days: number }): void {
    const until =
      "days" in time
        ? new Date(this.#now.getTime() + time.days * 86_400_000)
        : this.#calendar.deadline(this.#now, time.workingDays);
    for (;;) {
      const days = this.#awaited.filter(({ field, due }) => field.later!.late && due > this.#now);
      const [next] = [...this.#timers, ...days]
        .filter(({ due }) => due <= until)
        .sort((a, b) => a.due.getTime() - b.due.getTime());
      if (!next || this.state.ended !== null) break;
      this.#now = next.due;
      if ("field" in next) {
        this.#isOver(next.field.id);
        continue;
      }
      this.#timers = this.#timers.filter((one) => one !== next);
      this.#step({ type: "timer", token: next.token, to: next.to });
    }
    this.#now = until;
  }

  #step(event: ProcessEvent): void {
    const next = step(this.#service.process, this.state, event, this.#read);
    if (this.#awaited.length > 0 && this.#grants(next))
      throw new ProcessFault(`"${this.awaits.join('", "')}" is still awaited: nothing is granted before it is there`);
    this.#take(next);
  }

  /** Answers and decisions stay those of the hand-in; what the law says of time is that of the day. */
  get #read(): Scope {
    const today = this.#calendar.today(this.#now);
    return { ...this.#scope, ...parametersOn(this.#service.decisions, today), today };
  }

  #grants({ state, effects }: Pick<ReturnType<typeof step>, "state" | "effects">): boolean {
    return isGranting(
      this.#service,
      state,
      effects.flatMap((one) => (one.effect === "do" ? [one.name] : [])),
    );
  }

  #take({ state, effects }: Pick<ReturnType<typeof step>, "state"> & { effects: readonly Effect[] }): void {
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
    // The legal clock stands still while the applicant has the case, and while nothing of it has begun.
    const pauses =
      (state.ended === null && state.tokens.length === 0) ||
      this.#awaited.some(({ field }) => field.later!.pause) ||
      clocks.pauseOf(this.#service.process, {}, state) !== null;
    if (pauses) this.#pausedAt ??= this.#now;
    else if (this.#pausedAt) {
      this.due = this.#calendar.resume(this.due, this.#pausedAt, this.#now);
      this.#pausedAt = null;
    }
  }
}
