// Asking as a sample role, in development: a token of the gateway's own, and the purpose, go with every query.
globalThis.signIn = (() => {
  const { createElement: h, useState } = React;
  const VISITOR = { token: null, purpose: "" };
  let current = VISITOR;

  async function tokenFor(role) {
    if (role === "visitor") return null;
    const response = await fetch("/dev/token", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ role }),
    });
    const answer = await response.json();
    if (!answer.token) throw new Error(answer.errors?.[0]?.message ?? `HTTP ${response.status}`);
    return answer.token;
  }

  const choice = (label, value, options, onChoose) =>
    h(
      "label",
      null,
      label,
      h(
        "select",
        { value, onChange: (event) => onChoose(event.target.value) },
        options.map(({ name, title }) => h("option", { key: name, value: name }, title)),
      ),
    );

  function SignIn({ choices }) {
    const [roleName, setRoleName] = useState("visitor");
    const [purpose, setPurpose] = useState("");
    const [problem, setProblem] = useState("");
    const role = choices.roles.find(({ name }) => name === roleName);

    const choosePurpose = (name) => {
      current = { ...current, purpose: name };
      setPurpose(name);
    };
    const chooseRole = async (name) => {
      current = VISITOR;
      setPurpose("");
      setRoleName(name);
      try {
        current = { token: await tokenFor(name), purpose: "" };
        setProblem("");
      } catch (error) {
        setRoleName("visitor");
        setProblem(String(error.message));
      }
    };

    const purposes = [
      { name: "", title: "不说明 none stated" },
      ...role.purposes.map((name) => ({ name, title: choices.purposes[name] })),
    ];
    const who = [
      roleName === "visitor" ? "未登录 not signed in" : `user:sample-${roleName}`,
      role.agency,
      role.unit,
    ];
    return h(
      "header",
      { className: "sign-in" },
      choice("身份 Role", roleName, choices.roles, chooseRole),
      choice("用途 Purpose", purpose, purposes, choosePurpose),
      h("output", null, problem || who.filter(Boolean).join(" · ")),
    );
  }

  const headers = () => ({
    ...(current.token ? { authorization: `Bearer ${current.token}` } : {}),
    ...(current.purpose ? { "x-purpose": current.purpose } : {}),
  });

  return { SignIn, headers };
})();
