import { z } from "zod";
import { command, isId, on, refuseFields } from "../../../kernel/index.ts";
import { emailIndex } from "../account.ts";
import { everyone } from "../everyone.ts";
import { writeTo } from "../letter.ts";
import { tellOwner } from "../notice.ts";
import { accountHeld, credentialsOf, pendingOf } from "../queries/house.ts";
import type { IdentityTables } from "../tables.ts";
import { hashText, readableCode } from "../token.ts";
import { closePending, openPending } from "./pending.ts";

/** Another address: it counts once the code that is mailed there comes back. */
export const beginEmail = command({
  name: "identity.begin-email",
  internal: true,
  input: z.object({ email: z.email("forms.fault.email").max(200) }).strict(),
  allow: everyone(3),
  async carryOut(context, { email }) {
    const { world, actor, askAsRoom, tell } = context;
    await world.patience.knock("change-email", actor.account!, { times: 10, seconds: 3600 });
    const locale = (await askAsRoom(accountHeld, { id: actor.account! }))?.locale ?? "id";
    // An address of another account gets a letter that says so: on the page nobody learns whose is in use.
    if (await askAsRoom(credentialsOf, { identifier: email })) {
      await writeTo(context, { email, locale, kind: "address-taken", values: {} });
      return { result: null, subject: actor.account! };
    }
    const code = readableCode(3);
    const hash = hashText(code);
    await tell(openPending, { hash, kind: "email", account: actor.account, content: { email }, minutes: 60 });
    await writeTo(context, { email, locale, kind: "new-address", values: { code } });
    return { result: null, subject: actor.account! };
  },
});

/** The code came back: from now on this is the address. The old one is told. */
export const confirmEmail = command({
  name: "identity.confirm-email",
  internal: true,
  input: z.object({ code: z.string().max(40) }).strict(),
  allow: everyone(2),
  async carryOut(context, { code }) {
    const { world, actor, askAsRoom, tell } = context;
    await world.patience.knock("email-code", actor.account!, { times: 20, seconds: 3600 });
    const begun = await askAsRoom(pendingOf, { hash: hashText(code), kind: "email" });
    const email = begun?.account === actor.account ? begun?.content.email : undefined;
    if (!email) refuseFields([{ path: "code", messageKey: "identity.refusal.mail-code" }]);
    await tellOwner(context, actor.account!, "email");
    await tell(closePending, { hash: hashText(code) });
    await tell(keepEmail, { account: actor.account!, email });
    return { result: null, facts: [{ name: "identity.email-changed", subject: actor.account! }] };
  },
});

const keepEmail = command({
  name: "identity.keep-email",
  internal: true,
  input: z.object({ account: z.string().refine(isId), email: z.email().max(200) }),
  allow: [{ hat: "system" }],
  async carryOut({ world, tx }, { account, email }) {
    await on<IdentityTables>(tx)
      .updateTable("identity.account")
      .set({
        email: await world.secrets.seal(tx, account, "identity.account.email", email),
        email_index: emailIndex(world, email),
      })
      .where("id", "=", account)
      .execute();
    return { result: null, subject: account };
  },
});
