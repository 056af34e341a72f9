import { byId } from "./lookUp.ts";
import type { Row, Scenario } from "./Scenario.ts";

const fail = () => new Error("no");
const tasks: Row[] = [
  { id: "1", must: 0, may: "", owner: { id: "x" } },
  { id: "2", must: fail, may: "b", owner: { id: "y" } },
  { id: "3", must: 3, may: fail, owner: null },
];

export const nullPropagation: Scenario = {
  title: "failures beyond a border: nulls climb as the types say, errors stand where the client sees them",
  subgraphs: () => ({
    plans: {
      sdl: `type Query { tasks: [Task] strict: [Task!] strictest: [Task!]! first: Task! one: Task }
        type Task @key(fields: "id") { id: ID! title: String }`,
      query: { tasks, strict: tasks, strictest: tasks.slice(0, 2), first: tasks[1], one: tasks[1] },
      entities: { Task: byId(tasks) },
    },
    work: {
      sdl: `type Task @key(fields: "id") { id: ID! must: Int! may: String owner: Owner } type Owner @key(fields: "id") { id: ID! }`,
      entities: { Task: byId(tasks), Owner: ({ id }) => ({ id }) },
    },
    staff: {
      sdl: `type Owner @key(fields: "id") { id: ID! name: String! nick: String }`,
      entities: { Owner: ({ id }) => (id === "x" ? { name: "Xu", nick: fail } : null) },
    },
  }),
  cases: [
    {
      name: "a nullable field",
      query: "{ tasks { may } }",
      data: { tasks: [{ may: "" }, { may: "b" }, { may: null }] },
      errors: ["tasks.2.may"],
    },
    {
      name: "under an alias",
      query: "{ t: tasks { m: may } }",
      data: { t: [{ m: "" }, { m: "b" }, { m: null }] },
      errors: ["t.2.m"],
    },
    {
      name: "a field that must not be null takes its object along",
      query: "{ tasks { id must } }",
      data: { tasks: [{ id: "1", must: 0 }, null, { id: "3", must: 3 }] },
      errors: ["tasks.1.must"],
    },
    {
      name: "and a list of objects that must not be null",
      query: "{ strict { must } one { id } }",
      data: { strict: null, one: { id: "2" } },
      errors: ["strict.1.must"],
    },
    {
      name: "up to the whole answer",
      query: "{ strictest { must } one { id } }",
      data: null,
      errors: ["strictest.1.must"],
    },
    {
      name: "up to the whole answer, from a single object",
      query: "{ first { must } one { id } }",
      data: null,
      errors: ["first.must"],
    },
    {
      name: "the rest of the answer stands",
      query: "{ one { must } tasks { id } }",
      data: { one: null, tasks: [{ id: "1" }, { id: "2" }, { id: "3" }] },
      errors: ["one.must"],
    },
    {
      name: "an entity its owner lacks",
      query: "{ tasks { owner { name } } }",
      data: { tasks: [{ owner: { name: "Xu" } }, { owner: null }, { owner: null }] },
      errors: ["tasks.1.owner.name"],
    },
    {
      name: "two borders away",
      query: "{ tasks { owner { id nick } } }",
      data: {
        tasks: [{ owner: { id: "x", nick: null } }, { owner: { id: "y", nick: null } }, { owner: null }],
      },
      errors: ["tasks.0.owner.nick"],
    },
    {
      name: "under two aliases, on both",
      query: "{ a: one { may must } b: one { must } }",
      data: { a: null, b: null },
      errors: ["a.must", "b.must"],
    },
  ],
};

export const mutationOrder: Scenario = {
  title: "mutations run one after another, in the order written, whoever owns them",
  isStateful: true,
  subgraphs: () => {
    const log: string[] = [];
    const act = (name: string) => () => {
      log.push(name);
      return log.join("");
    };
    return {
      left: {
        sdl: 'type Query { left: Int } type Mutation { a: String b: String pair: Pair } type Pair @key(fields: "id") { id: ID! }',
        query: { left: 0 },
        mutation: { a: act("a"), b: act("b"), pair: () => act("p")() && { id: "1" } },
      },
      right: {
        sdl: 'type Mutation { c: String } type Pair @key(fields: "id") { id: ID! seen: String }',
        mutation: { c: act("c") },
        entities: { Pair: () => ({ seen: log.join("") }) },
      },
    };
  },
  cases: [
    { name: "one owner", query: "mutation { b a }", data: { b: "b", a: "ba" } },
    { name: "two owners by turns", query: "mutation { a c b }", data: { a: "a", c: "ac", b: "acb" } },
    { name: "aliases repeat an act", query: "mutation { x: a c y: a }", data: { x: "a", c: "ac", y: "aca" } },
    { name: "the same key twice is one act", query: "mutation { a c a }", data: { a: "a", c: "ac" } },
    {
      name: "a payload is completed before the next act",
      query: "mutation { pair { seen } c }",
      data: { pair: { seen: "p" }, c: "pc" },
    },
    {
      name: "through fragments",
      query: "mutation { ...F c } fragment F on Mutation { b ... on Mutation { a } }",
      data: { b: "b", a: "ba", c: "bac" },
    },
    { name: "one left out", query: "mutation { a c @skip(if: true) b }", data: { a: "a", b: "ab" } },
    {
      name: "the same key twice, once conditionally, is one act",
      query: "mutation ($yes: Boolean!) { pair @include(if: $yes) { id } c pair { seen } b }",
      variables: { yes: true },
      data: { pair: { id: "1", seen: "p" }, c: "pc", b: "pcb" },
    },
  ],
};
