import { Fieldset, Finder, PlaceInput, TextInput } from "../../../design/index.ts";
import { type Answer, type Entry, isEntry, isSought, isSpot, partsIn } from "../answer.ts";
import { listOf } from "../field.ts";
import { writeSpot } from "../kinds/places.ts";
import { type Asked, commonOf, partOf } from "./tools.ts";

/** Where `finder.js` asks for the entries of a list. */
export const listAddress = ({ list, within }: { list: string; within?: string | undefined }): string =>
  `/pilihan?list=${encodeURIComponent(list)}${within ? `&dalam=${encodeURIComponent(within)}` : ""}`;

type Common = ReturnType<typeof commonOf>;

/** A question that is answered from a code list, or a part of one. */
export function FromList({ asked, common, value }: { asked: Asked; common: Common; value: Answer | undefined }) {
  const { say, hits } = asked.drawing;
  const all = Array.isArray(value) ? value : [value];
  const sought = all.find(isSought);
  return (
    <Finder
      {...common}
      {...(asked.field.type === "choices" && { many: true })}
      source={listAddress(listOf(asked.field)!)}
      find={sought?.find ?? ""}
      chosen={all.filter((one): one is Entry => isEntry(one))}
      hits={sought && (hits?.get(common.name) ?? [])}
      words={{
        find: say("forms.find"),
        button: say("forms.find.go"),
        none: say("forms.find.none"),
        found: say("forms.find.found", { count: "%{count}" }),
      }}
    />
  );
}

/** Street, block, village: as an address is written here, with the village out of the list. */
export function AddressField(asked: Asked) {
  const { say } = asked.drawing;
  const { label, hint, ...street } = commonOf(asked);
  const parts = partsIn(asked.value);
  const text = (part: string) => (typeof parts[part] === "string" ? String(parts[part]) : "");
  const own = asked.field.autocomplete !== "off";
  return (
    <Fieldset legend={label} legendSize="m">
      {hint && <p class="govuk-hint">{hint}</p>}
      <TextInput
        {...street}
        name={`${asked.name}.street`}
        label={say("forms.address.street")}
        value={text("street")}
        autocomplete={own ? "street-address" : "off"}
        maxLength={200}
      />
      <div class="side-by-side">
        <TextInput
          {...partOf(asked, "rt", "forms.address.rt")}
          kind="number"
          width={3}
          value={text("rt")}
          maxLength={3}
        />
        <TextInput
          {...partOf(asked, "rw", "forms.address.rw")}
          kind="number"
          width={3}
          value={text("rw")}
          maxLength={3}
        />
        <TextInput
          {...partOf(asked, "postal", "forms.address.postal")}
          kind="number"
          width={5}
          value={text("postal")}
          maxLength={5}
          autocomplete={own ? "postal-code" : "off"}
        />
      </div>
      <FromList asked={asked} common={partOf(asked, "village", "forms.address.village")} value={parts.village} />
    </Fieldset>
  );
}

const placeWords = ({ drawing: { say } }: Asked) => ({
  picker: say("forms.place.picker"),
  nearer: say("forms.place.nearer"),
  farther: say("forms.place.farther"),
  here: say("forms.place.here"),
  undo: say("forms.place.undo"),
});
const everywhere = [-11, 95, 6, 141];

/** A place: its degrees, or the village and what stands beside it. */
export function PointField(asked: Asked) {
  const { say } = asked.drawing;
  const { label, hint, ...place } = commonOf(asked);
  const { at, village, landmark } = partsIn(asked.value);
  return (
    <Fieldset legend={label} legendSize="m">
      {hint && <p class="govuk-hint">{hint}</p>}
      <PlaceInput
        {...place}
        label={say("forms.place.degrees")}
        hint={say("forms.place.degrees-hint")}
        value={isSpot(at) ? writeSpot(at) : typeof at === "string" ? at : ""}
        bounds={asked.field.bounds ?? everywhere}
        words={placeWords(asked)}
      />
      <p class="strong">{say("forms.place.or")}</p>
      <FromList asked={asked} common={partOf(asked, "village", "forms.address.village")} value={village} />
      <TextInput
        {...partOf(asked, "landmark", "forms.place.landmark")}
        value={typeof landmark === "string" ? landmark : ""}
        maxLength={200}
      />
    </Fieldset>
  );
}

/** A piece of land by its corners, one a line. */
export function AreaField(asked: Asked) {
  const { say } = asked.drawing;
  const { hint, ...common } = commonOf(asked);
  const { value } = asked;
  return (
    <PlaceInput
      {...common}
      many
      hint={[hint, say("forms.place.corners-hint")].filter(Boolean).join(" ")}
      value={
        Array.isArray(value) ? value.filter(isSpot).map(writeSpot).join("\n") : typeof value === "string" ? value : ""
      }
      bounds={asked.field.bounds ?? everywhere}
      words={placeWords(asked)}
    />
  );
}
