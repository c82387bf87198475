import { type CommandContext, refuse, refuseFields } from "../../kernel/index.ts";
import { useRecoveryCode, useTotpStep } from "./commands/used-codes.ts";
import { totpOf } from "./queries/house.ts";
import { totpStep } from "./secret.ts";
import { hashText, tidyCode } from "./token.ts";

/**
 * Checks a second factor: six digits of the authenticator app, once each, or a printed recovery
 * code. Refuses with one and the same words whatever was wrong.
 */
export async function checkSecondFactor(
  { world, now, tell, askAsRoom }: CommandContext,
  account: string,
  code: string,
  /** The form's field, where the form asks for more than the code. */
  path?: string,
): Promise<void> {
  await world.patience.knock("second-factor", account, { times: 10, seconds: 900 });
  const digits = code.replace(/\s/g, "");
  if (/^\d{6}$/.test(digits)) {
    const totp = await askAsRoom(totpOf, { account });
    const step = totp && (await totpStep(totp.secret, digits, now));
    if (step !== null && (await tell(useTotpStep, { account, step })))
      return world.patience.forgive("second-factor", account);
  } else if (digits.length > 6 && (await tell(useRecoveryCode, { account, hash: hashText(tidyCode(digits)) }))) {
    return world.patience.forgive("second-factor", account);
  }
  if (path) refuseFields([{ path, messageKey: "identity.refusal.code" }]);
  refuse("invalid", "identity.refusal.code");
}
