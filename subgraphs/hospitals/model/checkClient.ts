import { birthDateOf, isIdNumber } from "../../kit/codes/idNumber.ts";
import { checkText } from "../../kit/input/checkText.ts";
import { invalidInput } from "../../kit/input/invalidInput.ts";
import type { ClientDetails } from "./ReferralClient.ts";

/** `input ReferralClientInput` of the schema. */
export type ClientInput = Pick<ClientDetails, "name"> & Partial<ClientDetails>;

const PHONE = /^\+?\d(?:[ -]?\d){4,17}$/;
const FIRST_BIRTH = "1900-01-01";

/**
 * Who a client is, cleaned. No message repeats a value: it may be personal even where it is wrong.
 * @throws UserFailure `INVALID_INPUT`
 */
export function checkClient(input: ClientInput, today: string): ClientDetails {
  const idNumber = optional(input.idNumber, checkIdNumber);
  const birthDate = optional(input.birthDate, (text) => checkBirthDate(text, today));
  if (idNumber !== null && birthDate !== null && birthDateOf(idNumber) !== birthDate) {
    throw invalidInput('"client.birthDate" is not the one in "client.idNumber"', "client.birthDate");
  }
  return {
    name: checkText(input.name, "client.name", 50),
    phone: optional(input.phone, checkPhone),
    idNumber,
    address: optional(input.address, (text) => checkText(text, "client.address", 200)),
    birthDate,
    note: optional(input.note, (text) => checkText(text, "client.note", 500)),
  };
}

const optional = (text: string | null | undefined, check: (text: string) => string): string | null =>
  text === null || text === undefined ? null : check(text.trim());

function checkPhone(phone: string): string {
  if (PHONE.test(phone)) return phone;
  throw invalidInput(
    '"client.phone" must be a number of 5 to 18 digits, with spaces, hyphens or a leading +',
    "client.phone",
  );
}

function checkIdNumber(text: string): string {
  const idNumber = text.toUpperCase();
  if (isIdNumber(idNumber)) return idNumber;
  const message = '"client.idNumber" must be 18 characters with a valid check character (GB 11643)';
  throw invalidInput(message, "client.idNumber");
}

function checkBirthDate(day: string, today: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
  if (exists && day >= FIRST_BIRTH && day <= today) return day;
  const message = `"client.birthDate" must be a day from ${FIRST_BIRTH} to ${today}, written YYYY-MM-DD`;
  throw invalidInput(message, "client.birthDate");
}
