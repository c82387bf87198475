import { z } from "zod";
import { command } from "../../../kernel/index.ts";
import type { MessageRow } from "../tables.ts";

/**
 * Writes what was asked and answered. The journal's line holds the hash of both signatures, so that the public log proves
 * that this exchange happened then; many messages share one commit (`append`).
 */
export const logMessage = command({
  name: "exchange.log-message",
  internal: true,
  input: z.custom<MessageRow & { proof: string }>(
    (row) => typeof row === "object" && row !== null && "message_id" in row,
  ),
  allow: [{ hat: "system" }],
  async carryOut(_context, { proof, ...row }) {
    return {
      result: null,
      subject: row.id,
      note: { proof, agreement: row.agreement, status: row.status },
      adds: [{ table: "exchange.message", row: { ...row } }],
    };
  },
});
