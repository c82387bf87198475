import type { TestContext } from "node:test";
import type { Actor } from "../../../kernel/index.ts";
import { scene } from "../../../test/scene.ts";
import { actors } from "../../../test/stage.ts";
import { askRight } from "../commands/ask.ts";
import { decide } from "../commands/decide.ts";
import type { Kind } from "../edition.ts";

/** Narti, who asks for her rights, and Larasati, who answers. */
export async function house(t: TestContext, more: Parameters<typeof scene>[1] = {}) {
  const s = await scene(t, more);
  const [account] = await s.asOwner<{ id: string }>("select id from identity.account where person = $1", [
    s.id("narti"),
  ]);
  const narti = actors.citizen(s.id("narti"), { account: account!.id });
  const officer = actors.officer(s.id("larasati"), "diskominfo", "pelindungan-data", ["protection-officer"]);
  const asks = async (kind: Kind, who: Actor = narti) =>
    (await s.act(who, askRight, { kind, told: "Tolong urus data saya ini." })).request;
  return {
    ...s,
    narti,
    officer,
    asks,
    grants: (request: string) => s.act(officer, decide, { request, verdict: "granted", answer: "Sudah dikerjakan." }),
  };
}
