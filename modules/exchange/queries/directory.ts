import { z } from "zod";
import { on, query } from "../../../kernel/index.ts";
import type { ExchangeTables, KeyRow, ServiceRow, SystemRow } from "../tables.ts";

/** A member's system as the directory shows it: what it offers, and the keys by which it signs. */
export interface Listed
  extends Pick<SystemRow, "id" | "instance" | "member_class" | "member" | "system" | "name" | "agency" | "state"> {
  services: Omit<ServiceRow, "address" | "about">[];
  keys: Pick<KeyRow, "id" | "algorithm" | "public">[];
}

/** Who takes part and what they offer. Anybody may know; where an agency's own machines stand is nobody's business. */
export const directory = query({
  name: "exchange.directory",
  input: z.object({ instance: z.string().max(60).optional() }).strict(),
  allow: [{ hat: "anyone" }],
  async answer({ tx }, { instance }): Promise<Listed[]> {
    let systems = on<ExchangeTables>(tx)
      .selectFrom("exchange.system")
      .select(["id", "instance", "member_class", "member", "system", "name", "agency", "state"])
      .where("state", "=", "active");
    if (instance) systems = systems.where("instance", "=", instance);
    const listed = await systems.orderBy("instance").orderBy("member").orderBy("system").limit(5_000).execute();
    const services = await on<ExchangeTables>(tx)
      .selectFrom("exchange.service")
      .selectAll()
      .where("state", "=", "offered")
      .orderBy("code")
      .execute();
    const keys = await on<ExchangeTables>(tx)
      .selectFrom("exchange.key")
      .select(["id", "system", "algorithm", "public"])
      .where("revoked_at", "is", null)
      .orderBy("made_at")
      .execute();
    return listed.map((system) => ({
      ...system,
      services: services.filter((one) => one.system === system.id).map(({ address: _a, about: _b, ...shown }) => shown),
      keys: keys.filter((one) => one.system === system.id).map(({ system: _s, ...shown }) => shown),
    }));
  },
});
