import { randomUUID } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { TestContext } from "node:test";
import { loadModules } from "../../../app/modules.ts";
import { relayOnce } from "../../../kernel/jobs/relay.ts";
import { manifest as guestbook, writeLine } from "../../../kernel/test/guestbook/module.ts";
import { actors, stage } from "../../../test/stage.ts";
import { checkpoints } from "../queries/checkpoints.ts";
import { signOnce } from "../signer.ts";

/** The guest book takes one line from each person. */
export const somebody = () => actors.citizen(randomUUID());

/** A guest book with the log behind it, and a way to write lines and have them signed. */
export async function hall(t: TestContext) {
  const log = (await loadModules()).filter(({ name }) => name === "transparency");
  const s = await stage(t, { modules: [guestbook, ...log] });
  const relay = async () => {
    while ((await relayOnce(s.world)) > 0);
  };
  return {
    ...s,
    relay,
    async write(count: number, sign = true) {
      for (let i = 0; i < count; i += 1) await s.act(somebody(), writeLine, { words: `baris ${i}` });
      await relay();
      if (sign) await signOnce(s.world);
    },
    signed: async () => (await s.ask(actors.stranger, checkpoints, { limit: 1 }))[0]!,
    /** The log's address on a server that listens. */
    async address() {
      const web = await s.web();
      await web.listen({ host: "127.0.0.1", port: 0 });
      return `http://127.0.0.1:${(web.server.address() as AddressInfo).port}/log`;
    },
  };
}
