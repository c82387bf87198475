import QRCode from "qrcode";
import { Button, Drawing, InsetText, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page, refuse, textIn } from "../../../kernel/index.ts";
import { thisBrowser } from "../browser.ts";
import { confirmTotp } from "../commands/totp.ts";
import { pendingSecret } from "../queries/pending-secret.ts";
import { totpAddress } from "../secret.ts";
import { hashText, newToken } from "../token.ts";
import { Refused } from "./parts.tsx";

/** Setting up the authenticator app: a picture to scan, the same as text, and the first code. */
export const totpPage = page({
  path: "/akun/kunci",
  async show(context, refusal) {
    const { ask, say, getCookie, world, locale } = context;
    const waiting = getCookie("pending") ? await ask(pendingSecret, { hash: hashText(getCookie("pending")!) }) : null;
    if (!waiting) refuse("sign-in-needed", "identity.refusal.pending-over");
    const address = totpAddress(textIn(world.government.name, locale), waiting.label, waiting.secret);
    return {
      title: say("identity.totp.title"),
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.totp.title")}</h1>
          <p>{say("identity.totp.intro")}</p>
          <Drawing
            svg={await QRCode.toString(address, { type: "svg", margin: 1 })}
            label={say("identity.totp.picture")}
          />
          <InsetText>
            {say("identity.totp.secret")} <code>{waiting.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          </InsetText>
          <form method="post" action="/akun/kunci" noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.totp.code-hint")}
              error={faultAt({ say }, refusal, "code")}
            />
            <Button>{say("identity.totp.go")}</Button>
          </form>
        </div>
      ),
    };
  },
  async submit(context) {
    const { act, form, getCookie, setCookie, setSession } = context;
    const token = newToken();
    const { opens } = await act(
      confirmTotp,
      {
        pending: hashText(getCookie("pending") ?? newToken()),
        code: field(form, "code"),
        hash: hashText(token),
        ...thisBrowser(context),
      },
      { key: undefined },
    );
    setCookie("pending", null);
    if (opens) setSession(token);
    return goTo("/akun?baru=ya");
  },
});
