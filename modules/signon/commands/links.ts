import { z } from "zod";
import { command, isId, refuse, relation } from "../../../kernel/index.ts";
import { openPending } from "../../identity/index.ts";
import { type LinkRow, linkHeld } from "../queries/links.ts";

const id = z.string().refine(isId, "kernel.fault.format");
const upstream = z.string().regex(/^[a-z0-9-]{1,40}$/);
/** The other provider's word for somebody, as its keyed hash in base64url. */
const subject = z.string().regex(/^[A-Za-z0-9_-]{22}$/);
const bytes = (text: string): Buffer => Buffer.from(text, "base64url");

/** Lets an account of another provider stand for my password. Only who has just given the second factor may. */
export const linkUpstream = command({
  name: "signon.link-upstream",
  internal: true,
  input: z.object({ upstream, subject }).strict(),
  allow: [
    { hat: "citizen", assurance: 3 },
    { hat: "business", assurance: 3 },
    { hat: "officer", assurance: 3 },
  ],
  async carryOut({ tx, actor, now, newId, askAsRoom }, { upstream: from, subject: of }) {
    const found = await askAsRoom(linkHeld, { upstream: from, subject: of });
    if (found && found.account !== actor.account) refuse("conflict", "signon.refusal.linked-elsewhere");
    if (found) return { result: null, subject: found.id };
    const link = newId();
    await tx.query(
      "insert into signon.link (id, upstream, subject, account, person, linked_at) values ($1, $2, $3, $4, $5, $6)",
      [link, from, bytes(of), actor.account, actor.person, now],
    );
    return {
      result: null,
      facts: [{ name: "signon.linked", subject: link, body: { upstream: from } }],
      about: [actor.person!],
    };
  },
});

const own = relation<LinkRow>("own link", (actor, link) => actor.account === link.account);

/** Ends it: that provider's account opens nothing here any more. */
export const unlinkUpstream = command({
  name: "signon.unlink-upstream",
  input: z.object({ link: id }).strict(),
  load: async ({ tx }, { link }) =>
    (await tx.query<LinkRow & {}>("select * from signon.link where id = $1 and ended_at is null", [link]))[0] ?? null,
  allow: [
    { hat: "citizen", relation: own },
    { hat: "business", relation: own },
    { hat: "officer", relation: own },
  ],
  async carryOut({ tx, now }, { link }, { person, upstream: from }) {
    await tx.query("update signon.link set ended_at = $2 where id = $1", [link, now]);
    return {
      result: null,
      facts: [{ name: "signon.unlinked", subject: link, body: { upstream: from } }],
      about: [person],
    };
  },
});

/**
 * Somebody comes from another provider. Its word opens the door as far as a password does: the code is asked for next,
 * here. An account that nobody linked is never opened or made, whatever address it brings.
 */
export const arrive = command({
  name: "signon.arrive",
  internal: true,
  input: z.object({ upstream, subject, hash: z.string().max(60), network: z.string().max(60) }).strict(),
  allow: [{ hat: "anyone" }],
  async carryOut({ world, askAsRoom, tell }, { upstream: from, subject: of, hash, network }) {
    await world.patience.knock("sign-in-network", network, { times: 60, seconds: 900 });
    const found = await askAsRoom(linkHeld, { upstream: from, subject: of });
    if (!found) refuse("not-allowed", "signon.refusal.not-linked");
    await tell(openPending, { hash, kind: "second-factor", account: found.account, content: {}, minutes: 10 });
    return { result: null, subject: found.id };
  },
});
