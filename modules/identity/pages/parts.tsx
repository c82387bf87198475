import { ErrorSummary, PasswordInput } from "../../../design/index.ts";
import type { Refusal, RequestContext, Say } from "../../../kernel/index.ts";

/** The hidden word that makes a double click act once. */
export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What was refused, first on the page. Field ids are the faults' paths. */
export function Refused({ refusal, say }: { refusal: Refusal | undefined; say: Say }) {
  if (!refusal) return null;
  const errors =
    refusal.faults.length > 0
      ? refusal.faults.map((fault) => ({
          text: say(fault.messageKey, fault.values),
          href: `#${fault.path.replace(".day", "")}`,
        }))
      : [{ text: say(refusal.messageKey, refusal.values) }];
  return <ErrorSummary title={say("identity.errors")} errors={errors} />;
}

/** A password, with a button to see what one types on a small screen; a page with it loads "password-input.js". */
export function Password(props: {
  id: string;
  label: string;
  hint?: string;
  autocomplete: "current-password" | "new-password";
  error?: string | undefined;
  say: Say;
}) {
  const { say, ...rest } = props;
  const word = (part: string) => say(`identity.see-password.${part}`);
  const words = {
    show: word("show"),
    hide: word("hide"),
    showLabel: word("show-label"),
    hideLabel: word("hide-label"),
    shown: word("shown"),
    hidden: word("hidden"),
  };
  return <PasswordInput {...rest} name={props.id} words={words} />;
}

/** A button for the browser's passkey dialogue; hidden until the script that can open it is there. */
export const PasskeyBox = (props: {
  use: "sign-in" | "step-up" | "register";
  label: string;
  say: Say;
  next?: string;
}) => (
  <div data-passkey={props.use} data-next={props.next} hidden>
    <button type="button" class="govuk-button govuk-button--secondary">
      {props.label}
    </button>
    <p role="alert" hidden>
      {props.say("identity.refusal.passkey")}
    </p>
  </div>
);

/** The words of one field's fault, if it has one. */
export const faultAt = (refusal: Refusal | undefined, path: string, say: Say): string | undefined => {
  const fault = refusal?.faults.find((one) => one.path === path || one.path.startsWith(`${path}.`));
  return fault && say(fault.messageKey, fault.values);
};

/** Only our own pages may be gone back to: one slash, then no second one and no backslash. */
export const localPath = (to: string | undefined, otherwise = "/saya"): string =>
  to && /^\/(?![/\\])[^\s\\]*$/.test(to) && !to.startsWith("/masuk") && !to.startsWith("/keluar") ? to : otherwise;
