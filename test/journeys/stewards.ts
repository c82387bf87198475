import type { Page } from "playwright-core";
import { follow } from "./house.ts";
import { after, refused, type Stop } from "./stops.ts";

/** Goes to the first draft of the list, and on to a place of it. */
const inDraft = (place: string): Stop => ({
  name: `the first register's draft${place}`,
  async go(page: Page) {
    await page.goto("/studio/register");
    await follow(page.locator('main a[href^="/studio/register/"]').first());
    await page.goto(`${new URL(page.url()).pathname}${place}`);
  },
});

/** What a data steward looks at: a new version of a published register, and a new one that says nothing yet. */
export const stopsOfSteward = (): Stop[] => [
  "/studio/register",
  refused("/studio/register", { button: "button[value=new]" }),
  after("/studio/register", { button: "button[value=edit]" }),
  inDraft("/isi"),
  inDraft("/isi?di=fields.education"),
  inDraft("/isi?teks=ya"),
  inDraft("/pratinjau"),
  inDraft("/bingkai"),
  after("/studio/register", {
    fields: { "title-id": "Akta pengangkatan", "title-en": "Deeds of adoption" },
    button: "button[value=new]",
  }),
];
