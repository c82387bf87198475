import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Actor } from "./actor.ts";
import { asRoom, contextFor } from "./ask.ts";
import type { Command, CommandContext, Outcome } from "./command.ts";
import { faultsOf } from "./faults.ts";
import { entryOf, type Trace, writeTraces } from "./journal.ts";
import { allowed, type Grant } from "./policy.ts";
import { Refusal, refuse } from "./refusal.ts";
import { span } from "./telemetry.ts";
import type { ActOptions, Visit } from "./visit.ts";
import type { World } from "./world.ts";

/** Strangers' keys share one drawer; their keys are long random words made by the page. */
const nobody = "00000000-0000-0000-0000-000000000000";

/**
 * The one door for change. Raw input -> schema -> policy -> state, journal, outbox and
 * kept answer in one transaction. Throws a Refusal for what a person can mend.
 */
export async function act<I extends z.ZodType, Thing, R>(
  world: World,
  actor: Actor,
  command: Command<I, Thing, R>,
  raw: z.input<I>,
  options: ActOptions = {},
): Promise<R> {
  return span(`act ${command.name}`, async () => {
    const input = checked(command, raw);
    const account = actor.account ?? nobody;
    const digest = options.key
      ? createHash("sha256")
          .update(JSON.stringify([command.name, raw]))
          .digest()
      : null;
    const attempt = () =>
      world.database.inTransaction(actor, true, async (tx) => {
        const visit: Visit = { world, tx, options, traces: [] };
        const result = await carryOut(visit, actor, command, input);
        const kept =
          options.key && digest
            ? { account, key: options.key, command: command.name, input: digest, result, at: world.clock.now() }
            : null;
        writeTraces(tx, visit.traces, kept);
        return result;
      });
    for (let tries = 1; ; tries += 1) {
      try {
        return await attempt();
      } catch (error) {
        // Two acts held each other up and the database undid one: it is tried again from the start.
        if (isHeldUp(error) && tries < 4) continue;
        // Two tries with one key: the later one is undone whole and given the first one's answer.
        // A try that was refused looks too: its first run may have used up what it asks for.
        if (options.key && digest && (isTaken(error) || error instanceof Refusal)) {
          const kept = await answerKept(world, actor, account, options.key, digest);
          if (kept) return kept.result as R;
        }
        // The rule that a command checks for kindness, an index keeps for truth.
        if (isTaken(error)) throw Object.assign(new Refusal("conflict", "kernel.refusal.conflict"), { cause: error });
        throw error;
      }
    }
  });
}

export function checked<I extends z.ZodType, Thing, R>(command: Command<I, Thing, R>, raw: unknown): z.output<I> {
  const parsed = command.input.safeParse(raw);
  if (!parsed.success) throw new Refusal("invalid", "kernel.refusal.invalid", { faults: faultsOf(parsed.error) });
  return parsed.data;
}

async function carryOut<I extends z.ZodType, Thing, R>(
  visit: Visit,
  actor: Actor,
  command: Command<I, Thing, R>,
  input: z.output<I>,
): Promise<R> {
  const base = contextFor(visit, actor, command.name);
  const thing = (command.load ? await command.load(base, input) : undefined) as Thing | null;
  if (thing === null) {
    if (actor.hat === "anyone" && !command.allow.some((grant) => grant.hat === "anyone")) {
      refuse("sign-in-needed", "kernel.refusal.sign-in-needed");
    }
    refuse("not-found", "kernel.refusal.not-found");
  }
  const grant = allowed(command.allow, actor, thing, input);
  const context: CommandContext = {
    ...base,
    tell: (other, raw) =>
      asRoom(visit, actor, command.name, (room, inside) => carryOut(inside, room, other, checked(other, raw))),
  };
  const outcome = await command.carryOut(context, input, thing);
  visit.traces.push(traceOf(visit, actor, command.name, grant, outcome, base.now));
  return outcome.result;
}

/** The line that an act leaves in the journal, with what it announces, adds and wants done later. */
export function traceOf(
  { world, options }: Pick<Visit, "world" | "options">,
  actor: Actor,
  name: string,
  grant: Grant<never, never>,
  { facts = [], jobs = [], adds = [], subject, about, note }: Outcome<unknown>,
  at: Date,
): Trace {
  const entry = entryOf(actor, {
    id: world.newId(),
    at,
    kind: "act",
    name,
    via: options.via ?? "internal",
    request: options.request ?? null,
  });
  const numbered = facts.map((fact) => ({ id: world.newId(), ...fact }));
  entry.subject = subject ?? facts[0]?.subject ?? null;
  entry.purpose = grant.purpose ?? null;
  entry.about = about ?? [];
  entry.body = {
    ...note,
    facts: numbered.map(({ name, subject: of, body }) => ({ name, subject: of, ...(body && { body }) })),
  };
  return { entry, facts: numbered, jobs, adds };
}

const codeOf = (error: unknown): string | undefined => (error as { code?: string } | null)?.code;
const isTaken = (error: unknown): boolean => codeOf(error) === "23505";
const isHeldUp = (error: unknown): boolean => codeOf(error) === "40001" || codeOf(error) === "40P01";

async function answerKept(world: World, actor: Actor, account: string, key: string, digest: Buffer) {
  return world.database.inTransaction(actor, false, async (tx) => {
    const [kept] = await tx.query<{ input: Buffer; result: unknown }>(
      "select input, result from kernel.idempotency where account = $1 and key = $2",
      [account, key],
    );
    if (kept && !kept.input.equals(digest)) refuse("conflict", "kernel.refusal.key-reused");
    return kept;
  });
}
