import { ButtonLink, ErrorSummary, PasswordInput } from "../../../design/index.ts";
import type { Fault, Refusal, RequestContext, Say } from "../../../kernel/index.ts";

/** The hidden word that makes a double click act once. */
export const Once = ({ context }: { context: RequestContext }) => (
  <input type="hidden" name="_once" value={context.once} />
);

/** What a field is called here; "fill this in" alone says not where. */
const labels: Readonly<Record<string, string>> = {
  identifier: "identity.sign-in.identifier",
  password: "identity.sign-in.password",
  code: "identity.code.label",
  factor: "identity.code.label",
  nik: "identity.sign-up.nik",
  name: "identity.sign-up.name",
  birthDate: "identity.sign-up.birth-date",
  email: "identity.sign-up.email",
  current: "identity.password.current",
  next: "identity.password.next",
  until: "identity.mandate.until-when",
};

/** What was refused, first on the page. Field ids are the faults' paths; `names` are labels that differ here. */
export function Refused({
  refusal,
  say,
  names = {},
}: {
  refusal: Refusal | undefined;
  say: Say;
  names?: Readonly<Record<string, string>>;
}) {
  if (!refusal) return null;
  const line = (fault: Fault) => {
    const id = fault.path.replace(/\..*/, "");
    const label = fault.messageKey.startsWith("kernel.fault.") ? (names[id] ?? labels[id]) : undefined;
    const text = say(fault.messageKey, fault.values);
    return { text: label ? `${say(label)}: ${text}` : text, href: `#${id}` };
  };
  const errors =
    refusal.faults.length > 0 ? refusal.faults.map(line) : [{ text: say(refusal.messageKey, refusal.values) }];
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

/** Instead of a form that grants power: the code is asked for first, because one asked for afterwards would cost what was typed. */
export const CodeFirst = ({ title, next, say }: { title: string; next: string; say: Say }) => (
  <section>
    <h2>{title}</h2>
    <p>{say("identity.code-first.why")}</p>
    <ButtonLink href={`/masuk/lagi?lanjut=${next}`} look="secondary">
      {say("identity.code-first.go")}
    </ButtonLink>
  </section>
);

/** Where one's own pages lead back to: an officer's is the desk. */
export const backOf = ({ actor, say }: Pick<RequestContext, "actor" | "say">) =>
  actor.hat === "officer"
    ? { href: "/petugas", label: say("identity.account.back-desk") }
    : { href: "/saya", label: say("identity.account.back") };

/** Only our own pages may be gone back to: one slash, then no second one and no backslash. */
export const localPath = (to: string | undefined, otherwise = "/saya"): string =>
  to && /^\/(?![/\\])[^\s\\]*$/.test(to) && !to.startsWith("/masuk") && !to.startsWith("/keluar") ? to : otherwise;
