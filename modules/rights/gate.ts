import { type Gate, refuse } from "../../kernel/index.ts";
import { purposesOf } from "../privacy/index.ts";
import { anyRestricted } from "./queries/requests.ts";

/**
 * A person whose processing is restricted is read by no officer and by no system of an agency, but where a law orders
 * it: those purposes say so in the record of processing. The person's own doors and the house itself stay open.
 */
export const restrictionGate: Gate = async ({ world, actor, askAsRoom }, { purpose, about }) => {
  if (actor.hat !== "officer" && actor.hat !== "machine") return;
  if (about.length === 0 || purposesOf(world.government).get(purpose)?.ground === "legal-duty") return;
  if (await askAsRoom(anyRestricted, { people: about.slice(0, 10_000) }))
    refuse("not-allowed", "rights.refusal.restricted");
};
