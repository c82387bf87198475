import { Button, TextInput } from "../../../design/index.ts";
import { field, goTo, page, refuse, route, toJson } from "../../../kernel/index.ts";
import { thisBrowser } from "../browser.ts";
import { beginPasskeySignIn, signInWithPasskey } from "../commands/passkeys.ts";
import { beginSignIn, finishSignIn, signOut } from "../commands/sign-in.ts";
import { hashText, newToken } from "../token.ts";
import { faultAt, localPath, Once, Refused } from "./parts.tsx";

const next = (query: Readonly<Record<string, string>>) =>
  query.lanjut ? `?lanjut=${encodeURIComponent(localPath(query.lanjut))}` : "";

/** Identifier and password; or a passkey, which is both factors at once. */
export const signInPage = page({
  path: "/masuk",
  show(context, refusal) {
    const { say, form, query, actor } = context;
    if (actor.account && !refusal) return goTo(localPath(query.lanjut));
    return {
      title: say("identity.sign-in.title"),
      scripts: ["passkey.js"],
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.sign-in.title")}</h1>
          <form method="post" action={`/masuk${next(query)}`} noValidate>
            <Once context={context} />
            <TextInput
              id="identifier"
              name="identifier"
              label={say("identity.sign-in.identifier")}
              hint={say("identity.sign-in.identifier-hint")}
              value={field(form, "identifier")}
              autocomplete="username"
              error={faultAt(refusal, "identifier", say)}
            />
            <TextInput
              id="password"
              name="password"
              kind="password"
              label={say("identity.sign-in.password")}
              autocomplete="current-password"
              error={faultAt(refusal, "password", say)}
            />
            <Button>{say("identity.sign-in.go")}</Button>
          </form>
          <div data-passkey="sign-in" data-next={localPath(query.lanjut)} hidden>
            <button type="button" class="govuk-button govuk-button--secondary">
              {say("identity.sign-in.passkey")}
            </button>
            <p role="alert" hidden>
              {say("identity.refusal.passkey")}
            </p>
          </div>
          <p>
            {say("identity.sign-in.new")} <a href="/daftar">{say("identity.sign-in.sign-up")}</a>
          </p>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, query, network, setCookie } = context;
    const pending = newToken();
    // A retry makes another pending word, so it is no repetition of the first: no key.
    await act(
      beginSignIn,
      {
        identifier: field(form, "identifier"),
        password: String(form.password ?? ""),
        hash: hashText(pending),
        network,
      },
      { key: undefined },
    );
    setCookie("pending", pending, 600);
    return goTo(`/masuk/kode${next(query)}`);
  },
});

/** The six digits, or a printed recovery code. */
export const codePage = page({
  path: "/masuk/kode",
  show(context, refusal) {
    const { say, query, getCookie } = context;
    if (!getCookie("pending")) return goTo(`/masuk${next(query)}`);
    return {
      title: say("identity.code.title"),
      back: { href: "/masuk", label: say("identity.sign-in.title") },
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.code.title")}</h1>
          <form method="post" action={`/masuk/kode${next(query)}`} noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.code.hint")}
              error={refusal && say(refusal.messageKey, refusal.values)}
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

const json = (value: unknown) => ({ body: toJson(value), type: "application/json" });

/** What the passkey script asks: a challenge, then the proof. */
export const passkeySignInRoutes = [
  route({
    method: "POST",
    path: "/masuk/passkey/mulai",
    async handle(context) {
      const pending = newToken();
      const options = await context.act(
        beginPasskeySignIn,
        { pending: hashText(pending), network: context.network },
        { key: undefined },
      );
      context.setCookie("pending", pending, 300);
      return json(options);
    },
  }),
  route({
    method: "POST",
    path: "/masuk/passkey/selesai",
    async handle(context) {
      const { response, next: to } = context.form as unknown as { response: never; next?: string };
      const token = newToken();
      await context.act(
        signInWithPasskey,
        {
          pending: hashText(context.getCookie("pending") ?? newToken()),
          hash: hashText(token),
          ...thisBrowser(context),
          response,
        },
        { key: undefined },
      );
      context.setCookie("pending", null);
      context.setSession(token);
      return json({ goTo: localPath(to) });
    },
  }),
];
