import { randomUUID } from "node:crypto";

/** A valid call of whatever tells people what is done with their data, and of their rights. */
export const inputsOfPrivacy = (): Record<string, unknown> => ({
  "privacy.entries": {},
  "privacy.entry": { id: randomUUID() },
  "privacy.usages": { userCode: "9901014508800001", requester: "9901014508800001" },
  "privacy.usage-period": {},
});
