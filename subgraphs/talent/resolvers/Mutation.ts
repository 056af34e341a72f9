import { dispatchActs } from "./dispatchActs.ts";
import { projectActs } from "./projectActs.ts";
import { registerActs } from "./registerActs.ts";
import { trainingActs } from "./trainingActs.ts";

export const Mutation = { ...registerActs, ...trainingActs, ...dispatchActs, ...projectActs };
