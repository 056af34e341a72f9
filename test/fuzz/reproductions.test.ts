// Inputs that once broke a promise of the front doors, cut down: each is sent again and must end well.
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Knocker } from "./front/Knocker.ts";
import { type Front, openFront } from "./front/openFront.ts";
import type { Input } from "./inputs/Input.ts";
import { createJudge } from "./judge/createJudge.ts";

const DIRECTORY = new URL("./reproductions/", import.meta.url);
const FILES = readdirSync(DIRECTORY).filter((file) => file.endsWith(".json"));

let front: Front;
let knocker: Knocker;
beforeAll(async () => {
  front = await openFront();
  knocker = new Knocker(front);
});
afterAll(async () => {
  knocker?.close();
  await front?.[Symbol.asyncDispose]();
});

it.each(FILES)("%s", async (file) => {
  const input = JSON.parse(readFileSync(new URL(file, DIRECTORY), "utf8")) as Input;
  expect(createJudge(front)(input, await knocker.send(input)).problem).toBeUndefined();
});
