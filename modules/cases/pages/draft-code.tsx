import { Button, TextInput } from "../../../design/index.ts";
import { field, type Refusal, type RequestContext } from "../../../kernel/index.ts";
import { Once } from "./parts.tsx";

/** Where the code of a draft is typed: by its person on another device, by an officer at the counter. */
export function DraftCode({
  context: { say, once, form },
  refusal,
  action,
  button,
}: {
  context: RequestContext;
  refusal: Refusal | undefined;
  action: string;
  button: string;
}) {
  return (
    <form method="post" action={action} noValidate>
      <Once once={once} />
      <TextInput
        id="code"
        name="code"
        label={say("cases.resume.code")}
        hint={say("cases.resume.hint")}
        width={20}
        maxLength={40}
        value={refusal ? field(form, "code") : ""}
        autocomplete="off"
        error={refusal?.faults[0] && say(refusal.faults[0].messageKey)}
      />
      <Button>{button}</Button>
    </form>
  );
}
