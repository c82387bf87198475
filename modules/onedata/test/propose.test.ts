import assert from "node:assert/strict";
import { test } from "node:test";
import { Plan } from "../definition/dataset.ts";
import { sourceOf } from "../pages/made-of.tsx";

test("conditions of a proposal are taken line by line; a line without a field or a value asks nothing", () => {
  const filled = {
    register: "businesses",
    by: ["kind"],
    does: "count",
    "filter-0": "district",
    "filter-0-is": "99.01.01",
    "filter-1": "kind",
    "filter-1-is": " ",
    "filter-2": "",
    "filter-2-is": "pt",
  };
  const filter = [{ field: "district", is: "99.01.01" }];
  assert.deepEqual(sourceOf(filled), {
    kind: "figures",
    register: "businesses",
    by: ["kind"],
    measures: [{ does: "count" }],
    filter,
  });
  const records = sourceOf({ ...filled, does: "records" });
  assert.deepEqual(records, { kind: "records", register: "businesses", fields: ["kind"], filter });
  assert.deepEqual(Plan.shape.source.parse(records), records, "as the command takes it");
  assert.deepEqual(sourceOf({ ...filled, register: "" }), { kind: "file" });
});
