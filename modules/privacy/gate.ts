import { type Gate, refuse } from "../../kernel/index.ts";
import { restsOnConsent } from "./consent.ts";
import { consentHolds } from "./queries/consents.ts";

/** What rests on consent is shown to nobody but the person themselves once the consent is gone. */
export const consentGate: Gate = async ({ world, actor, askAsRoom }, { purpose, about }) => {
  if (!restsOnConsent(world.government, purpose)) return;
  const others = about.filter((person) => person !== actor.person || actor.hat === "officer");
  if (others.length > 0 && !(await askAsRoom(consentHolds, { people: others, purpose })))
    refuse("not-allowed", "privacy.refusal.no-consent");
};
