import { describedBy, FieldError, type FieldProps, groupClass, Hint, Label } from "./field.tsx";

/**
 * A password, and a button to see what one types. The button shows only where the
 * page loads the island "password-input.js"; without it this is a plain field.
 */
export function PasswordInput(
  props: FieldProps & {
    autocomplete?: "current-password" | "new-password";
    words: {
      show: string;
      hide: string;
      /** The same for those who hear it: "Tampilkan kata sandi". */
      showLabel: string;
      hideLabel: string;
      /** Announced after the change: "Kata sandi Anda terlihat". */
      shown: string;
      hidden: string;
    };
  },
) {
  const { id, words } = props;
  return (
    <div
      class={groupClass(props.error, "govuk-password-input")}
      data-module="govuk-password-input"
      {...{
        "data-i18n.show-password": words.show,
        "data-i18n.hide-password": words.hide,
        "data-i18n.show-password-aria-label": words.showLabel,
        "data-i18n.hide-password-aria-label": words.hideLabel,
        "data-i18n.password-shown-announcement": words.shown,
        "data-i18n.password-hidden-announcement": words.hidden,
      }}
    >
      <Label {...props} />
      <Hint {...props} />
      <FieldError {...props} />
      <div class="govuk-input__wrapper govuk-password-input__wrapper">
        <input
          class={`govuk-input govuk-password-input__input govuk-js-password-input-input${props.error ? " govuk-input--error" : ""}`}
          id={id}
          name={props.name}
          type="password"
          spellcheck={false}
          autocomplete={props.autocomplete ?? "current-password"}
          autocapitalize="none"
          aria-describedby={describedBy(props)}
        />
        <button
          type="button"
          class="govuk-button govuk-button--secondary govuk-password-input__toggle govuk-js-password-input-toggle"
          data-module="govuk-button"
          aria-controls={id}
          aria-label={words.showLabel}
          hidden
        >
          {words.show}
        </button>
      </div>
    </div>
  );
}
