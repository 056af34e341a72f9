import { type Check, danger, type Finding, ok } from "./Finding.ts";

/** Whose web pages may read answers. */
export const checkCors: Check = ({ program, settings, isExposed }): Finding[] => {
  if (program === "subgraph") return [];
  const origins = Array.isArray(settings.CORS_ORIGINS) ? settings.CORS_ORIGINS.map(String) : [];
  if (origins.includes("*"))
    return [
      danger("cors", "CORS_ORIGINS is *: any web page may read answers", "list the dashboards' origins"),
    ];
  const plain = origins.find((origin) => isExposed && /^http:\/\/(?!localhost|127\.)/.test(origin));
  return plain
    ? [
        danger(
          "cors",
          `CORS_ORIGINS has ${plain}: who is between may change its pages`,
          "serve that page over https",
        ),
      ]
    : [
        ok(
          "cors",
          origins.length === 0 ? "only the gateway's own pages read answers" : "listed pages read answers",
        ),
      ];
};
