import { hash } from "node:crypto";
import type { Adapter, AdapterPayload } from "oidc-provider";
import type { World } from "../../../kernel/index.ts";
import { accountOf } from "../capacity.ts";
import { scopesOf } from "../claims.ts";
import { type ClientRow, metadataOf } from "../client.ts";
import type { ConsentRow } from "../consent.ts";
import { Turns } from "./turns.ts";

interface Kept {
  payload: AdapterPayload;
  consumed_at: Date | null;
}

/** Ids of sessions, codes and tokens open doors: only their hash is written down. */
const hashed = (id: string): Buffer => hash("sha256", id, "buffer");
const uuid = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What is kept of a session, code or token: all but the word that opens it. */
function without({ jti: _word, ...payload }: AdapterPayload): AdapterPayload {
  // An interaction also knows its session's cookie, which nothing reads.
  if (payload.session) return { ...payload, session: { ...payload.session, cookie: undefined } } as AdapterPayload;
  return payload;
}

/** The protocol's memory in PostgreSQL: one prepared statement a call. */
export function adapterFor(world: World, model: string, alreadyUsed: () => Error): Adapter {
  const { statement } = world.database;
  const whole = (kept: Kept | undefined, id?: string): AdapterPayload | undefined =>
    kept && {
      ...kept.payload,
      ...(id !== undefined && { jti: id }),
      ...(kept.consumed_at && { consumed: Math.floor(kept.consumed_at.getTime() / 1000) }),
    };
  return {
    async upsert(id, payload, expiresIn) {
      const ends = new Date(payload.exp ? payload.exp * 1000 : world.clock.now().getTime() + (expiresIn ?? 0) * 1000);
      const { grantId, uid } = payload;
      await statement("select signon.put($1, $2, $3, $4, $5, $6)", [
        model,
        hashed(id),
        JSON.stringify(without(payload)),
        grantId && uuid.test(grantId) ? grantId : null,
        uid && model === "Session" ? hashed(uid) : null,
        ends,
      ]);
    },
    async find(id) {
      const [kept] = await statement<Kept & {}>("select * from signon.look($1, $2)", [model, hashed(id)]);
      return whole(kept, id);
    },
    async findByUid(uid) {
      const [kept] = await statement<Kept & {}>("select * from signon.look_by_uid($1)", [hashed(uid)]);
      return whole(kept);
    },
    findByUserCode: async () => undefined,
    async consume(id) {
      const [first] = await statement<{ consume: boolean }>("select signon.consume($1, $2, $3)", [
        model,
        hashed(id),
        world.clock.now(),
      ]);
      // Of two who bring one code at the same instant, one gets the tokens.
      if (!first?.consume) throw alreadyUsed();
    },
    async destroy(id) {
      await statement("select signon.drop($1, $2)", [model, hashed(id)]);
    },
    async revokeByGrantId(grantId) {
      if (uuid.test(grantId)) await statement("select signon.drop_grant($1, $2)", [model, grantId]);
    },
  };
}

const nothing = async () => {};
const onlyRead = {
  findByUserCode: nothing,
  findByUid: nothing,
  consume: nothing,
  destroy: nothing,
  revokeByGrantId: nothing,
};
const elsewhere = async () => {
  throw new Error("Clients and consents are changed by commands");
};

/** Clients as they stand in the register; only those in force exist. */
export function clientAdapter(world: World): Adapter {
  const turns = new Turns<AdapterPayload | undefined>(async (ids) => {
    const rows = await world.database.statement<ClientRow & {}>("select * from signon.clients_of($1)", [ids]);
    return new Map(rows.map((row) => [row.id, metadataOf(row) as AdapterPayload]));
  }, undefined);
  return {
    ...onlyRead,
    upsert: elsewhere,
    find: async (id) => (id.length > 60 ? undefined : turns.ask(id)),
  };
}

/** A grant is what somebody consented to: withdrawn, every token that came of it is worth nothing. */
export const grantAdapter = (world: World): Adapter => ({
  ...onlyRead,
  upsert: elsewhere,
  async find(id) {
    if (!uuid.test(id)) return undefined;
    const [row] = await world.database.statement<ConsentRow & {}>("select * from signon.consent_of($1)", [id]);
    return row && (grantOf(row) as AdapterPayload);
  },
});

export const grantOf = (row: ConsentRow): Record<string, unknown> => ({
  jti: row.id,
  kind: "Grant",
  accountId: accountOf(row),
  clientId: row.client,
  openid: { scope: ["openid", "offline_access", ...scopesOf([...row.claims, ...row.declined])].join(" ") },
  rejected: { openid: { claims: row.declined } },
  iat: Math.floor(row.given_at.getTime() / 1000),
  exp: Math.floor(row.until.getTime() / 1000),
});
