import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { changeHat } from "./commands/hats.ts";
import { closePending, openAccount, openPending, openSession, useRecoveryCode, useTotpStep } from "./commands/house.ts";
import { acceptMandate, claimBusiness, grantMandate, keepMandate, revokeMandate } from "./commands/mandates.ts";
import { appointOfficer, approveRole, keepOfficer, suspendOfficer, withdrawRole } from "./commands/officers.ts";
import { addPasskey, beginPasskey, beginPasskeySignIn, removePasskey, signInWithPasskey } from "./commands/passkeys.ts";
import { openProofing, settleProofing } from "./commands/proofing.ts";
import { beginTotp, changePassword, chooseLanguage, endSessions, replaceRecoveryCodes } from "./commands/security.ts";
import { beginSignIn, finishSignIn, signOut, stepUp } from "./commands/sign-in.ts";
import { beginSignUp, confirmTotp, finishSignUp } from "./commands/sign-up.ts";
import { keepToken } from "./commands/tokens.ts";
import { recognise } from "./doorman.ts";
import { accountPage, passkeyRoutes, passwordPage, recoveryCodesPage } from "./pages/account.tsx";
import { actingPage } from "./pages/acting.tsx";
import { mandatesPage } from "./pages/mandates.tsx";
import { officersPage, proofingPage } from "./pages/officers.tsx";
import { codePage, passkeySignInRoutes, signInPage, signOutPage } from "./pages/sign-in.tsx";
import { signUpCodePage, signUpPage, totpPage } from "./pages/sign-up.tsx";
import { stepUpPage } from "./pages/step-up.tsx";
import { hats, myHats } from "./queries/hats.ts";
import { accountHeld, accountOfPerson, contactOf, credentialsOf, emailOf, pendingOf, totpOf } from "./queries/house.ts";
import { myMandates } from "./queries/mandates.ts";
import { allOfficers, officerNames, officersOf } from "./queries/officers.ts";
import { passkeyById } from "./queries/passkeys.ts";
import { pendingSecret } from "./queries/pending-secret.ts";
import { proofingByCode } from "./queries/proofing.ts";
import { mySecurity } from "./queries/security.ts";

export const manifest: Manifest = {
  name: "identity",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  commands: [
    beginSignIn,
    finishSignIn,
    signOut,
    stepUp,
    beginSignUp,
    finishSignUp,
    confirmTotp,
    changeHat,
    changePassword,
    beginTotp,
    replaceRecoveryCodes,
    endSessions,
    chooseLanguage,
    beginPasskey,
    addPasskey,
    removePasskey,
    beginPasskeySignIn,
    signInWithPasskey,
    claimBusiness,
    grantMandate,
    acceptMandate,
    revokeMandate,
    keepMandate,
    appointOfficer,
    approveRole,
    withdrawRole,
    suspendOfficer,
    keepOfficer,
    openProofing,
    settleProofing,
    keepToken,
    openPending,
    closePending,
    openSession,
    openAccount,
    useTotpStep,
    useRecoveryCode,
  ],
  queries: [
    hats,
    myHats,
    mySecurity,
    myMandates,
    allOfficers,
    officersOf,
    officerNames,
    contactOf,
    credentialsOf,
    accountHeld,
    accountOfPerson,
    pendingOf,
    totpOf,
    emailOf,
    passkeyById,
    pendingSecret,
    proofingByCode,
  ],
  pages: [
    signInPage,
    codePage,
    signOutPage,
    stepUpPage,
    signUpPage,
    signUpCodePage,
    totpPage,
    accountPage,
    recoveryCodesPage,
    passwordPage,
    actingPage,
    mandatesPage,
    officersPage,
    proofingPage,
  ],
  routes: [...passkeySignInRoutes, ...passkeyRoutes],
  doorman: { recognise },
};
