import { type Context, type Gate, refuse, type World } from "../../kernel/index.ts";
import { purposesOf } from "../privacy/index.ts";
import { restrictedPeople } from "./queries/requests.ts";

/**
 * A person whose processing is restricted is read by no officer and by no system of an agency, but where a law orders
 * it: those purposes say so in the record of processing. The person's own doors and the house itself stay open.
 */
export const restrictionGate: Gate = async (context, { purpose, about }) => {
  const { world, actor } = context;
  if (actor.hat !== "officer" && actor.hat !== "machine") return;
  if (about.length === 0 || purposesOf(world.government).get(purpose)?.ground === "legal-duty") return;
  const restricted = await restrictedNow(context);
  if (about.some((person) => restricted.has(person))) refuse("not-allowed", "rights.refusal.restricted");
};

/** Every read passes the gate and few people are behind it: they are known by heart, for so long at most. */
const believedMs = 1_000;
const known = new WeakMap<World, { people: ReadonlySet<string>; until: number }>();

async function restrictedNow({ world, askAsRoom }: Context): Promise<ReadonlySet<string>> {
  const kept = known.get(world);
  if (kept && kept.until > performance.now()) return kept.people;
  const people = new Set(await askAsRoom(restrictedPeople, {}));
  known.set(world, { people, until: performance.now() + believedMs });
  return people;
}

/** What this process itself changes it knows at once. */
export const forgetRestricted = (world: World): boolean => known.delete(world);
