import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { answerAgreement, endAgreement, proposeAgreement } from "./commands/agreements.ts";
import { logMessage } from "./commands/log-message.ts";
import { offerRegister, offerService } from "./commands/services.ts";
import { addKey, askSystem, decideSystem, revokeKey } from "./commands/systems.ts";
import { exchangeDemoFile } from "./federation/demo.ts";
import { federation } from "./federation/index.ts";
import { plainDoor, roadDoor } from "./gateway/door.ts";
import { directory } from "./queries/directory.ts";
import { hostedKey } from "./queries/private-key.ts";
import { relayed } from "./queries/relayed.ts";
import { exchangeFile } from "./settings.ts";

export const manifest: Manifest = {
  name: "exchange",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [exchangeFile, exchangeDemoFile],
  commands: [
    askSystem,
    decideSystem,
    addKey,
    revokeKey,
    offerService,
    offerRegister,
    proposeAgreement,
    answerAgreement,
    endAgreement,
    logMessage,
    ...federation.commands,
  ],
  queries: [directory, hostedKey, relayed, ...federation.queries],
  routes: [roadDoor, plainDoor, ...federation.routes],
  jobs: federation.jobs,
};
