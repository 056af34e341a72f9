import { byId } from "./lookUp.ts";
import type { Row, Scenario } from "./Scenario.ts";

const parcels = [
  { id: "p1", weight: 0, label: "", isFragile: false, note: null, size: { width: 0, height: 3 } },
  { id: "p2", weight: 7, label: "x", isFragile: true, note: "n", size: null },
];
const show = (value: unknown) => JSON.stringify(value);

export const requiredFields: Scenario = {
  title: "computed fields read what other subgraphs own (`@requires`)",
  subgraphs: () => ({
    goods: {
      sdl: `type Query { parcels: [Parcel] }
        type Parcel @key(fields: "id") { id: ID! weight: Int label: String isFragile: Boolean note: String size: Size price(currency: String!): Int }
        type Size @shareable { width: Int height: Int }`,
      query: { parcels: parcels.map((parcel) => ({ ...parcel, price: priceOf(parcel) })) },
      entities: { Parcel: (wanted) => find(wanted, (parcel) => ({ ...parcel, price: priceOf(parcel) })) },
    },
    post: {
      sdl: `type Parcel @key(fields: "id") {
          id: ID! weight: Int @external label: String @external isFragile: Boolean @external note: String @external size: Size @external
          price(currency: String!): Int @external
          postage: Int @requires(fields: "weight") seen: String @requires(fields: "label isFragile note") box: String @requires(fields: "size { width }")
          yuan: String @requires(fields: "price(currency: \\"CNY\\")") euro: String @requires(fields: "price(currency: \\"EUR\\")")
        }
        type Size @shareable { width: Int height: Int }`,
      entities: {
        Parcel: (given) => ({
          ...given,
          postage: given.weight === undefined ? new Error("no weight") : given.weight * 2,
          seen: show([given.label, given.isFragile, given.note]),
          box: show(given.size),
          yuan: show(given.price),
          euro: show(given.price),
        }),
      },
    },
    bills: {
      sdl: `type Parcel @key(fields: "id") { id: ID! postage: Int @external weight: Int @external bill: String @requires(fields: "postage weight") total: String @requires(fields: "postage") }`,
      entities: {
        Parcel: (given) => ({
          ...given,
          bill: show([given.postage, given.weight]),
          total: show(given.postage),
        }),
      },
    },
  }),
  cases: [
    {
      name: "a number that is zero is passed on",
      query: "{ parcels { postage } }",
      data: { parcels: [{ postage: 0 }, { postage: 14 }] },
    },
    {
      name: "empty text, false and null are passed on",
      query: "{ parcels { seen } }",
      data: { parcels: [{ seen: '["",false,null]' }, { seen: '["x",true,"n"]' }] },
    },
    {
      name: "part of a value is passed on, or null",
      query: "{ parcels { box } }",
      data: { parcels: [{ box: '{"width":0}' }, { box: "null" }] },
    },
    {
      name: "the client's own selection of the value is not widened",
      query: "{ parcels { box size { height } } }",
      data: {
        parcels: [
          { box: '{"width":0}', size: { height: 3 } },
          { box: "null", size: null },
        ],
      },
    },
    {
      name: "a chain: computed from what is computed",
      query: "{ parcels { bill } }",
      data: { parcels: [{ bill: "[0,0]" }, { bill: "[14,7]" }] },
    },
    {
      name: "a chain beside its links",
      query: "{ parcels { total postage bill weight } }",
      data: {
        parcels: [
          { total: "0", postage: 0, bill: "[0,0]", weight: 0 },
          { total: "14", postage: 14, bill: "[14,7]", weight: 7 },
        ],
      },
    },
    {
      name: "with an argument",
      query: "{ parcels { yuan } }",
      data: { parcels: [{ yuan: "0" }, { yuan: "70" }] },
    },
    {
      name: "with the other argument",
      query: "{ parcels { euro } }",
      data: { parcels: [{ euro: "0" }, { euro: "7" }] },
    },
    {
      name: "the same field with two arguments for two computed fields",
      query: "{ parcels { yuan euro } }",
      data: {
        parcels: [
          { yuan: "0", euro: "0" },
          { yuan: "70", euro: "7" },
        ],
      },
    },
    {
      name: "the client asks the required field with another argument",
      query: '{ parcels { price(currency: "EUR") yuan } }',
      data: {
        parcels: [
          { price: 0, yuan: "0" },
          { price: 7, yuan: "70" },
        ],
      },
    },
    {
      name: "the client's alias has the name of the required field",
      query: "{ parcels { weight: label postage } }",
      data: {
        parcels: [
          { weight: "", postage: 0 },
          { weight: "x", postage: 14 },
        ],
      },
    },
    {
      name: "an alias for the computed field",
      query: "{ parcels { constructor: postage weight: postage } }",
      data: {
        parcels: [
          { constructor: 0, weight: 0 },
          { constructor: 14, weight: 14 },
        ],
      },
    },
    {
      name: "left out by a literal, it holds nothing up",
      query: "{ parcels { postage @include(if: false) total } }",
      data: { parcels: [{ total: "0" }, { total: "14" }] },
    },
  ],
};

const priceOf =
  ({ weight }: Row) =>
  ({ currency }: Row) =>
    currency === "CNY" ? weight * 10 : weight;
const find = (wanted: Row, make: (parcel: Row) => Row) => {
  const found = byId(parcels)(wanted);
  return found && make(found);
};
