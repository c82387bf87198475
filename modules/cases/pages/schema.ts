import { route, textIn } from "../../../kernel/index.ts";
import { forms } from "../../forms/index.ts";
import { serviceWithForm } from "./paper.tsx";

/** The answers of a service's form as JSON Schema 2020-12: for programs that fill it in. */
export const schemaRoute = route({
  method: "GET",
  path: "/layanan/:code/formulir.json",
  async handle(context) {
    const service = await serviceWithForm(context);
    const id = `${context.world.config.PUBLIC_URL.replace(/\/$/, "")}/layanan/${service.code}/formulir.json`;
    const schema = forms.formSchema(service.form, id, textIn(service.title, "en"));
    return { body: JSON.stringify(schema, null, 1), type: "application/schema+json", keepSeconds: 300 };
  },
});
