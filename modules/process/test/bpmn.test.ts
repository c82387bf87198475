import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { BpmnModdle } from "bpmn-moddle";
import fc from "fast-check";
import { readYaml } from "../../../kernel/index.ts";
import { toBpmn } from "../bpmn/export.ts";
import { fromBpmn } from "../bpmn/import.ts";
import { BpmnFault } from "../bpmn/xml.ts";
import { ProcessGraph } from "../graph.ts";
import { lintGraph } from "../lint.ts";
import { fresh, step } from "../step.ts";
import { processes } from "./random.ts";

const licence = readYaml(
  fileURLToPath(new URL("../../../government/example/services/izin-usaha-mikro/process.yaml", import.meta.url)),
  ProcessGraph,
);
const inspection = readYaml(fileURLToPath(new URL("./inspection.yaml", import.meta.url)), ProcessGraph);
const plain = (graph: ProcessGraph) => JSON.parse(JSON.stringify(graph)) as unknown;

interface Element {
  $type: string;
  id?: string;
  flowElements?: Element[];
  sourceRef?: Element;
  targetRef?: Element;
}
/** The judge: reads it as the standard's own metamodel does. */
async function judged(xml: string) {
  const { rootElement, warnings, elementsById } = await new BpmnModdle().fromXML(xml);
  return { root: rootElement as unknown as { rootElements: Element[] }, warnings, elementsById };
}

test("out to BPMN and in again, every process is what it was", () => {
  fc.assert(
    fc.property(processes, ({ graph, called }) => {
      for (const one of [graph, ...Object.values(called)])
        assert.deepEqual(plain(fromBpmn(toBpmn(one, "any"))), plain(one));
    }),
    { numRuns: 400 },
  );
  for (const one of [licence, inspection]) assert.deepEqual(plain(fromBpmn(toBpmn(one, "any"))), plain(one));
});

