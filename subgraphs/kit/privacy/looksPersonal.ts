/** Words in the name of a field that holds data of a person, whatever its type. */
const ABOUT_PERSONS = new Set(
  `phone mobile tel telephone fax wechat weixin qq email mailbox address residence birth birthday birthdate age gender sex
   ethnicity nationality religion marital passport photo portrait fingerprint password diagnosis illness disease guardian
   relative relatives contact contacts salary income latitude longitude`.split(/\s+/),
);

/** Pairs of words that do, at the end: `idNumber`, `isPartyMember`. */
const PAIRS = /(?:^|-)(?:id-(?:number|card|no)|identity-number|bank-account|client-code|party-member)$/;

/** Words that do when the field is text: a hospital's name looks like a person's. */
const TEXT_ABOUT_PERSONS = new Set(
  "name nickname surname note notes remark remarks comment comments reason reasons memo description result".split(
    " ",
  ),
);

const TEXT = new Set(["String", "ID"]);

/**
 * Whether a field looks as if it held personal data, by its name alone and, for words that things have too, its type.
 * @param type name of the field's type, without lists and `!`
 */
export function looksPersonal(field: string, type: string): boolean {
  const words = field
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .toLowerCase()
    .split(/[-_]/);
  if (words.some((word) => ABOUT_PERSONS.has(word)) || PAIRS.test(words.join("-"))) return true;
  return TEXT.has(type) && words.some((word) => TEXT_ABOUT_PERSONS.has(word));
}
