import { byId } from "./lookUp.ts";
import type { Scenario } from "./Scenario.ts";

const books = [{ id: "b", title: "" }];

export const federationOne: Scenario = {
  title: "a subgraph still written for Federation 1: `extend type`, every field shareable",
  subgraphs: () => ({
    books: {
      sdl: `# federation 1
        type Query { book: Book } type Book @key(fields: "id") { id: ID! title: String }`,
      query: { book: books[0] },
      entities: { Book: byId(books) },
    },
    reviews: {
      sdl: `# federation 1
        extend type Query { reviews: [Review] }
        extend type Book @key(fields: "id") { id: ID! @external title: String @external reviews: [Review!] slug: String @requires(fields: "title") }
        type Review { stars: Int book: Book @provides(fields: "title") }`,
      query: { reviews: [{ stars: 0, book: { id: "b", title: "provided" } }] },
      entities: { Book: (given) => ({ ...given, reviews: [{ stars: 0 }], slug: `/${given.title}` }) },
    },
  }),
  cases: [
    {
      name: "an extended type",
      query: "{ book { title reviews { stars } } }",
      data: { book: { title: "", reviews: [{ stars: 0 }] } },
    },
    { name: "required from the owner", query: "{ book { slug } }", data: { book: { slug: "/" } } },
    {
      name: "provided on the way",
      query: "{ reviews { book { title } } }",
      data: { reviews: [{ book: { title: "provided" } }] },
    },
  ],
};
