// Node's HTTP server alone: parses the request's JSON and answers prepared bytes: floorMain.ts ANSWERFILE PORT.
import { readFileSync } from "node:fs";
import { createServer } from "node:http";

const [answerFile = "", port = ""] = process.argv.slice(2);
const bytes = readFileSync(answerFile);

createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json", "content-length": String(bytes.length) });
    response.end(bytes);
  });
}).listen(Number(port), "127.0.0.1");
