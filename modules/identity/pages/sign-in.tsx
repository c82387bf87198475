import { Button, Notice, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, type RequestContext, refuse, textIn } from "../../../kernel/index.ts";
import { thisBrowser } from "../browser.ts";
import { signOut } from "../commands/end-sessions.ts";
import { beginSignIn, finishSignIn } from "../commands/sign-in.ts";
import { hashText, newToken } from "../token.ts";
import { localPath, Once, PasskeyBox, Password, Refused } from "./parts.tsx";

const onwards = (query: Readonly<Record<string, string>>) =>
  query.lanjut ? `?lanjut=${encodeURIComponent(localPath(query.lanjut))}` : "";

/** Doors of other rooms: another provider's account that stands for the password. */
const waysIn = ({ world, locale }: RequestContext) =>
  world.modules
    .flatMap((room) => room.waysIn?.(world.government) ?? [])
    .map(({ href, label }) => ({ href, label: textIn(label, locale) }));

/** Identifier and password; or a passkey, which is both factors at once. */
export const signInPage = page({
  path: "/masuk",
  show(context, refusal) {
    const { say, form, query, actor } = context;
    if (actor.account && !refusal) return goTo(localPath(query.lanjut));
    return {
      title: say("identity.sign-in.title"),
      scripts: ["passkey.js", "password-input.js"],
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          {query.sandi && !refusal && <Notice>{say("identity.forgotten.done")}</Notice>}
          <h1>{say("identity.sign-in.title")}</h1>
          <form method="post" action={`/masuk${onwards(query)}`} noValidate>
            <Once context={context} />
            <TextInput
              id="identifier"
              name="identifier"
              label={say("identity.sign-in.identifier")}
              hint={say("identity.sign-in.identifier-hint")}
              value={field(form, "identifier")}
              autocomplete="username"
              error={faultAt({ say }, refusal, "identifier")}
            />
            <Password
              id="password"
              label={say("identity.sign-in.password")}
              autocomplete="current-password"
              error={faultAt({ say }, refusal, "password")}
              say={say}
            />
            <Button>{say("identity.sign-in.go")}</Button>
          </form>
          <PasskeyBox use="sign-in" next={localPath(query.lanjut)} label={say("identity.sign-in.passkey")} say={say} />
          {waysIn(context).map(({ href, label }) => (
            <p key={href}>
              <a href={`${href}${onwards(query)}`}>{say("identity.sign-in.through", { name: label })}</a>
            </p>
          ))}
          <p>
            <a href="/masuk/lupa">{say("identity.sign-in.forgotten")}</a>
          </p>
          <p>
            {say("identity.sign-in.new")} <a href="/daftar">{say("identity.sign-in.sign-up")}</a>
          </p>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, query, network, getCookie, setCookie } = context;
    const pending = newToken();
    const device = getCookie("device");
    // A retry makes another pending word, so it is no repetition of the first: no key.
    const { next } = await act(
      beginSignIn,
      {
        identifier: field(form, "identifier"),
        password: String(form.password ?? ""),
        hash: hashText(pending),
        network,
        deviceHash: device && hashText(device),
      },
      { key: undefined },
    );
    setCookie("pending", pending, 600);
    return goTo(next === "totp" ? "/akun/kunci" : `/masuk/kode${onwards(query)}`);
  },
});

/** The six digits, or a printed recovery code. */
export const codePage = page({
  path: "/masuk/kode",
  show(context, refusal) {
    const { say, query, getCookie } = context;
    if (!getCookie("pending")) return goTo(`/masuk${onwards(query)}`);
    return {
      title: say("identity.code.title"),
      back: { href: "/masuk", label: say("identity.sign-in.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.code.title")}</h1>
          <form method="post" action={`/masuk/kode${onwards(query)}`} noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.code.hint")}
              error={faultAt({ say }, refusal, "code") ?? (refusal && say(refusal.messageKey, refusal.values))}
            />
            <Button>{say("identity.code.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, query, getCookie, setCookie, setSession } = context;
    const pending = getCookie("pending");
    if (!pending) refuse("sign-in-needed", "identity.refusal.pending-over");
    const token = newToken();
    await act(
      finishSignIn,
      { pending: hashText(pending), code: field(form, "code"), hash: hashText(token), ...thisBrowser(context) },
      { key: undefined },
    );
    setCookie("pending", null);
    setSession(token);
    return goTo(localPath(query.lanjut));
  },
});

export const signOutPage = page({
  path: "/keluar",
  show: (context) => ({
    title: context.say("identity.sign-out.title"),
    main: (
      <div class="short">
        <h1>{context.say("identity.sign-out.title")}</h1>
        <form method="post" action="/keluar">
          <Button>{context.say("identity.sign-out.go")}</Button>
        </form>
      </div>
    ),
  }),
  async submit({ act, actor, setSession }) {
    if (actor.session) await act(signOut, {}, { key: undefined });
    setSession(null);
    return goTo("/");
  },
});
