import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { decideClient, registerMachine, replaceKeys, requestClient, suspendClient } from "./commands/clients.ts";
import { allow, endSessions, leaveClient, withdraw } from "./commands/consents.ts";
import { dropOver, dropOverJob } from "./commands/drop-over.ts";
import { keepKey, rotateKey } from "./commands/keys.ts";
import { arrive, linkUpstream, unlinkUpstream } from "./commands/links.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { consentPage } from "./pages/consent.tsx";
import { deskPage } from "./pages/desk.tsx";
import { failedPage, leavePage } from "./pages/leave.tsx";
import { linksPage, upstreamRoutes } from "./pages/links.tsx";
import { minePage } from "./pages/mine.tsx";
import { newPage } from "./pages/new.tsx";
import { onePage } from "./pages/one.tsx";
import { publicPage } from "./pages/public.tsx";
import { oidcMount } from "./provider/door.ts";
import { clientById, clientsOf, relyingParties, relyingParty } from "./queries/clients.ts";
import { consentInForce, consentsOf, myConsents } from "./queries/consents.ts";
import { holder, toldClaims } from "./queries/holder.ts";
import { signingKeys } from "./queries/keys.ts";
import { linkHeld, myLinks } from "./queries/links.ts";
import { upstreamsFile, upstreamsOf } from "./upstream/file.ts";

export const manifest: Manifest = {
  name: "signon",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  commands: [
    requestClient,
    decideClient,
    suspendClient,
    replaceKeys,
    registerMachine,
    allow,
    withdraw,
    leaveClient,
    endSessions,
    keepKey,
    rotateKey,
    dropOver,
    linkUpstream,
    unlinkUpstream,
    arrive,
  ],
  queries: [
    relyingParties,
    relyingParty,
    clientsOf,
    clientById,
    consentInForce,
    consentsOf,
    myConsents,
    holder,
    toldClaims,
    signingKeys,
    linkHeld,
    myLinks,
  ],
  governmentFiles: [upstreamsFile],
  pages: [consentPage, leavePage, failedPage, publicPage, minePage, linksPage, deskPage, newPage, onePage],
  routes: upstreamRoutes,
  waysIn: (government) =>
    upstreamsOf(government).map(({ code, name }) => ({ href: `/masuk/lewat/${code}`, label: name })),
  mounts: [oidcMount],
  jobs: [dropOverJob],
  holds,
};
