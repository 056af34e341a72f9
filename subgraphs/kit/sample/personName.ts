import type { Random } from "./Random.ts";

const SURNAMES = [
  ..."王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱江尹薛闫段雷侯龙陶黎贺顾毛郝龚邵",
];
const GIVEN = [
  ..."伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国玉兰红梅文辉鹏飞宇欣怡思雨子涵梓轩浩然佳慧琳雪婷婧颖晨阳嘉志远新春晓东海波永康德福立成安宁清荷松柏",
];

/** A synthetic personal name: no real person is meant. */
export function personName(random: Random): string {
  const given = random.chance(0.35) ? random.pick(GIVEN) : random.pick(GIVEN) + random.pick(GIVEN);
  return random.pick(SURNAMES) + given;
}
