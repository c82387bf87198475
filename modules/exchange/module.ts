import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { answerAgreement, endAgreement, proposeAgreement } from "./commands/agreements.ts";
import { logMessage } from "./commands/log-message.ts";
import { offerRegister, offerService, withdrawService } from "./commands/services.ts";
import { addKey, allowSignIn, askSystem, decideSystem, revokeKey } from "./commands/systems.ts";
import { tryCall } from "./commands/try-call.ts";
import { tryService } from "./commands/try-service.ts";
import * as deferred from "./deferred/index.ts";
import { deferredPage } from "./deferred/page.tsx";
import { deferredMinder } from "./deferred/run.ts";
import { changeTap } from "./events/changes.ts";
import { courier } from "./events/courier.ts";
import * as events from "./events/index.ts";
import { subscriptionPage, subscriptionsPage } from "./events/page.tsx";
import { eventsSign } from "./events/sign.ts";
import { exchangeDemoFile } from "./federation/demo.ts";
import { federation } from "./federation/index.ts";
import { plainDoor, roadDoor } from "./gateway/door.ts";
import { listClients } from "./gateway/meta.ts";
import { agreementPage } from "./pages/agreement.tsx";
import { deskPage } from "./pages/desk.tsx";
import { messagePage, messagesPage } from "./pages/messages.tsx";
import { changeOfferPage, offeredPage, offerPage } from "./pages/offer.tsx";
import { proposePage } from "./pages/propose.tsx";
import { exchangePage, monitorPage, monitorRoutes, servicePage } from "./pages/public.tsx";
import { newSystemPage, systemPage } from "./pages/systems.tsx";
import { tryPage } from "./pages/try.tsx";
import { agreedServices } from "./queries/agreed-services.ts";
import {
  agencyAgreements,
  agreementWhole,
  askedSystems,
  mySystems,
  publicAgreements,
  systemWhole,
} from "./queries/agreements.ts";
import { directory } from "./queries/directory.ts";
import { dayOfMessages, messageProof, messages, publicMonitor } from "./queries/messages.ts";
import { hostedKey } from "./queries/private-key.ts";
import { relayed } from "./queries/relayed.ts";
import { servicesOf, serviceWhole } from "./queries/service.ts";
import { holds } from "./retention/holds.ts";
import { sweep, sweepable, sweepJob } from "./retention/sweep.ts";
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
    allowSignIn,
    offerService,
    offerRegister,
    withdrawService,
    tryService,
    proposeAgreement,
    answerAgreement,
    endAgreement,
    logMessage,
    tryCall,
    ...federation.commands,
    ...events.commands,
    ...deferred.commands,
    sweep,
  ],
  queries: [
    directory,
    agreedServices,
    publicAgreements,
    agencyAgreements,
    agreementWhole,
    mySystems,
    systemWhole,
    serviceWhole,
    servicesOf,
    askedSystems,
    messages,
    messageProof,
    publicMonitor,
    dayOfMessages,
    hostedKey,
    relayed,
    ...federation.queries,
    ...events.queries,
    ...deferred.queries,
    sweepable,
  ],
  routes: [roadDoor, plainDoor, listClients, ...monitorRoutes, ...federation.routes],
  jobs: [...federation.jobs, sweepJob],
  holds,
  pages: [
    exchangePage,
    servicePage,
    monitorPage,
    deskPage,
    newSystemPage,
    systemPage,
    offerPage,
    offeredPage,
    changeOfferPage,
    proposePage,
    agreementPage,
    tryPage,
    messagesPage,
    messagePage,
    subscriptionsPage,
    subscriptionPage,
    deferredPage,
    ...federation.pages,
  ],
  taps: [changeTap],
  minders: [courier, deferredMinder],
  signs: [eventsSign],
};
