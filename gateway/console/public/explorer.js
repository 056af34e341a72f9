// The playground: GraphiQL with the example operations of schema/operations beside the documentation.
(() => {
  const { createElement: h, useState } = React;
  const { signIn } = globalThis;
  const WELCOME =
    "# 联动 Liandong\n# 左侧“示例”里有现成的查询，按 ▶ 运行。\n# Ready-made queries are under the examples on the left; press ▶ to run.\n\n";

  const fetcher = async (params, { headers } = {}) => {
    const response = await fetch("/graphql", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json",
        ...signIn.headers(),
        ...headers,
      },
      body: JSON.stringify(params),
    });
    return response.json();
  };

  const Icon = () =>
    h(
      "svg",
      { viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", strokeWidth: 1.5 },
      h("path", { d: "M4 5h16M4 10h16M4 15h10M4 20h10" }),
    );

  function examplesPlugin(operations, open) {
    return {
      title: "示例 Examples",
      icon: Icon,
      content: () =>
        h(
          "div",
          null,
          h("div", { className: "graphiql-doc-explorer-title" }, "示例 Examples"),
          h(
            "div",
            { className: "examples" },
            operations.map((operation) =>
              h(
                "button",
                { key: operation.name, onClick: () => open(operation) },
                operation.title,
                h("small", null, operation.subtitle),
              ),
            ),
          ),
        ),
    };
  }

  function Explorer({ operations, choices }) {
    const [shown, setShown] = useState(operations.find(({ name }) => name === "headline") ?? { query: "" });
    const [plugins] = useState(() => [examplesPlugin(operations, setShown)]);
    const graphiql = h(
      GraphiQL,
      {
        fetcher,
        plugins,
        visiblePlugin: plugins[0],
        query: shown.query ? shown.query : WELCOME,
        variables: shown.variables ? JSON.stringify(shown.variables, null, 2) : "",
        shouldPersistHeaders: false,
        defaultEditorToolsVisibility: "variables",
      },
      h(GraphiQL.Logo, null, h("span", { className: "brand" }, "联动 Liandong")),
    );
    return h("div", { className: "page" }, choices && h(signIn.SignIn, { choices }), graphiql);
  }

  const root = ReactDOM.createRoot(document.getElementById("explorer"));
  const load = (file, otherwise) =>
    fetch(`/explorer/${file}`)
      .then((response) => response.json())
      .catch(() => otherwise);
  Promise.all([load("operations.json", []), load("sign-in.json", null)]).then(([operations, choices]) =>
    root.render(h(Explorer, { operations, choices })),
  );
})();
