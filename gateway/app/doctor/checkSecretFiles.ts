import { type Check, ok, unsafe } from "./Finding.ts";

/** Files that hold secrets or may. */
const SECRET_FILES = ["SIGNING_KEY_FILE", "TLS_KEY", "API_KEYS", "PSEUDONYM_KEY_FILE", "CONFIG_FILE"];

/** Whether files with secrets are for their owner alone. */
export const checkSecretFiles: Check = (facts) => {
  const named = SECRET_FILES.flatMap((setting) => {
    const file = facts.files.get(setting);
    return file ? [{ setting, file }] : [];
  });
  const open = named.filter(({ file }) => file.isReadableByOthers);
  if (open.length === 0)
    return named.length > 0 ? [ok("secret-file", "files with secrets are for their owner alone")] : [];
  return open.map(({ setting }) =>
    unsafe(facts, "secret-file", `the file of ${setting} may be read by other users`, "chmod 600 the file"),
  );
};
