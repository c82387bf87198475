import { type CommandContext, refuse } from "../../kernel/index.ts";
import { useRecoveryCode, useTotpStep } from "./commands/house.ts";
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
  refuse("invalid", "identity.refusal.code");
}
