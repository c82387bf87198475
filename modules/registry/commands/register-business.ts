import { z } from "zod";
import { command, refuse } from "../../../kernel/index.ts";
import { enterBusiness } from "../business-entry.ts";
import { daySchema, personRow } from "../person.ts";

const three = z
  .string()
  .trim()
  .regex(/^\d{1,3}$/, "registry.fault.rt")
  .transform((digits) => digits.padStart(3, "0"));

/** An address as it is typed in; the village by its code. */
export const addressSchema = z
  .object({
    street: z.string().trim().min(3).max(150),
    rt: three,
    rw: three,
    village: z.string().regex(/^\d{2}\.\d{2}\.\d{2}\.\d{4}$/, "registry.fault.village"),
  })
  .strict();

/** A citizen enters their own micro business in the register and gets its number (NIB) at once. */
export const registerBusiness = command({
  name: "registry.register-business",
  input: z
    .object({
      name: z.string().trim().min(3).max(100),
      kbli: z.array(z.string()).min(1).max(5),
      address: addressSchema,
      foundedOn: daySchema,
    })
    .strict(),
  allow: [{ hat: "citizen", assurance: 2 }],
  async carryOut(context, firm) {
    const owner =
      (await personRow(context.tx, context.actor.person!)) ?? refuse("not-found", "kernel.refusal.not-found");
    return enterBusiness(context, owner, { ...firm, kind: "individual" });
  },
});
