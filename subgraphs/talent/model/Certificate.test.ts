// When a professional certificate counts: registered within a year of passing, valid three years, renewed every three.
import { describe, expect, it } from "vitest";
import {
  type CertificateRecord,
  certificateId,
  firstDayToRenew,
  parseCertificateId,
  registrationStatus,
  renewedUntil,
  validUntilAfter,
} from "./Certificate.ts";
import { birthDecade, certificateLevelOn } from "./SocialWorker.ts";

const passed = (passedOn: string): CertificateRecord => ({
  passedOn,
  registeredOn: null,
  validUntil: null,
  renewals: 0,
});
const registered = (registeredOn: string): CertificateRecord => ({
  passedOn: registeredOn,
  registeredOn,
  validUntil: validUntilAfter(registeredOn),
  renewals: 0,
});

describe("the status of a certificate's registration", () => {
  it.each([
    ["2023-11-01", "UNREGISTERED"],
    ["2023-10-31", "LAPSED"],
  ])("passed on %s and never registered: %s on 2024-11-01", (day, status) => {
    expect(registrationStatus(passed(day), "2024-11-01")).toBe(status);
  });
  it.each([
    ["2021-11-02", "VALID"],
    ["2021-11-01", "EXPIRED"],
  ])("registered on %s: %s on 2024-11-01", (day, status) => {
    expect(registrationStatus(registered(day), "2024-11-01")).toBe(status);
  });
  it("is valid for three years, counted from a leap day too", () => {
    expect(validUntilAfter("2021-11-02")).toBe("2024-11-01");
    expect(validUntilAfter("2024-02-29")).toBe("2027-02-27");
    expect(renewedUntil("2024-02-29")).toBe("2027-02-28");
  });
  it("can be renewed in its last three months", () => {
    expect(firstDayToRenew("2024-11-30")).toBe("2024-08-30");
    expect(firstDayToRenew("2024-05-31")).toBe("2024-02-29");
  });
});

describe("a worker's level", () => {
  it("is the highest valid one, whatever has expired above or below", () => {
    const certificates = {
      ASSISTANT_SOCIAL_WORKER: registered("2023-01-01"),
      SENIOR_SOCIAL_WORKER: registered("2019-01-01"),
    };
    expect(certificateLevelOn({ certificates }, "2024-11-01")).toBe("ASSISTANT_SOCIAL_WORKER");
    expect(certificateLevelOn({ certificates }, "2020-11-01")).toBe("SENIOR_SOCIAL_WORKER");
    expect(certificateLevelOn({ certificates: {} }, "2024-11-01")).toBeNull();
  });
  it.each([
    ["1969-12-31", "BEFORE_1970"],
    ["1970-01-01", "BORN_1970S"],
    ["1999-12-31", "BORN_1990S"],
    ["2003-01-01", "BORN_2000S"],
  ])("born on %s: %s", (day, decade) => expect(birthDecade(day)).toBe(decade));
});

describe("a certificate's id", () => {
  it("names the worker and the level", () => {
    const id = certificateId("msw_0001", "SOCIAL_WORKER");
    expect(parseCertificateId(id)).toEqual({ workerId: "msw_0001", level: "SOCIAL_WORKER" });
  });
  it.each(["", "crt_msw_0001_DOCTOR", "crt_msw_1_SOCIAL_WORKER", "msw_0001"])("refuses %j", (id) => {
    expect(parseCertificateId(id)).toBeNull();
  });
});
