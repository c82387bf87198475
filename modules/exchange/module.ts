import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { answerAgreement, endAgreement, proposeAgreement } from "./commands/agreements.ts";
import { logMessage } from "./commands/log-message.ts";
import { offerRegister, offerService } from "./commands/services.ts";
import { addKey, askSystem, decideSystem, revokeKey } from "./commands/systems.ts";
import { changeTap } from "./events/changes.ts";
import { courier } from "./events/courier.ts";
import * as events from "./events/index.ts";
import { eventsSign } from "./events/sign.ts";
import { plainDoor, roadDoor } from "./gateway/door.ts";
import { directory } from "./queries/directory.ts";
import { hostedKey } from "./queries/private-key.ts";
import { relayed } from "./queries/relayed.ts";
import { exchangeFile } from "./settings.ts";

export const manifest: Manifest = {
  name: "exchange",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  governmentFiles: [exchangeFile],
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
    ...events.commands,
  ],
  queries: [directory, hostedKey, relayed, ...events.queries],
  routes: [roadDoor, plainDoor],
  taps: [changeTap],
  minders: [courier],
  signs: [eventsSign],
};
