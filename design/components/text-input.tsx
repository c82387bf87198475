import type { ComponentChildren, JSX } from "preact";
import { describedBy, Field, type FieldProps } from "./field.tsx";

export type Typed = FieldProps & {
  value?: string | undefined;
  autocomplete?: string | undefined;
  maxLength?: number | undefined;
  disabled?: boolean;
  /** The language of what stands in it, where that is not the page's. */
  lang?: string;
  /** The id of a list of words that are offered; others may be typed. */
  list?: string;
};

type Kind = "text" | "email" | "tel" | "url" | "password" | "number" | "code" | "search";

type OneLine = Typed & {
  /** Beside the control, not read aloud: say it in the label too. "Rp". */
  prefix?: string | undefined;
  suffix?: string | undefined;
  /** Width in characters of what is expected. */
  width?: 2 | 3 | 4 | 5 | 10 | 20 | 30 | undefined;
};

/** One line of text. `kind` chooses the keyboard and the browser's checks; `prefix` and `suffix` stand beside it ("Rp", "m²"). */
export function TextInput(props: OneLine & { kind?: Kind }) {
  const { kind = "text", width, error } = props;
  // type=number loses digits to the mouse wheel and hides what it can't read; a text field doesn't.
  const numeric = kind === "number" || kind === "code";
  const attributes = {
    class: `govuk-input${error ? " govuk-input--error" : ""}${width ? ` govuk-input--width-${width}` : ""}`,
    id: props.id,
    name: props.name,
    type: numeric ? "text" : kind,
    ...(numeric && { inputMode: kind === "code" ? "numeric" : "decimal" }),
    // A password is never sent back to the page.
    value: kind === "password" ? undefined : props.value,
    autocomplete: props.autocomplete ?? (kind === "code" ? "one-time-code" : undefined),
    maxLength: props.maxLength,
    disabled: props.disabled,
    list: props.list,
    lang: props.lang,
    spellcheck: kind === "text" ? undefined : false,
    "aria-describedby": describedBy(props),
  } as JSX.IntrinsicElements["input"];
  return (
    <Field
      {...props}
      control={
        <Affixed prefix={props.prefix} suffix={props.suffix}>
          <input {...attributes} />
        </Affixed>
      }
    />
  );
}

function Affixed({ prefix, suffix, children }: Pick<OneLine, "prefix" | "suffix"> & { children: ComponentChildren }) {
  if (!prefix && !suffix) return <>{children}</>;
  return (
    <div class="govuk-input__wrapper">
      {prefix && (
        <div class="govuk-input__prefix" aria-hidden="true">
          {prefix}
        </div>
      )}
      {children}
      {suffix && (
        <div class="govuk-input__suffix" aria-hidden="true">
          {suffix}
        </div>
      )}
    </div>
  );
}

/** A number as people write it, with decimals; the server reads it. `suffix` is its unit. */
export const NumberInput = (props: OneLine) => <TextInput width={10} {...props} kind="number" />;

/** An amount of money; `currency` stands before it: "Rp". */
export const MoneyInput = ({ currency, ...props }: Omit<OneLine, "prefix"> & { currency: string }) => (
  <TextInput width={10} {...props} kind="number" prefix={currency} />
);

/** A code that came by message or from an authenticator: digits, wide apart, filled in by the phone. */
export const CodeInput = (props: OneLine) => <TextInput width={10} maxLength={10} {...props} kind="code" />;