test("an outside reader of the standard reads what is written without a warning, and finds each element drawn", async () => {
  const some = fc.sample(processes, { numRuns: 60, seed: 7 }).map(({ graph }) => graph);
  for (const graph of [licence, inspection, ...some]) {
    const xml = toBpmn(graph, "any");
    const { root, warnings, elementsById } = await judged(xml);
    assert.deepEqual(warnings, []);
    const process = root.rootElements.find(({ $type }) => $type === "bpmn:Process")!;
    const drawn = new Set([...xml.matchAll(/bpmnElement="([^"]+)"/g)].map(([, id]) => id));
    const visit = (elements: readonly Element[]): void => {
      for (const one of elements) {
        assert.ok(drawn.has(one.id!), `${one.id} is drawn`);
        if (one.$type === "bpmn:SequenceFlow") {
          assert.ok(
            elements.includes(one.sourceRef!) && elements.includes(one.targetRef!),
            "flows stay in their scope",
          );
        }
        visit(one.flowElements ?? []);
      }
    };
    visit(process.flowElements!);
    assert.ok(Object.keys(elementsById).length > 5);
  }
});

const foreign = (inside: string, before = "") => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="D1" targetNamespace="http://other.example">
${before}<bpmn:process id="Process_1" isExecutable="true">
${inside}
</bpmn:process>
</bpmn:definitions>`;
const flows = (...list: string[]) =>
  list
    .map((one, i) => {
      const [from, to] = one.split(">");
      return `<bpmn:sequenceFlow id="Flow_${i}" sourceRef="${from}" targetRef="${to}"/>`;
    })
    .join("\n");

test("a drawing of another program, with gateways that split and join, becomes a process that runs and has no dead end", () => {
  const graph = fromBpmn(
    foreign(
      `<bpmn:startEvent id="Start_1"/>
<bpmn:userTask id="Activity_0a1" name="Periksa berkas"/>
<bpmn:parallelGateway id="Gateway_split"/>
<bpmn:userTask id="Activity_fire" name="Damkar"/>
<bpmn:exclusiveGateway id="Gateway_x" default="Flow_6"/>
<bpmn:userTask id="Activity_health" name="Dinkes"/>
<bpmn:exclusiveGateway id="Gateway_merge"/>
<bpmn:parallelGateway id="Gateway_join"/>
<bpmn:receiveTask id="Pay" name="payment" messageRef="Message_1"/>
<bpmn:boundaryEvent id="Late" attachedToRef="Pay"><bpmn:timerEventDefinition><bpmn:timeDuration>P2W</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:endEvent id="Issued" name="Issued"/>
<bpmn:endEvent id="Lapsed"/>
<bpmn:sequenceFlow id="Flow_x" sourceRef="Gateway_x" targetRef="Activity_health"><bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=cooks = true</bpmn:conditionExpression></bpmn:sequenceFlow>
${flows("Start_1>Activity_0a1", "Activity_0a1>Gateway_split", "Gateway_split>Activity_fire", "Gateway_split>Gateway_x", "Activity_fire>Gateway_join", "Activity_health>Gateway_merge", "Gateway_x>Gateway_merge", "Gateway_merge>Gateway_join", "Gateway_join>Pay", "Pay>Issued", "Late>Lapsed")}`,
      '<bpmn:message id="Message_1" name="payment"/>\n',
    ),
  );
  const known = /waits without|nothing leads/;
  assert.deepEqual(
    lintGraph(graph).filter(({ says }) => !known.test(says)),
    [],
  );
  let { state } = step(graph, fresh, { type: "start" }, { cooks: true });
  const does = (name: string) => {
    const token = state.tokens.find(({ at }) => at === name)!.id;
    state = step(graph, state, { type: "complete", token, outcome: "forward" }, { cooks: true }).state;
  };
  does("activity-0a1");
  does("activity-fire");
  assert.equal(state.ended, null);
  does("activity-health");
  assert.deepEqual(
    state.tokens.map(({ at }) => at),
    ["pay"],
  );
  assert.equal(step(graph, state, { type: "message", name: "payment" }, {}).state.ended, "issued");
});

/** What is outside the subset, the element that is named, and what is said of it. */
const outside: [inside: string, element: RegExp, says: RegExp][] = [
  ['<bpmn:inclusiveGateway id="G"/>', /inclusiveGateway "G"/, /not in the subset; use an exclusive gateway/],
  ['<bpmn:task id="T"/>', /task "T"/, /use a user task/],
  ['<bpmn:eventBasedGateway id="E"/>', /eventBasedGateway "E"/, /receive task with a timer/],
  ['<bpmn:subProcess id="S" triggeredByEvent="true"/>', /subProcess "S"/, /that an event begins/],
  ['<bpmn:boundaryEvent id="B" attachedToRef="nobody"/>', /boundaryEvent "B"/, /sits on nothing/],
  ['<bpmn:sequenceFlow id="F" sourceRef="A" targetRef="away"/>', /sequenceFlow "F"/, /not in the same scope/],
  [
    '<bpmn:userTask id="U" xmlns:p="https://pendopo.example/bpmn/1" p:more="{"/>',
    /userTask "U"/,
    /pendopo:more is no JSON object/,
  ],
  [
    '<bpmn:intermediateCatchEvent id="C"><bpmn:linkEventDefinition/></bpmn:intermediateCatchEvent>',
    /"C"/,
    /nothing follows|events here/,
  ],
];
for (const [inside, element, says] of outside)
  test(`what is outside the subset is told with element and line: ${says.source}`, () => {
    const text = foreign(`<bpmn:startEvent id="A"/>\n<bpmn:endEvent id="Z"/>\n${flows("A>Z")}\n${inside}`);
    const line = text.split("\n").findIndex((one) => one.includes(inside)) + 1;
    assert.throws(
      () => fromBpmn(text),
      (error) => {
        assert.ok(error instanceof BpmnFault, String(error));
        const found = error.faults.find((one) => element.test(one.element) && says.test(one.says));
        assert.ok(found, error.message);
        assert.equal(found.line, line);
        return true;
      },
    );
  });

test("what is no BPMN at all is told kindly: no XML, two processes, a document type, far too much", () => {
  const says = (text: string, what: RegExp) =>
    assert.throws(
      () => fromBpmn(text),
      (error) => error instanceof BpmnFault && what.test(error.message),
    );
  says("bukan xml", /line 1/);
  says("", /line 1/);
  says("<a><b></a>", /line 1/);
  says('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', /document type/);
  says("<a/>", /holds 0 processes/);
  says(`${"<a>".repeat(100)}${"</a>".repeat(100)}`, /too deeply/);
  says(`<a>${" ".repeat(2_100_000)}</a>`, /larger than 2 MB/);
});

test("splits whose ways meet in no one place are refused: a join could pass early", () => {
  const text =
    foreign(`<bpmn:startEvent id="A"/><bpmn:parallelGateway id="S"/><bpmn:userTask id="P"/><bpmn:userTask id="Q"/>
<bpmn:parallelGateway id="J1"/><bpmn:parallelGateway id="J2"/><bpmn:endEvent id="Z"/>
${flows("A>S", "S>P", "S>Q", "P>J1", "Q>J2", "J1>Z", "J2>Z")}`);
  assert.throws(() => fromBpmn(text), /meet at several gateways/);
});
