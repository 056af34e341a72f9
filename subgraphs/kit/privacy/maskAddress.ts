const HIDDEN = "****";

const MUNICIPALITIES = "北京 天津 上海 重庆";
const PROVINCES =
  "河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾";
const REGIONS = "内蒙古 广西壮族 西藏 宁夏回族 新疆维吾尔";
const either = (words: string): string => words.replaceAll(" ", "|");

/** A Han character of a division's name: none that ends one, and none that stands in the names of streets and buildings. */
const NAME = "(?:(?!胡同|[省市区县旗盟路街道巷弄号院楼栋幢座室村组])\\p{Script=Han})";
const PROVINCE = `(?:(?:${either(PROVINCES)})省|(?:${either(REGIONS)})自治区|(?:${either(MUNICIPALITIES)})市|(?:香港|澳门)特别行政区)`;
const PREFECTURE = `${NAME}{1,10}(?:自治州|地区|市|盟)`;
const COUNTY = `${NAME}{1,14}(?:自治县|自治旗|县|旗|市|(?<![小社园校厂库])区)`;

/** The divisions at the beginning of an address, province first and each only after the one above it. */
const DIVISIONS = new RegExp(`^${PROVINCE}(?:${PREFECTURE}(?:${COUNTY})?|${COUNTY})?`, "u");

/**
 * An address down to the county or city district only: `北京市昌平区****`. What does not begin with a province's full name, and
 * anything that may be a street or an estate, is hidden: rather too much than too little.
 */
export function maskAddress(address: string): string {
  const [divisions = ""] = DIVISIONS.exec(address.trim()) ?? [];
  return `${divisions}${HIDDEN}`;
}

export function isMaskedAddress(text: string): boolean {
  return text.endsWith(HIDDEN) && maskAddress(text) === text;
}
