import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { offeredApi } from "../stored.ts";
import { keeper } from "./services.ts";

/**
 * An officer asks their own agency's API something through the gateway, before or after others may. The act stands in the journal with
 * the reason; of the answer only its shape is shown.
 */
export const tryService = command({
  name: "exchange.try-service",
  internal: true,
  input: z.object({ service: z.uuid(), reason: z.string().trim().min(3, "exchange.fault.reason").max(300) }).strict(),
  load: ({ tx }, { service }) => offeredApi(tx, service),
  allow: [{ hat: "officer", roles: ["administrator", "steward"], relation: keeper, assurance: 3 }],
  async carryOut(_context, { service: id, reason }, { service, system }) {
    if (service.state !== "offered") refuse("conflict", "exchange.refusal.not-offered");
    return { result: { service, system }, subject: id, note: { reason } };
  },
});
