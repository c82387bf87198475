import { describedBy, Field, FieldError, groupClass, Hint, Label } from "./field.tsx";
import type { Typed } from "./text-input.tsx";

/** What a counter says; "%{count}" stands where the number comes. */
export interface CounterWords {
  /** Without script: "Paling banyak 500 huruf". */
  most: string;
  under: { one?: string; other: string };
  at: string;
  over: { one?: string; other: string };
}

type TextareaProps = Typed & { rows?: number; counter?: CounterWords };

/** Several lines of text; with `counter` and `maxLength` it counts what is left. */
export function Textarea(props: TextareaProps) {
  if (props.counter && props.maxLength) return <Counted {...props} counter={props.counter} />;
  return <Field {...props} control={<Area {...props} by={describedBy(props)} />} />;
}

function Area({ by, counted, ...props }: TextareaProps & { by: string | undefined; counted?: boolean }) {
  const wrong = props.error ? " govuk-textarea--error" : "";
  return (
    <textarea
      lang={props.lang}
      class={`govuk-textarea${counted ? " govuk-js-character-count" : ""}${wrong}`}
      id={props.id}
      name={props.name}
      rows={props.rows ?? 5}
      maxLength={props.maxLength}
      disabled={props.disabled}
      autocomplete={props.autocomplete}
      aria-describedby={by}
    >
      {props.value}
    </textarea>
  );
}

function Counted({ counter, ...props }: TextareaProps & { counter: CounterWords }) {
  const info = `${props.id}-info`;
  return (
    <div
      class={groupClass(props.error, "govuk-character-count")}
      data-module="govuk-character-count"
      data-maxlength={props.maxLength}
      {...{
        "data-i18n.characters-under-limit.one": counter.under.one,
        "data-i18n.characters-under-limit.other": counter.under.other,
        "data-i18n.characters-at-limit": counter.at,
        "data-i18n.characters-over-limit.one": counter.over.one,
        "data-i18n.characters-over-limit.other": counter.over.other,
      }}
    >
      <Label {...props} />
      <Hint {...props} />
      <FieldError {...props} />
      <Area {...props} counted by={[info, describedBy(props)].filter(Boolean).join(" ")} />
      <div id={info} class="govuk-hint govuk-character-count__message">
        {counter.most}
      </div>
    </div>
  );
}
