import type { ComponentChildren } from "preact";
import { Item } from "./choices.tsx";
import { describedBy, FieldError, type FieldProps, groupClass, Hint } from "./field.tsx";
import { Fieldset } from "./fieldset.tsx";

export interface Found {
  code: string;
  text: ComponentChildren;
}

/**
 * One, or some, of a list that is too long for a page. Without script a button (`_find`) sends the words and the page
 * comes again with what was found as radios or tick boxes; with `finder.js` the same field is a combobox that asks
 * `source` for `[{ code, text }]`. What is chosen is posted under `name`, the words under `name.find`.
 */
export function Finder(
  props: FieldProps & {
    source: string;
    many?: boolean;
    /** What is looked for now. */
    find: string;
    chosen: readonly Found[];
    /** What was found for it; left out when nothing was looked for. */
    hits?: readonly Found[] | undefined;
    words: {
      /** Above the field: "Tulis sebagian namanya". */
      find: string;
      button: string;
      none: string;
      /** "%{count}" stands where the number comes. */
      found: string;
    };
  },
) {
  const { id, name, many, chosen, hits, words } = props;
  const kind = many ? "checkboxes" : "radios";
  const own = (found: Found) => chosen.some(({ code }) => code === found.code);
  const offered = [...chosen, ...(hits ?? []).filter((found) => !own(found))];
  return (
    <div class={groupClass(props.error, "finder")} data-source={props.source} data-name={name} data-many={many}>
      <Fieldset legend={props.label} legendSize={props.labelSize} describedBy={describedBy(props)}>
        <Hint {...props} />
        <FieldError {...props} />
        <label class="govuk-label finder-label" for={id}>
          {words.find}
        </label>
        <div class="search">
          <input
            class={`govuk-input${props.error ? " govuk-input--error" : ""}`}
            id={id}
            name={`${name}.find`}
            type="text"
            maxLength={100}
            autocomplete="off"
            spellcheck={false}
            value={props.find}
            aria-describedby={describedBy(props)}
          />
          <button class="govuk-button govuk-button--secondary" type="submit" name="_find" value={name}>
            {words.button}
            <span class="govuk-visually-hidden"> {props.label}</span>
          </button>
        </div>
        {hits?.length === 0 && <p class="quiet">{words.none}</p>}
        <div class={`govuk-${kind} govuk-${kind}--small finder-hits`}>
          {offered.map((found, i) => (
            <Item
              key={found.code}
              kind={kind}
              own={`${id}-${i + 1}`}
              name={name}
              chosen={own(found)}
              option={{ value: found.code, text: found.text }}
            />
          ))}
        </div>
        <p
          class="govuk-visually-hidden finder-status"
          aria-live="polite"
          data-none={words.none}
          data-found={words.found}
        />
      </Fieldset>
    </div>
  );
}
