import { fileURLToPath } from "node:url";
import type { Manifest } from "../../kernel/index.ts";
import { appointFirst } from "./commands/appoint-first.ts";
import { dropOver } from "./commands/drop-over.ts";
import { beginEmail, confirmEmail } from "./commands/email.ts";
import { endSessions, signOut } from "./commands/end-sessions.ts";
import { changeHat } from "./commands/hats.ts";
import { chooseLanguage } from "./commands/language.ts";
import { acceptMandate, claimBusiness, grantMandate, keepMandate, revokeMandate } from "./commands/mandates.ts";
import { appointOfficer, approveRole, keepOfficer, suspendOfficer, withdrawRole } from "./commands/officers.ts";
import { openAccount } from "./commands/open-account.ts";
import { openSession } from "./commands/open-session.ts";
import { beginPasskeySignIn, signInWithPasskey } from "./commands/passkey-sign-in.ts";
import { addPasskey, beginPasskey, removePasskey } from "./commands/passkeys.ts";
import { changePassword } from "./commands/password.ts";
import { closePending, openPending } from "./commands/pending.ts";
import { openProofing, settleProofing } from "./commands/proofing.ts";
import { replaceRecoveryCodes } from "./commands/recovery-codes.ts";
import { beginReset, finishReset, writeReset } from "./commands/reset.ts";
import { beginSignIn, finishSignIn } from "./commands/sign-in.ts";
import { beginSignUp, finishSignUp } from "./commands/sign-up.ts";
import { beginPasskeyStepUp, stepUp, stepUpWithPasskey } from "./commands/step-up.ts";
import { tellSuspended } from "./commands/tell-suspended.ts";
import { keepToken } from "./commands/tokens.ts";
import { beginTotp, confirmTotp } from "./commands/totp.ts";
import { useRecoveryCode, useTotpStep } from "./commands/used-codes.ts";
import { recognise } from "./doorman.ts";
import { firstDutiesAdvice } from "./first-duties.ts";
import { follows } from "./follows.ts";
import { holds } from "./holds.ts";
import { dropOverJob } from "./jobs/drop-over.ts";
import { writeResetJob } from "./jobs/write-reset.ts";
import { onMerged } from "./listeners.ts";
import { accountPage } from "./pages/account.tsx";
import { actingPage } from "./pages/acting.tsx";
import { emailCodePage, emailPage } from "./pages/email.tsx";
import { forgottenCodePage, forgottenPage } from "./pages/forgotten.tsx";
import { mandatesPage } from "./pages/mandates.tsx";
import { officersPage } from "./pages/officers.tsx";
import { passkeyRoutes } from "./pages/passkeys.ts";
import { passwordPage } from "./pages/password.tsx";
import { proofingPage } from "./pages/proofing.tsx";
import { recoveryCodesPage } from "./pages/recovery-codes.tsx";
import { codePage, signInPage, signOutPage } from "./pages/sign-in.tsx";
import { signUpCodePage, signUpPage } from "./pages/sign-up.tsx";
import { stepUpPage } from "./pages/step-up.tsx";
import { totpPage } from "./pages/totp.tsx";
import { hats, myHats } from "./queries/hats.ts";
import { dutyHolders } from "./queries/holders.ts";
import {
  accountHeld,
  accountOfPerson,
  contactOf,
  credentialsOf,
  emailOf,
  holdersOf,
  knowsDevice,
  pendingOf,
  totpOf,
} from "./queries/house.ts";
import { myMandates } from "./queries/mandates.ts";
import { allOfficers, officerNames, officersOf } from "./queries/officers.ts";
import { passkeyById } from "./queries/passkeys.ts";
import { pendingSecret } from "./queries/pending-secret.ts";
import { proofingByCode } from "./queries/proofing.ts";
import { mySecurity } from "./queries/security.ts";
import { signedInAt, standingOf } from "./queries/standing.ts";
import { accountsFile } from "./seed.ts";

export const manifest: Manifest = {
  name: "identity",
  folder: fileURLToPath(new URL(".", import.meta.url)),
  follows,
  holds,
  commands: [
    beginSignIn,
    finishSignIn,
    signOut,
    stepUp,
    beginPasskeyStepUp,
    stepUpWithPasskey,
    beginReset,
    writeReset,
    finishReset,
    beginEmail,
    confirmEmail,
    dropOver,
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
    appointFirst,
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
    tellSuspended,
  ],
  listeners: [onMerged],
  queries: [
    hats,
    myHats,
    standingOf,
    signedInAt,
    mySecurity,
    myMandates,
    allOfficers,
    officersOf,
    dutyHolders,
    officerNames,
    knowsDevice,
    contactOf,
    holdersOf,
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
    emailPage,
    emailCodePage,
    forgottenPage,
    forgottenCodePage,
    actingPage,
    mandatesPage,
    officersPage,
    proofingPage,
  ],
  routes: passkeyRoutes,
  jobs: [dropOverJob, writeResetJob],
  doorman: { recognise },
  governmentFiles: [accountsFile],
  advice: [firstDutiesAdvice],
};
