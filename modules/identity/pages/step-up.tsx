import { Button, TextInput } from "../../../design/index.ts";
import { faultAt, field, goTo, page } from "../../../kernel/index.ts";
import { stepUp } from "../commands/step-up.ts";
import { hashText, newToken } from "../token.ts";
import { localPath, PasskeyBox, Refused } from "./parts.tsx";

/** The second factor again, before paying, signing or granting power. */
export const stepUpPage = page({
  path: "/masuk/lagi",
  show(context, refusal) {
    const { say, query, actor } = context;
    if (!actor.account) return goTo(`/masuk?lanjut=${encodeURIComponent(localPath(query.lanjut))}`);
    return {
      title: say("identity.step-up.title"),
      scripts: ["passkey.js"],
      main: (
        <div class="short">
          <Refused refusal={refusal} say={say} />
          <h1>{say("identity.step-up.title")}</h1>
          <p>{say("identity.step-up.why")}</p>
          <form method="post" action={`/masuk/lagi?lanjut=${encodeURIComponent(localPath(query.lanjut))}`} noValidate>
            <TextInput
              id="code"
              name="code"
              kind="code"
              width={10}
              label={say("identity.code.label")}
              hint={say("identity.code.hint")}
              error={faultAt({ say }, refusal, "code") ?? (refusal && say(refusal.messageKey, refusal.values))}
            />
            <Button>{say("identity.step-up.go")}</Button>
          </form>
          <PasskeyBox use="step-up" next={localPath(query.lanjut)} label={say("identity.step-up.passkey")} say={say} />
        </div>
      ),
    };
  },
  async submit({ act, form, query, setSession }) {
    const token = newToken();
    await act(stepUp, { code: field(form, "code"), hash: hashText(token) }, { key: undefined });
    setSession(token);
    return goTo(localPath(query.lanjut));
  },
});
