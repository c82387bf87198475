import { believed, type Gate, refuse } from "../../kernel/index.ts";
import { purposesOf } from "../privacy/index.ts";
import { restrictedPeople } from "./queries/requests.ts";

/** Every read passes the gate and few people are behind it: who they are is known by heart, for a second at most. */
export const restricted = believed<ReadonlySet<string>>(1_000);

/**
 * A person whose processing is restricted is read by no officer and by no system of an agency, but where a law orders
 * it: those purposes say so in the record of processing. The person's own doors and the house itself stay open.
 */
export const restrictionGate: Gate = async ({ world, actor, askAsRoom }, { purpose, about }) => {
  if (actor.hat !== "officer" && actor.hat !== "machine") return;
  if (about.length === 0 || purposesOf(world.government).get(purpose)?.ground === "legal-duty") return;
  const people = await restricted(world, "", async () => new Set(await askAsRoom(restrictedPeople, {})));
  if (about.some((person) => people.has(person))) refuse("not-allowed", "rights.refusal.restricted");
};
