import { Button, ErrorSummary, InsetText, Radios, TextInput } from "../../../design/index.ts";
import { field, goTo, page, textIn } from "../../../kernel/index.ts";
import { judgeTwin } from "../commands/judge-twin.ts";
import { registerByCode } from "../queries/records.ts";
import { openTwins } from "../queries/twins.ts";

/** Records of a register that may be the same: a human says of each pair whether they are. */
export const twinsPage = page({
  path: "/petugas/register/kembar/:code",
  async show(context, refusal) {
    const { ask, say, locale, params, form, once } = context;
    const code = params.code ?? "";
    const register = await ask(registerByCode, { code });
    const twins = await ask(openTwins, { register: code });
    const refusedAt = field(form, "pair");
    return {
      title: say("registers.twins"),
      back: { href: "/petugas/register", label: say("registers.desk") },
      main: (
        <>
          <ErrorSummary
            title={say("registry.search.mend")}
            errors={
              refusal
                ? (refusal.faults.length > 0 ? refusal.faults : [{ ...refusal, path: "" }]).map((one) => ({
                    text: say(one.messageKey, one.values),
                    href: `#${refusedAt}-${one.path || "verdict"}`,
                  }))
                : []
            }
          />
          <h1>{say("registers.twins-in", { title: textIn(register.title, locale) })}</h1>
          <p>{say("registers.twins-lead")}</p>
          {twins.length === 0 && <InsetText>{say("registers.twins-none")}</InsetText>}
          {twins.map(({ one, other, likeness }) => {
            const pair = `${one.id}.${other.id}`;
            const again = refusedAt === pair;
            return (
              <section key={pair}>
                <h2>{say("registers.twins-likeness", { percent: Math.round(likeness * 100) })}</h2>
                <ul>
                  {[one, other].map(({ id, number, words }) => (
                    <li key={id}>
                      <a href={`/petugas/register/${id}`}>{words || number}</a>
                    </li>
                  ))}
                </ul>
                <form method="post" noValidate class="short">
                  <input type="hidden" name="_once" value={once} />
                  <input type="hidden" name="pair" value={pair} />
                  <Radios
                    id={`${pair}-verdict`}
                    name="verdict"
                    label={say("registers.twins-verdict")}
                    value={again ? field(form, "verdict") : ""}
                    options={[
                      { value: "different", text: say("registers.twins-different") },
                      { value: "same", text: say("registers.twins-same"), hint: say("registers.twins-same-hint") },
                    ]}
                  />
                  <TextInput
                    id={`${pair}-reason`}
                    name="reason"
                    label={say("registers.twins-reason")}
                    maxLength={300}
                    value={again ? field(form, "reason") : ""}
                  />
                  <Button look="secondary">{say("registers.twins-go")}</Button>
                </form>
              </section>
            );
          })}
        </>
      ),
    };
  },
  async submit({ act, form, params }) {
    const [one = "", other = ""] = field(form, "pair").split(".");
    await act(judgeTwin, { one, other, verdict: field(form, "verdict") as "same", reason: field(form, "reason") });
    return goTo(`/petugas/register/kembar/${params.code ?? ""}`);
  },
});
